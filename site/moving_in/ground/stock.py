"""What has become of which thing of the old site: so that twice is once, and everything can be taken back."""

from __future__ import annotations

from ..models import ImportedThing, ImportRun


class Stock:
    """The things of one old site. What an earlier import of it brought in counts as well."""

    def __init__(self, run: ImportRun) -> None:
        self.run = run

    def find(self, key: str) -> ImportedThing | None:
        """Return the row of a key."""
        return ImportedThing.objects.filter(source=self.run.source, key=key[:250]).first()

    def number(self, key: str) -> int | None:
        """Return what a key became; None where it became nothing yet, or is gone."""
        row = self.find(key)
        return row.object_id if row else None

    def put(self, key: str, kind: str, number: int | None, *, made: bool = True) -> ImportedThing:
        """Write down what a key became."""
        return ImportedThing.objects.update_or_create(
            source=self.run.source,
            key=key[:250],
            defaults={"run": self.run, "kind": kind, "object_id": number, "made": made},
        )[0]
