"""Forms about staff and the firm."""

from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _

from regulars.accounts.models import Scope, Team, User
from regulars.core.settings_declared import known_currency, known_zone

LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]


class SignInForm(AuthenticationForm):
    error_messages = {
        "invalid_login": _("User name and password do not match. Capital letters count in the password."),
        "inactive": _("This account is closed. Ask an administrator."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("User name")
        self.fields["password"].label = _("Password")


class SetUpForm(forms.Form):
    firm = forms.CharField(label=_("Firm name"), max_length=120)
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    currency = forms.CharField(
        label=_("Currency"), initial="CNY", max_length=3, help_text=_("Three letters, like CNY.")
    )
    timezone = forms.CharField(label=_("Time zone"), initial="Asia/Shanghai")
    name = forms.CharField(label=_("Your name"), max_length=80)
    username = forms.CharField(label=_("User name"), max_length=80, validators=[User.username_validator])
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 10 characters; a short sentence is easy to keep in mind."),
    )

    def clean_currency(self) -> str:
        return _checked(known_currency, self.cleaned_data["currency"])

    def clean_timezone(self) -> str:
        return _checked(known_zone, self.cleaned_data["timezone"])

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        _validate_password(
            self,
            values.get("password"),
            User(username=values.get("username", ""), name=values.get("name", "")),
        )
        return values


class UserForm(forms.ModelForm):
    password = forms.CharField(
        label=_("Password"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    class Meta:
        model = User
        fields = [
            "name",
            "username",
            "role",
            "team",
            "scope",
            "sees_sensitive",
            "email",
            "phone",
            "is_active",
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        is_new = self.instance.pk is None
        scope, team = self.fields["scope"], self.fields["team"]
        scope.choices = [("", _("As the role says")), *Scope.choices]  # type: ignore[attr-defined]
        scope.help_text, team.empty_label = "", "—"  # type: ignore[attr-defined]
        self.fields["password"].required = is_new
        self.fields["password"].help_text = (
            _("They are asked to change it at the first sign-in.")
            if is_new
            else _("Empty: stays as it is. A new one they are asked to change at the next sign-in.")
        )

    def clean_username(self) -> str:
        username = User.objects.normalise(self.cleaned_data["username"])
        if User.objects.filter(username=username).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("Somebody else has this user name."))
        return username

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        _validate_password(self, values.get("password"), self.instance)
        return values


class TeamForm(forms.ModelForm):
    class Meta:
        model = Team
        fields = ["name"]


class ProfileForm(forms.ModelForm):
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)

    class Meta:
        model = User
        fields = ["name", "email", "phone", "language"]


class PasswordForm(forms.Form):
    old = forms.CharField(
        label=_("Present password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new = forms.CharField(
        label=_("New password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 10 characters; a short sentence is easy to keep in mind."),
    )

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)

    def clean_old(self) -> str:
        if not self.user.check_password(self.cleaned_data["old"]):
            raise forms.ValidationError(_("That is not your present password."))
        return str(self.cleaned_data["old"])

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        _validate_password(self, values.get("new"), self.user, field="new")
        return values


def _checked(check: Any, value: str) -> str:
    try:
        return str(check(value))
    except ValueError as problem:
        raise forms.ValidationError(str(problem)) from problem


def _validate_password(form: forms.BaseForm, password: Any, user: User, *, field: str = "password") -> None:
    if not password:
        return
    try:
        password_validation.validate_password(password, user)
    except forms.ValidationError as problem:
        form.add_error(field, problem)
