"""Signing in and out, and the first set-up."""

from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from regulars.accounts import setting_up, throttling
from regulars.accounts.access import administrators_only, public, signed_in
from regulars.accounts.forms import SetUpForm, SignInForm
from regulars.accounts.models import User
from regulars.core import addresses, audit
from regulars.ui.pages import show

BACKEND = "django.contrib.auth.backends.ModelBackend"


@public
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    if setting_up.is_open():
        return redirect("accounts:set_up")
    if request.user.is_authenticated:
        return HttpResponseRedirect(_next(request))
    if request.method == "POST" and throttling.is_guessing(request):
        return throttling.refuse(request, {"username": request.POST.get("username", "")})
    form = SignInForm(request, request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = form.get_user()
        login(request, user)
        audit.record(user, "user.signed_in", subject=user)
        response = HttpResponseRedirect(_next(request))
        throttling.remember(request, response, user)
        return response
    if getattr(request, "axes_locked_out", False):
        return show(request, "accounts/too_many_tries.html", status=429)
    context = {"form": form, "next": request.POST.get("next") or request.GET.get("next", "")}
    return show(request, "accounts/sign_in.html", context)


@signed_in
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    audit.record(request.user, "user.signed_out", subject=request.user)  # type: ignore[arg-type]
    logout(request)
    return redirect("accounts:sign_in")


@public
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def set_up(request: HttpRequest) -> HttpResponse:
    if not setting_up.is_open():
        return redirect("home")
    if not addresses.is_this_machine(request):
        return show(request, "accounts/set_up_here_only.html", status=403)
    language = getattr(request, "LANGUAGE_CODE", "en")
    form = SetUpForm(request.POST or None, initial={"language": language})
    if request.method == "POST" and form.is_valid():
        try:
            user = _set_up(form)
        except setting_up.AlreadySetUp:
            return redirect("accounts:sign_in")
        login(request, user, backend=BACKEND)
        return redirect("accounts:welcome")
    return show(request, "accounts/set_up.html", {"form": form})


@administrators_only
@require_GET
def welcome(request: HttpRequest) -> HttpResponse:
    return show(request, "accounts/welcome.html")


def _set_up(form: SetUpForm) -> User:
    values = form.cleaned_data
    firm = setting_up.Firm(values["firm"], values["language"], values["currency"], values["timezone"])
    return setting_up.set_up(
        firm, name=values["name"], username=values["username"], password=values["password"]
    )


def _next(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if is_ours else reverse("home")
