"""What is said after an act: one sentence, and the way back where there is one."""

from django.contrib import messages
from django.http import HttpRequest


def say(request: HttpRequest, text: str, *, undo: str = "", is_problem: bool = False) -> None:
    """Show a sentence on the next page or part; ``undo`` is an address that takes a POST."""
    level = messages.ERROR if is_problem else messages.SUCCESS
    messages.add_message(request, level, text, extra_tags=undo)
