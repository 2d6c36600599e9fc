"""The demo business from inside the program: load it to try things out, wipe it in one step."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import AlreadyEnqueued

from regulars.accounts.access import administrators_only
from regulars.demo import loading, tasks
from regulars.ui import notices
from regulars.ui.pages import show


@administrators_only
@require_GET
def demo(request: HttpRequest) -> HttpResponse:
    context = {"state": loading.loaded(), "is_at_work": _waiting().exists()}
    return show(request, "demo/demo.html", context, parts=("state",))


@administrators_only
@require_POST
def load(request: HttpRequest) -> HttpResponse:
    language = "zh" if request.POST.get("language", "").startswith("zh") else "en"
    return _ask(request, tasks.load_demo, language=language)


@administrators_only
@require_POST
def wipe(request: HttpRequest) -> HttpResponse:
    return _ask(request, tasks.wipe_demo)


def _ask(request: HttpRequest, task: Any, **arguments: str) -> HttpResponse:
    try:
        with transaction.atomic():  # a refusal must not spoil what the request still reads
            task.defer(**arguments)
        notices.say(request, _("It is being done. You can go on working meanwhile."))
    except AlreadyEnqueued:
        notices.say(request, _("It is being done already. Nothing was added."))
    return redirect("demo:demo")


def _waiting() -> Any:
    return ProcrastinateJob.objects.filter(
        task_name__in=("load_demo", "wipe_demo"), status__in=("todo", "doing")
    )
