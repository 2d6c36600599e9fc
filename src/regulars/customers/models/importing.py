from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from regulars.accounts.models import Scope


class ImportQuerySet(models.QuerySet["Import"]):
    def visible_to(self, user: Any) -> "ImportQuerySet":
        """One's own; a manager also those of the team; who sees all customers, all."""
        if user.sees == Scope.ALL:
            return self.all()
        own = models.Q(started_by=user.pk)
        if user.is_manager and user.team_id:
            own |= models.Q(started_by__team=user.team_id)
        return self.filter(own)


class Import(models.Model):
    """One file taken in: what it was, how it was read, what it did, and whether it was taken back."""

    class State(models.TextChoices):
        UPLOADED = "uploaded", _("Uploaded")
        CHECKING = "checking", _("Being checked")
        CHECKED = "checked", _("Checked")
        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        CANCELLED = "cancelled", _("Cancelled")
        FAILED = "failed", _("Not possible")
        UNDONE = "undone", _("Undone")

    kind = models.CharField(max_length=20)
    state = models.CharField(max_length=10, choices=State.choices, default=State.UPLOADED)
    file = models.ForeignKey("core.StoredFile", models.SET_NULL, null=True, related_name="+")
    file_name = models.CharField(max_length=255)
    file_sha256 = models.CharField(max_length=64, blank=True)
    source = models.CharField(_("Source"), max_length=80, blank=True)
    department = models.CharField(max_length=10, blank=True)
    options = models.JSONField(default=dict)
    mapping = models.JSONField(default=dict)
    corrections = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    notices = models.JSONField(default=list)
    examples = models.JSONField(default=list)  # of changes: name, field, before, after, customer
    failure = models.TextField(blank=True)
    progress_done = models.BigIntegerField(default=0)
    progress_total = models.BigIntegerField(default=0)
    step = models.CharField(max_length=40, blank=True)
    cancel_requested = models.BooleanField(default=False)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    undo_report = models.JSONField(default=dict)

    objects = ImportQuerySet.as_manager()

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_at_work(self) -> bool:
        return self.state in (self.State.CHECKING, self.State.WAITING, self.State.RUNNING)

    @property
    def may_be_checked(self) -> bool:
        """Nothing of it is in the database, and nobody is putting it there."""
        return self.state in (
            self.State.UPLOADED,
            self.State.CHECKED,
            self.State.CANCELLED,
            self.State.FAILED,
        )


class ImportRow(models.Model):
    """A row that could not be taken over, or waits for a decision, with its reason."""

    class Verdict(models.TextChoices):
        ERROR = "error", _("Cannot be read")
        DUPLICATE = "duplicate", _("Possible duplicate")
        WARNING = "warning", pgettext_lazy("import", "Note")

    run = models.ForeignKey(Import, models.CASCADE, related_name="rows", db_index=False)
    row_number = models.BigIntegerField()
    column = models.CharField(max_length=200, blank=True)
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    code = models.CharField(max_length=40)
    raw = models.TextField(blank=True)
    params = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["run", "verdict", "row_number"], name="import_row_by_verdict")]

    def __str__(self) -> str:
        return f"{self.run_id}:{self.row_number} {self.code}"


class ImportChange(models.Model):
    """What an import created or changed, so that it can be undone. Only imports write it, and by the
    hundred thousand: the database checks none of their references."""

    run = models.ForeignKey(
        Import, models.CASCADE, related_name="changes", db_index=False, db_constraint=False
    )
    model = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    is_new = models.BooleanField()
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["run", "model", "object_id"], name="import_change_by_object"),
        ]

    def __str__(self) -> str:
        return f"{self.model} {self.object_id}"


class ImportMapping(models.Model):
    """Which column means what in files of one source, remembered."""

    kind = models.CharField(max_length=20)
    source = models.CharField(max_length=80)
    fingerprint = models.CharField(max_length=64)
    mapping = models.JSONField()
    options = models.JSONField(default=dict)
    used_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "source", "fingerprint"], name="mapping_remembered_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.source}"
