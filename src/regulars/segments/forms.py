"""The forms of segments."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from regulars.segments.models import Segment
from regulars.ui.forms import Choice


class SegmentForm(forms.ModelForm):
    """Everything of a segment but its rule."""

    class Meta:
        model = Segment
        fields = ["name", "kind", "is_shared", "strategy"]
        widgets = {"kind": Choice, "strategy": forms.Textarea({"rows": 3, "maxlength": 1000})}
        labels = {"kind": _("Kind")}
        help_texts = {
            "strategy": _(
                "What to do for these customers, in a sentence or two. It stands where the segment is shown."
            ),
        }

    def __init__(self, *args: Any, is_new: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True
        if not is_new:
            del self.fields["kind"]  # a fixed list stays one, and a rule stays a rule
        if self.instance.is_ready_made:
            del self.fields["is_shared"]


class FixedForm(forms.ModelForm):
    """A list of customers as it is now."""

    class Meta:
        model = Segment
        fields = ["name", "is_shared", "strategy"]
        widgets = {"strategy": forms.Textarea({"rows": 3, "maxlength": 1000})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True


class OverlapForm(forms.Form):
    """Which two segments are laid over one another."""

    a = forms.ChoiceField(label=pgettext_lazy("overlap", "Segment"))
    b = forms.ChoiceField(label=_("laid over"))

    def __init__(self, segments: list[Segment], data: Any) -> None:
        super().__init__(data, auto_id="overlap_%s")
        offered = [("", "—"), *((str(each.pk), str(each)) for each in segments)]
        for name in ("a", "b"):
            self.fields[name].choices = offered  # type: ignore[attr-defined]
        self.segments = {str(each.pk): each for each in segments}

    @property
    def pair(self) -> tuple[Segment, Segment] | None:
        """Both, when both were chosen and they are two."""
        if not self.is_valid() or self.cleaned_data["a"] == self.cleaned_data["b"]:
            return None
        return self.segments[self.cleaned_data["a"]], self.segments[self.cleaned_data["b"]]
