from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from regulars.accounts.models.team import Team
from regulars.core import clock


class Role(models.TextChoices):
    ADMINISTRATOR = "administrator", _("Administrator")
    MANAGER = "manager", _("Manager")
    STAFF = "staff", _("Staff")
    READ_ONLY = "read_only", _("Read-only")


class Scope(models.TextChoices):
    """Whose customers a person sees."""

    OWN = "own", _("Own customers and the pool")
    TEAM = "team", _("The team's customers")
    ALL = "all", _("All customers")


class UserManager(BaseUserManager["User"]):
    def create_user(self, username: str, password: str | None = None, **fields: object) -> "User":
        user = self.model(username=self.normalise(username), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    @staticmethod
    def normalise(username: str) -> str:
        return User.normalize_username(username.strip()).lower()

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username=self.normalise(username or ""))

    def active(self) -> "models.QuerySet[User]":
        return self.filter(is_active=True)


class User(AbstractBaseUser):
    """A member of staff who signs in. Never the customer."""

    username_validator = UnicodeUsernameValidator()

    username = models.CharField(_("User name"), max_length=80, unique=True, validators=[username_validator])
    name = models.CharField(_("Name"), max_length=80)
    email = models.EmailField(_("E-mail"), blank=True)
    phone = models.CharField(_("Phone"), max_length=40, blank=True)
    role = models.CharField(_("Role"), max_length=20, choices=Role.choices, default=Role.STAFF)
    scope = models.CharField(
        _("Sees"),
        max_length=10,
        choices=Scope.choices,
        blank=True,
        help_text=_("Empty: as the role says."),
    )
    team = models.ForeignKey(
        Team, models.SET_NULL, null=True, blank=True, verbose_name=_("Team"), related_name="members"
    )
    language = models.CharField(_("Language"), max_length=10, blank=True)
    theme = models.CharField(max_length=10, blank=True)
    sees_sensitive = models.BooleanField(_("Sees sensitive fields"), default=False)
    cards_per_day = models.PositiveSmallIntegerField(_("Cards a day"), null=True, blank=True)
    must_change_password = models.BooleanField(default=False)
    is_active = models.BooleanField(_("Active"), default=True)
    is_demo = models.BooleanField(default=False, editable=False)
    joined_at = models.DateTimeField(default=clock.now, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name or self.username

    def get_short_name(self) -> str:
        return str(self)

    @property
    def is_administrator(self) -> bool:
        return self.role == Role.ADMINISTRATOR

    @property
    def is_manager(self) -> bool:
        """Managers and administrators."""
        return self.role in (Role.ADMINISTRATOR, Role.MANAGER)

    @property
    def may_write(self) -> bool:
        return self.role != Role.READ_ONLY

    @property
    def sees(self) -> str:
        """The scope in force: the person's own, else the role's."""
        if self.scope:
            return self.scope
        return {Role.ADMINISTRATOR: Scope.ALL, Role.STAFF: Scope.OWN}.get(Role(self.role), Scope.TEAM)

    @property
    def may_see_sensitive(self) -> bool:
        return self.is_administrator or self.sees_sensitive
