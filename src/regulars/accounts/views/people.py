"""Staff and teams, for administrators; the own profile, for everybody."""

from django.contrib.auth import update_session_auth_hash
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from regulars.accounts import staffing
from regulars.accounts.access import administrators_only, signed_in
from regulars.accounts.forms import PasswordForm, ProfileForm, TeamForm, UserForm
from regulars.accounts.models import Team, User
from regulars.core import audit
from regulars.ui import notices
from regulars.ui.pages import show


@administrators_only
@require_GET
def staff(request: HttpRequest) -> HttpResponse:
    people = User.objects.select_related("team").order_by("-is_active", "name", "id")
    teams = Team.objects.order_by("name")
    return show(request, "accounts/staff.html", {"people": people, "teams": teams, "form": TeamForm()})


@administrators_only
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def new_user(request: HttpRequest) -> HttpResponse:
    form = UserForm(request.POST or None, initial={"is_active": True})
    if request.method == "POST" and form.is_valid():
        user = form.save(commit=False)
        staffing.add(user, password=form.cleaned_data["password"], by=request.user)  # type: ignore[arg-type]
        notices.say(request, _("{name} may sign in now.").format(name=user))
        return redirect("accounts:staff")
    return show(request, "accounts/user.html", {"form": form})


@administrators_only
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def user(request: HttpRequest, user_id: int) -> HttpResponse:
    person = get_object_or_404(User, pk=user_id)
    form = UserForm(request.POST or None, instance=person)
    if request.method == "POST" and form.is_valid():
        changed = [name for name in form.changed_data if name != "password"]
        try:
            staffing.change(
                form.save(commit=False),
                changed,
                by=request.user,  # type: ignore[arg-type]
                password=form.cleaned_data["password"],
            )
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            notices.say(request, _("Saved."))
            return redirect("accounts:staff")
    return show(request, "accounts/user.html", {"form": form, "person": person})


@administrators_only
@require_POST
def new_team(request: HttpRequest) -> HttpResponse:
    form = TeamForm(request.POST)
    if form.is_valid():
        team = form.save()
        audit.record(request.user, "team.created", subject=team)
        notices.say(request, _("The team {name} is there.").format(name=team))
    else:
        notices.say(request, _("A team needs a name that no other team has."), is_problem=True)
    return redirect("accounts:staff")


@administrators_only
@require_POST
def team(request: HttpRequest, team_id: int) -> HttpResponse:
    """Rename a team, or remove it: its people and customers stay, without a team."""
    found = get_object_or_404(Team, pk=team_id)
    if "remove" in request.POST:
        audit.record(request.user, "team.deleted", subject=found)
        found.delete()
        return redirect("accounts:staff")
    old = found.name
    form = TeamForm(request.POST, instance=found)
    if form.is_valid():
        form.save()
        audit.record(request.user, "team.changed", subject=found, old=old)
    else:
        notices.say(request, _("A team needs a name that no other team has."), is_problem=True)
    return redirect("accounts:staff")


@signed_in
@require_http_methods(["GET", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    person = get_object_or_404(User, pk=request.user.pk)
    form = ProfileForm(request.POST or None, instance=person)
    if request.method == "POST" and form.is_valid():
        form.save()
        notices.say(request, _("Saved."))
        return redirect("accounts:profile")
    return show(request, "accounts/profile.html", {"form": form})


@signed_in
@sensitive_post_parameters("old", "new")
@require_http_methods(["GET", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    person = get_object_or_404(User, pk=request.user.pk)
    form = PasswordForm(person, request.POST or None)
    if request.method == "POST" and form.is_valid():
        person.set_password(form.cleaned_data["new"])
        person.must_change_password = False
        person.save(update_fields=["password", "must_change_password"])
        update_session_auth_hash(request, person)
        audit.record(person, "user.password_changed", subject=person)
        notices.say(request, _("The password is changed. Other devices are signed out."))
        return redirect("accounts:profile")
    return show(request, "accounts/password.html", {"form": form})
