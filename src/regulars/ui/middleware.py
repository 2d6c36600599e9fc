"""A refusal that a view makes without words gets its sentence."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from regulars.ui import errors


class OtherMethodMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        return errors.other_method(request, response["Allow"]) if response.status_code == 405 else response
