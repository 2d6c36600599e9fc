"""Every component with sample data, to look at while developing. Only served with DEBUG."""

from types import SimpleNamespace
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import cached_property

from regulars.ui import errors
from regulars.ui import gallery_samples as samples
from regulars.ui.context import Frame, Shown
from regulars.ui.forms import Choice, DayInput
from regulars.ui.pages import show

PAGES = {
    "today": samples.today,
    "customer": samples.customer,
    "customers": samples.customers,
    "dashboard": samples.dashboard,
    "import": samples.dry_run,
    "forms": lambda pick: {"form": SampleForm()},
    "sign-in": lambda pick: {"form": SampleSignIn(), **samples.states(pick)},
    "states": samples.states,
    "error": samples.states,
}
ACTIVE = {"customer": "customers", "import": "customers", "forms": "settings", "states": "reports"}


class SampleFrame(Frame):
    """A frame with the menu of the finished product."""

    active = ""

    @cached_property
    def entries(self) -> list[Shown]:
        pick = samples.picker(self.lang)
        return [
            Shown(name, pick(*words), "#", icon, count, name == self.active, name == "settings")
            for name, words, icon, count in samples.MENU
        ]

    @property
    def firm(self) -> str:
        return samples.picker(self.lang)("云雾茶行", "Yunwu Tea")

    @property
    def currency(self) -> str:
        return "CNY"


class SampleForm(forms.Form):
    name = forms.CharField(label="名称 Name", help_text="写在每页上方 Stands at the top of every page.")
    kind = forms.ChoiceField(
        label="类型 Kind", choices=[("a", "个人"), ("b", "企业")], widget=Choice, initial="a"
    )
    day = forms.DateField(label="日期 Day", widget=DayInput, required=False)
    owner = forms.ChoiceField(label="负责人 Owner", choices=[("", "公海"), ("1", "林晓彤")], required=False)
    hobbies = forms.MultipleChoiceField(
        label="爱好 Hobbies",
        choices=[("art", "文艺"), ("sport", "体育"), ("cards", "麻将")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    is_open = forms.BooleanField(
        label="启用公海 Use the pool", required=False, help_text="12 位客户会进入公海。"
    )
    note = forms.CharField(label="备注 Note", widget=forms.Textarea(attrs={"rows": 3}), required=False)

    def __init__(self) -> None:
        super().__init__({"kind": "a", "hobbies": ["sport"]})


class SampleSignIn(forms.Form):
    username = forms.CharField(label="用户名 User name")
    password = forms.CharField(label="密码 Password", widget=forms.PasswordInput)


def index(request: HttpRequest) -> HttpResponse:
    return _show(request, "index", {"pages": list(PAGES)})


def page(request: HttpRequest, name: str) -> HttpResponse:
    if name not in PAGES:
        raise Http404
    if name == "error":
        return errors.page_not_found(request)
    frame = Frame(request)
    return _show(request, name, PAGES[name](samples.picker(frame.lang)))


def _show(request: HttpRequest, name: str, context: dict[str, Any]) -> HttpResponse:
    frame = SampleFrame(request)
    frame.active = ACTIVE.get(name, name if name != "dashboard" else "reports")
    if not request.user.is_authenticated:
        request.user = SimpleNamespace(  # type: ignore[assignment]
            get_short_name=samples.picker(frame.lang)("林晓彤", "Lin Xiaotong"), is_authenticated=False
        )
    return show(request, f"ui/gallery/{name}.html", {**context, "frame": frame})
