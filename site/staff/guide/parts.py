"""What can be made and changed here, read from the code: nobody has to write it down again, and so it can't grow old."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils.text import capfirst, get_text_list, slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.admin.panels import Panel as EditorPanel
from wagtail.contrib.settings.registry import registry as setting_registry
from wagtail.contrib.settings.views import get_setting_edit_handler
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.snippets.models import get_snippet_models

from pages.checks import page_types

# What every page has, told once.
EVERY_PAGE = ("title", "slug", "comments")


@dataclass(frozen=True)
class Field:
    """One field: what it is called, what it is for, what it takes."""

    label: str
    help: str
    limit: str = ""
    url: str = ""


@dataclass(frozen=True)
class GuidePart:
    """One page type, block, kind of thing or setting: what it is for, its limits, its fields, its preview."""

    key: str
    label: str
    about: str
    icon: str = ""
    limits: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()
    preview: str = ""
    url: str = ""
    # Any of these opens `url`.
    needs: tuple[str, ...] = ()

    def opens_for(self, user: Any) -> bool:
        """Tell whether `user` may open the screen of this part."""
        return bool(self.url) and any(user.has_perm(name) for name in self.needs)

    @property
    def text(self) -> str:
        """Everything it says, for the search."""
        fields = (f"{field.label} {field.help} {field.limit}" for field in self.fields)
        return "\n".join((self.label, self.about, *self.limits, *fields))


@dataclass(frozen=True)
class Chapter:
    """Parts of one kind under a heading."""

    key: str
    label: str
    about: str
    parts: tuple[GuidePart, ...]


def list_setting_models() -> list[type[Model]]:
    """Return the settings that have a screen in the menu: those of wagtail-seo stand in the clinic's own."""
    return [model for model in setting_registry if model._meta.app_label != "wagtailseo"]


@cache
def list_chapters() -> tuple[Chapter, ...]:
    """Return the chapters of the guide that are made from the code, made once a process."""
    return (
        Chapter(
            "pages",
            _("Kinds of pages"),
            _("What ‘Add child page’ offers, and where each kind may stand."),
            tuple(_describe_page(model) for model in page_types()),
        ),
        Chapter(
            "blocks",
            _("Blocks"),
            _("The pieces of a page’s text, as the plus sign offers them."),
            tuple(_list_blocks()),
        ),
        Chapter(
            "things",
            _("What stands once and shows in many places"),
            _(
                "Places, people, menus, notices, questions, sources: changed once, changed everywhere."
            ),
            tuple(_describe_thing(model) for model in get_snippet_models()),
        ),
        Chapter(
            "settings",
            _("Settings"),
            _("Each field of the settings, with what it is for."),
            tuple(_describe_setting(model) for model in list_setting_models()),
        ),
    )


def name_key(kind: str, name: Any) -> str:
    """Return the anchor of a part."""
    return f"{kind}-{slugify(str(name))}"


def _name_model(model: type[Model]) -> str:
    return capfirst(str(model._meta.verbose_name))


def _describe_page(model: type[Page]) -> GuidePart:
    parents = [_name_model(parent) for parent in model.allowed_parent_page_models()]
    below = [_name_model(child) for child in model.allowed_subpage_models()]
    limits = []
    if known := [name for name in parents if name != "Page"]:
        limits.append(_("Stands under: %(kinds)s.") % {"kinds": get_text_list(known, _("or"))})
    if below:
        limits.append(_("May hold: %(kinds)s.") % {"kinds": get_text_list(below, _("or"))})
    if model.max_count:
        limits.append(_say_number(model.max_count))
    fields = [
        field
        for field in _list_fields(model.get_edit_handler(), model)
        if field.label and field.help
    ]
    return GuidePart(
        key=name_key("page", model._meta.model_name),
        label=_name_model(model),
        about=str(model.page_description),
        limits=tuple(limits),
        fields=tuple(fields),
    )


def _say_number(most: int) -> str:
    return ngettext("At most %(most)s on the site.", "At most %(most)s on the site.", most) % {
        "most": most
    }


def _list_fields(panel: EditorPanel, model: type[Model]) -> Iterator[Field]:
    """Yield the fields that an editor's panels show, in their order."""
    for child in getattr(panel, "children", ()):
        if isinstance(child, FieldPanel):
            if child.field_name not in EVERY_PAGE:
                yield _describe_field(child, model)
        elif isinstance(child, InlinePanel):
            yield Field(capfirst(str(child.heading or child.label)), str(child.help_text or ""))
        else:
            yield from _list_fields(child, model)


