"""A copy for developers: the site as it is, and nothing about anybody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import connections, models, transaction
from django.db.models import F, Value
from django.db.models.functions import Cast, Concat
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction, Revision

from .inventory import find_gaps, list_tables
from .making import media_storages, new_manifest, seal, work_folder
from .packing import databases, envelope, scratch
from .packing.archive import list_files
from .packing.errors import BackupError
from .personal_tables import EMPTIED_FIELDS

# What an earlier state of a page carries of people.
REMARKS = "wagtail_admin_comments"
# Folders of Wagtail's that hold staff's own pictures and unfinished uploads.
PRIVATE_FOLDERS = ("avatar_images/", "uploaded_files/")


@dataclass(frozen=True)
class CopyReport:
    """What was left out and changed."""

    deleted: int
    changed: int
    files: int


def make_developer_copy(target: Path, recipients: Sequence[str]) -> CopyReport:
    """Write an encrypted copy of the site without personal data.

    The database is put beside the site's own, cleaned there and dumped anew. Raises BackupError where the
    inventory has a gap: then nobody knows what is personal.
    """
    if gaps := find_gaps():
        raise BackupError(f"The data inventory has gaps, so no copy is made: {gaps[0]}")
    envelope.read_recipients(recipients)
    folder = target.absolute().parent
    with work_folder(folder) as work:
        main = connections["default"].settings_dict
        dump = work / f"dump.{databases.name_suffix(main)}"
        databases.dump_database(main, dump)
        with scratch.open_database(work) as alias:
            databases.restore_database(connections[alias].settings_dict, dump)
            dump.unlink()
            left_out = find_closed_files(alias)
            deleted, changed = clean_database(alias)
            manifest = new_manifest(alias)
            manifest.personal, manifest.field_keys, manifest.lookup_key = False, [], ""
            _forget_deleted_rows(alias)
            databases.dump_database(connections[alias].settings_dict, dump)
        seal(manifest, dump, target, recipients, left_out)
    return CopyReport(deleted, changed, len(left_out))


def clean_database(alias: str) -> tuple[int, int]:
    """Take everything personal out of a database. Returns how many rows were deleted and changed."""
    deleted = changed = 0
    entered = list_tables()
    tables = [apps.get_model(label)._meta.db_table for label in entered]
    _switch_triggers(alias, tables, on=False)
    with transaction.atomic(using=alias):
        for label, held in entered.items():
            model = apps.get_model(label)
            if held.developer == "left out":
                deleted += model._base_manager.using(alias).all()._raw_delete(alias) or 0
            elif held.instead:
                changed += _replace_values(model, alias, dict(held.instead))
        for label, values in EMPTIED_FIELDS.items():
            changed += _replace_values(apps.get_model(label), alias, values)
        changed += _clean_revisions(alias)
    _switch_triggers(alias, tables, on=True)
    return deleted, changed


def _replace_values(model: type[models.Model], alias: str, values: dict[str, Any]) -> int:
    """Write other values into every row; '{pk}' in one becomes the row's number."""
    changes: dict[str, Any] = {}
    for name, value in values.items():
        if isinstance(value, str) and value.endswith("{pk}"):
            number = Cast(F("pk"), models.CharField())
            value = Concat(Value(value.removesuffix("{pk}")), number)
        changes[name] = value
    return model._base_manager.using(alias).update(**changes)


def _clean_revisions(alias: str) -> int:
    """Take remarks and addresses for notices out of earlier states of pages. Returns how many had some."""
    emptied = {name for values in EMPTIED_FIELDS.values() for name in values}
    changed = 0
    for revision in Revision.objects.using(alias).iterator(chunk_size=200):
        content = dict(revision.content)
        if content.get(REMARKS):
            content[REMARKS] = []
        for name in emptied & set(content):
            content[name] = ""
        if content != revision.content:
            Revision.objects.using(alias).filter(pk=revision.pk).update(content=content)
            changed += 1
    return changed


def find_closed_files(alias: str) -> list[str]:
    """Return the names, as in an archive, of files that are not for everybody: documents in closed collections,
    pictures of accounts, unfinished uploads."""
    closed = [
        collection.path
        for collection in Collection.objects.using(alias).filter(
            pk__in=CollectionViewRestriction.objects.using(alias).values("collection")
        )
    ]
    query = models.Q(pk__in=[])
    for path in closed:
        query |= models.Q(collection__path__startswith=path)
    documents = set(
        get_document_model().objects.using(alias).filter(query).values_list("file", flat=True)
    )
    return [
        f"{top}/{name}"
        for top, storage in media_storages().items()
        for name in list_files(storage)
        if name in documents or name.startswith(PRIVATE_FOLDERS)
    ]


def _switch_triggers(alias: str, tables: list[str], *, on: bool) -> None:
    """On PostgreSQL a trigger may keep a log from being changed; in the copy it has to stand aside."""
    connection = connections[alias]
    if connection.vendor != "postgresql":
        return
    word = "ENABLE" if on else "DISABLE"
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"ALTER TABLE {connection.ops.quote_name(table)} {word} TRIGGER USER")


def _forget_deleted_rows(alias: str) -> None:
    """SQLite leaves deleted rows in the file until it is written anew; a dump of PostgreSQL never holds them."""
    connection = connections[alias]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            cursor.execute("VACUUM")
