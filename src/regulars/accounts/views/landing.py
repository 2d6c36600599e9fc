"""Where a person begins: staff with today's list, managers with the dashboard."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from regulars.accounts.access import signed_in


@signed_in
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    return redirect("reports:dashboard" if request.user.is_manager else "care:today")  # type: ignore[union-attr]
