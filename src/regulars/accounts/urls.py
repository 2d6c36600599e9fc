"""Addresses of signing in, staff and the firm's settings."""

from django.urls import path

from regulars.accounts.views import firm, people, signing_in

app_name = "accounts"
urlpatterns = [
    path("sign-in/", signing_in.sign_in, name="sign_in"),
    path("sign-out/", signing_in.sign_out, name="sign_out"),
    path("set-up/", signing_in.set_up, name="set_up"),
    path("welcome/", signing_in.welcome, name="welcome"),
    path("profile/", people.profile, name="profile"),
    path("profile/password/", people.password, name="password"),
    path("settings/", firm.settings, name="settings"),
    path("settings/staff/", people.staff, name="staff"),
    path("settings/staff/new/", people.new_user, name="new_user"),
    path("settings/staff/<int:user_id>/", people.user, name="user"),
    path("settings/teams/", people.new_team, name="new_team"),
    path("settings/teams/<int:team_id>/", people.team, name="team"),
    path("settings/log/", firm.audit_log, name="audit_log"),
    path("settings/group/<slug:prefix>/", firm.firm, name="firm"),
]
