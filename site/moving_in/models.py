"""One import, what it made, and what it says of itself."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .notebook import Topic


class ImportRun(models.Model):
    """One import of one file. Goes on where it was stopped, and can be taken back whole."""

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting", _("Waiting to begin")
        RUNNING = "running", _("Under way")
        STOPPED = "stopped", _("Stopped")
        DONE = "done", _("Finished")
        FAILED = "failed", _("Could not be done")
        UNDOING = "undoing", _("Being taken back")
        UNDONE = "undone", _("Taken back")

    class Phase(models.TextChoices):
        """What is being done."""

        READING = "reading", _("Reading the file")
        PAGES = "pages", _("Bringing in pages and posts")
        PICTURES = "pictures", _("Bringing in the other pictures")
        AROUND = "around", _("Menus and old addresses")
        END = "end", _("Done")

    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    file_name = models.CharField(_("file"), max_length=200)
    digest = models.CharField(max_length=64, db_index=True)
    # The old site's host: the same entry of the same site is brought in once, whatever the file.
    source = models.CharField(_("old site"), max_length=200, blank=True)
    path = models.CharField(max_length=500)
    media_path = models.CharField(max_length=500, blank=True)
    # Whether the file lies in our own folder and is deleted at the end.
    owns_file = models.BooleanField(default=False)
    use_network = models.BooleanField(_("fetch pictures from the old site"), default=True)
    dry_run = models.BooleanField(_("only look"), default=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    phase = models.CharField(max_length=10, choices=Phase.choices, default=Phase.READING)
    # The byte of the file, or the number in the old library, from which to go on.
    offset = models.BigIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)
    trouble = models.CharField(max_length=500, blank=True)
    stop_asked = models.BooleanField(default=False)
    started_at = models.DateTimeField(_("started"), default=timezone.now)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("import from WordPress")
        verbose_name_plural = _("imports from WordPress")

    def __str__(self) -> str:
        return f"Import {self.pk}"

    @property
    def is_active(self) -> bool:
        """Whether the worker has something to do for it."""
        return self.state in (self.State.WAITING, self.State.RUNNING, self.State.UNDOING)

    @property
    def percent(self) -> int:
        """How much is done, of a hundred."""
        if self.phase == self.Phase.END:
            return 100
        return min(99, self.done * 100 // self.total) if self.total else 0

    def count(self, name: str, times: int = 1) -> None:
        """Count something that was taken, made or left."""
        self.counts[name] = self.counts.get(name, 0) + times


class ImportedThing(models.Model):
    """Something of the old site and what it became here."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="things")
    source = models.CharField(max_length=200)
    key = models.CharField(max_length=250)
    kind = models.CharField(max_length=12)
    object_id = models.BigIntegerField(null=True)
    # Whether the import made it; what was there before is not taken back.
    made = models.BooleanField(default=True)
    # Whether a page has its words already, and as which revision.
    filled = models.BooleanField(default=False)
    revision_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "key"], name="moving_in_one_thing_a_key")
        ]
        indexes = [models.Index(fields=["run", "kind"], name="moving_in_run_kind")]

    def __str__(self) -> str:
        return self.key


class ImportNote(models.Model):
    """One line of an import's report."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="notes")
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.value) for kind in Topic])
    text = models.CharField(max_length=700)
    title = models.CharField(max_length=255, blank=True)
    page_key = models.CharField(max_length=250, blank=True)
    page_id = models.BigIntegerField(null=True)
    times = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["run", "kind"], name="moving_in_note_kind")]

    def __str__(self) -> str:
        return self.text
