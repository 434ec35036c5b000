"""The bin for what is no page: pictures, documents, questions, people, places, menus, notices, old addresses and the like.

Right before a person deletes one, everything that goes with it is written down: its row and those that belong to
it, the links of other rows that are emptied, and the file. Bringing it back gives it its old number, so
whatever named it in a text, on a menu or on a card shows it again.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.core import serializers
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, models, transaction
from django.db.models.deletion import Collector
from django.utils import timezone
from django.utils.translation import gettext as _
from modelcluster.fields import ParentalKey
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.log_actions import get_active_log_context, log
from wagtail.models import ReferenceIndex
from wagtail.snippets.models import get_snippet_models

from infra import content_version
from media.models import FILE_POLICIES

from .models import RETENTION, BinnedThing
from .page_bin import CannotComeBackError

# Made anew by themselves: renditions of a picture, entries of the search index.
MADE_ANEW = frozenset({"clinicrendition", "indexentry", "sqliteftsindexentry"})


def list_binned_models() -> list[type[models.Model]]:
    """Return the models whose rows go into the bin when somebody deletes them."""
    return [*get_snippet_models(), get_image_model(), get_document_model(), Redirect]


def store_deleted(
    sender: type, instance: models.Model, using: str, origin: Any = None, **kwargs: Any
) -> None:
    """Write down what a person is about to delete in the admin. What the machine deletes is gone."""
    user = get_active_log_context().user
    asked_for = origin.model if isinstance(origin, models.QuerySet) else type(origin)
    if user is None or asked_for is not sender:
        return
    collector = Collector(using=using)
    collector.collect([instance])
    stored = getattr(instance, "file", None)
    BinnedThing.objects.create(
        kind=instance._meta.label_lower,
        key=str(instance.pk),
        label=str(instance)[:255],
        rows=serializers.serialize("json", _list_rows(collector)),
        links=[*_list_links(collector), *_list_uses(instance)],
        content=_read_file(stored) if stored else None,
        deleted_by=user,
    )


def _list_rows(collector: Collector) -> list[models.Model]:
    """Return everything that goes with it, what others point to first."""
    rows = [row for group in collector.data.values() for row in group]
    rows += [row for group in collector.fast_deletes for row in group]
    return [row for row in reversed(rows) if row._meta.model_name not in MADE_ANEW]


def _list_links(collector: Collector) -> list[dict[str, Any]]:
    """Return the links of rows that stay and are emptied."""
    return [
        {"model": field.model._meta.label_lower, "field": field.name, "key": str(row.pk)}
        for (field, value), groups in collector.field_updates.items()
        if value is None
        for group in groups
        for row in group
    ]


def _list_uses(thing: models.Model) -> list[dict[str, Any]]:
    """Return what names the thing in a text or a block: there its number stays, and only 'where used' forgets it."""
    rows = ReferenceIndex.get_references_to(thing).select_related("content_type")
    users = {(row.content_type.model_class(), row.object_id) for row in rows}
    return [
        {"model": model._meta.label_lower, "field": "", "key": key}
        for model, key in sorted(users, key=str)
        if model is not None
    ]


def _read_file(stored: Any) -> bytes | None:
    try:
        with stored.storage.open(stored.name) as opened:
            return opened.read()
    except OSError:
        return None


def may_bring_back(user: Any, binned: BinnedThing) -> bool:
    """Tell whether `user` may put it back: who may add such things."""
    model = _find_model(binned)
    if model is None:
        return False
    if (policy := FILE_POLICIES.get(model)) is not None:
        return bool(policy.user_has_permission(user, "add"))
    return bool(user.has_perm(f"{model._meta.app_label}.add_{model._meta.model_name}"))


def _find_model(binned: BinnedThing) -> type[models.Model] | None:
    try:
        return apps.get_model(binned.kind)
    except LookupError:
        return None


@transaction.atomic
def bring_back_thing(binned: BinnedThing, user: Any) -> models.Model:
    """Put it back under its old number, with its file and the links to it.

    Raises CannotComeBackError with what to do.
    """
    model = apps.get_model(binned.kind)
    try:
        with transaction.atomic():
            for row in serializers.deserialize("json", binned.rows, ignorenonexistent=True):
                _drop_dead_links(row.object)
                _refuse_twin(row.object)
                row.save(force_insert=True)
    except IntegrityError as error:
        raise CannotComeBackError(
            _("Something else has the place or the name of ‘%(name)s’ now. Change that one first.")
            % {"name": binned.label}
        ) from error
    thing = model.objects.get(pk=binned.key)  # type: ignore[attr-defined]
    if binned.content is not None:
        storage, name = thing.file.storage, thing.file.name
        thing.file.name = storage.save(name, ContentFile(bytes(binned.content)))
    thing.save()
    for link in binned.links:
        _fill_link(link, thing)
    # Rows that name it again were written past the signals: what shows it is made anew.
    content_version.change_version()
    binned.delete()
    log(instance=thing, action="wagtail.create", user=user)
    return thing


def list_remarks(thing: models.Model) -> list[str]:
    """Return what the thing's own rule says of it today: what it says may stand elsewhere since it was deleted."""
    try:
        thing.clean()
    except ValidationError as error:
        return [str(sentence) for sentence in error.messages]
    return []


def _refuse_twin(row: models.Model) -> None:
    """Raise IntegrityError for an old address that was made anew: for all sites, the database allows it twice."""
    if isinstance(row, Redirect):
        same = Redirect.objects.filter(old_path=row.old_path, site_id=row.site_id)
        if same.exists():
            raise IntegrityError(row.old_path)


def _drop_dead_links(row: models.Model) -> None:
    """Empty the links to what was deleted meanwhile. Raises CannotComeBackError where one is needed."""
    for field in row._meta.concrete_fields:
        if not isinstance(field, models.ForeignKey) or (key := getattr(row, field.attname)) is None:
            continue
        if field.related_model._base_manager.filter(**{field.target_field.name: key}).exists():
            continue
        if _is_own(row, field):
            continue
        if not field.null:
            raise CannotComeBackError(
                _("What it belonged to (%(what)s) was deleted, too. Bring that back first.")
                % {"what": field.verbose_name}
            )
        setattr(row, field.attname, None)


def _is_own(row: models.Model, field: models.ForeignKey) -> bool:
    """Tell whether a link leads to a row that comes back with this one: its own revision, its parent."""
    names = {"latest_revision", "live_revision", "workflow_state", "current_task_state"}
    return isinstance(field, ParentalKey) or field.name in names


def _fill_link(link: dict[str, Any], thing: models.Model) -> None:
    """Let a row that was emptied name the thing again, unless it names something else by now; note that it does."""
    try:
        model = apps.get_model(link["model"])
    except LookupError:
        return
    rows = model._base_manager.filter(pk=link["key"])
    if link["field"]:
        rows.filter(**{link["field"]: None}).update(**{link["field"]: thing})
    # 'Where used' knows it again: the next change of the thing has to be seen on what shows it.
    user = rows.first()
    if user is not None and ReferenceIndex.is_indexed(model):
        ReferenceIndex.create_or_update_for_object(user)


def empty_things() -> int:
    """Forget what has lain in the bin for thirty days. Returns how many."""
    old = BinnedThing.objects.filter(deleted_at__lt=timezone.now() - RETENTION)
    return old.delete()[0]