def _describe_field(panel: FieldPanel, model: type[Model]) -> Field:
    column = model._meta.get_field(panel.field_name)
    label = panel.heading or getattr(column, "verbose_name", panel.field_name)
    about = panel.help_text or getattr(column, "help_text", "")
    most = getattr(column, "max_length", None)
    limit = _("Up to %(most)s characters.") % {"most": most} if most else ""
    return Field(capfirst(str(label)), str(about), limit)


def find_body_blocks() -> dict[str, blocks.Block]:
    """Return the blocks of the page type whose text may hold most: those of the editors, which have previews."""
    streams = [
        field.stream_block.child_blocks
        for model in page_types()
        for field in model._meta.get_fields()
        if isinstance(field, StreamField)
    ]
    return max(streams, key=len, default={})


def _list_blocks() -> Iterator[GuidePart]:
    for name, block in find_body_blocks().items():
        preview = ""
        if block.is_previewable:
            preview = f"{reverse('wagtailadmin_block_preview')}?id={block.definition_prefix}"
        yield GuidePart(
            key=name_key("block", name),
            label=str(block.label),
            about=str(block.get_description()),
            icon=str(block.meta.icon),
            limits=tuple(_list_limits(block)),
            fields=tuple(_list_block_fields(block)),
            preview=preview,
        )


def _list_block_fields(block: blocks.Block, depth: int = 0) -> Iterator[Field]:
    """Yield the fields of a block, and of the blocks inside it."""
    if isinstance(block, blocks.ListBlock):
        yield from _list_block_fields(block.child_block, depth)
        return
    for child in getattr(block, "child_blocks", {}).values():
        help_text = str(getattr(child.meta, "help_text", "") or "")
        if isinstance(child, blocks.FieldBlock):
            help_text = help_text or str(child.field.help_text or "")
        yield Field(capfirst(str(child.label)), help_text, " ".join(_list_limits(child)))
        if depth < 1:
            yield from _list_block_fields(child, depth + 1)


def _list_limits(block: blocks.Block) -> Iterator[str]:
    """Yield what a block takes: how many, how long, whether it may be empty."""
    least, most = getattr(block.meta, "min_num", None), getattr(block.meta, "max_num", None)
    if least and most:
        yield _("From %(least)s to %(most)s entries.") % {"least": least, "most": most}
    elif most:
        yield _("At most %(most)s entries.") % {"most": most}
    elif least:
        yield _("At least %(least)s entries.") % {"least": least}
    if isinstance(block, blocks.FieldBlock):
        if length := getattr(block.field, "max_length", None):
            yield _("Up to %(most)s characters.") % {"most": length}
        if not block.field.required:
            yield _("May stay empty.")


def _describe_thing(model: Any) -> GuidePart:
    viewset = model.snippet_viewset
    fields = [field for field in _list_fields(viewset.get_edit_handler(), model) if field.help]
    return GuidePart(
        key=name_key("thing", model._meta.model_name),
        label=capfirst(str(model._meta.verbose_name_plural)),
        about=first_sentence(model),
        icon=str(viewset.icon or ""),
        fields=tuple(fields),
        url=reverse(viewset.get_url_name("list")),
        needs=_name_permissions(model, "add", "change", "delete", "view"),
    )


def first_sentence(model: type[Model]) -> str:
    """Return the first sentence of a model's own description in the code."""
    return (model.__doc__ or "").strip().partition("\n")[0]


def _describe_setting(model: Any) -> GuidePart:
    meta = model._meta
    url = reverse("wagtailsettings:edit", args=[meta.app_label, meta.model_name])
    fields = [field for field in _list_fields(get_setting_edit_handler(model), model) if field.help]
    return GuidePart(
        key=name_key("setting", meta.model_name),
        label=capfirst(str(meta.verbose_name)),
        about=first_sentence(model),
        fields=tuple(fields),
        url=url,
        needs=_name_permissions(model, "change"),
    )


def _name_permissions(model: type[Model], *actions: str) -> tuple[str, ...]:
    meta = model._meta
    return tuple(f"{meta.app_label}.{action}_{meta.model_name}" for action in actions)
