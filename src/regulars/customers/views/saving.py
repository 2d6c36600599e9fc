"""Saving what was corrected in a form that a colleague may have overtaken."""

from collections.abc import Callable

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _

from regulars.customers import keeping
from regulars.ui.notices import say


def saved(request: HttpRequest, form: forms.Form | forms.ModelForm, change: Callable[[], object]) -> bool:
    """Whether it was taken over. What a colleague saved meanwhile is never written over: the form says so."""
    try:
        changed = change()
    except keeping.ChangedMeanwhile:
        form.add_error(
            None,
            _(
                "A colleague changed this while you were writing. Open it again to see what it says now; nothing of yours was saved."
            ),
        )
        return False
    say(request, _("Saved.") if changed else _("Nothing was changed."))
    return True
