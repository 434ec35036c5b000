"""Looks for words everywhere that somebody may work: nobody finds what their role does not open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from bs4 import BeautifulSoup
from django.db.models import Model
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.menu import admin_menu, help_menu, reports_menu, settings_menu
from wagtail.models import Site
from wagtail.permissions import page_permission_policy
from wagtail.snippets.models import get_snippet_models

from desk.consequences.in_bin import leave_out_bin
from home.finding.spelling import Speller
from pages.models import BasePage
from review.texts.page_text import list_passages
from staff.guide.parts import list_chapters, list_setting_models

from .model import HitGroup, Query, ScreenHit
from .other_names import ELSEWHERE, OF_SCREENS, WITHOUT_MENU

SHOWN = 12


def find_everywhere(request: HttpRequest, text: str) -> tuple[list[HitGroup], str]:
    """Return what is found for `text`, group by group, and the words in its place for which it was found.

    Those are empty where `text` itself was found, or nothing is like it.
    """
    query = Query.parse(text)
    if not query.words:
        return [], ""
    if groups := _find_groups(request, query):
        return groups, ""
    meant = _guess_words(query)
    groups = _find_groups(request, Query.parse(meant)) if meant else []
    return groups, meant if groups else ""


def _guess_words(query: Query) -> str:
    """Return what the words of a query may have been meant to be, or '' where one is like nothing here."""
    speller = Speller(query.heard)
    meant = []
    for word, typed in zip(query.words, query.typed, strict=True):
        known = any(each.startswith(word) for each in query.heard)
        other = ELSEWHERE.get(word) or (typed if known else speller.mend_word(typed))
        if not other:
            return ""
        meant.append(other)
    return " ".join(meant) if tuple(meant) != query.typed else ""


def _find_groups(request: HttpRequest, query: Query) -> list[HitGroup]:
    groups = [
        _take_first(_("Screens"), _find_screens(request, query)),
        _take_first(_("Pages and posts"), _find_pages(request.user, query)),
        *_find_snippets(request.user, query),
        _take_first(_("Settings"), _find_settings(request, query)),
        _take_first(_("Guide"), chain(_find_in_guide(query), _find_in_parts(query))),
    ]
    return [group for group in groups if group.hits]


def _take_first(label: str, hits: Iterable[ScreenHit]) -> HitGroup:
    found: list[ScreenHit] = []
    for hit in hits:
        if len(found) == SHOWN:
            return HitGroup(label, tuple(found), more=True)
        found.append(hit)
    return HitGroup(label, tuple(found))


def _find_screens(request: HttpRequest, query: Query) -> Iterator[ScreenHit]:
    """Yield the screens of the menus, each once, those in no menu, and those whose fields are called so."""
    seen = set()
    for item in _list_menu_items(request):
        names = f"{item.label} {OF_SCREENS.get(item.name, '')}"
        if item.url.startswith("/") and item.url not in seen and query.fits(names):
            seen.add(item.url)
            yield ScreenHit(str(item.label), item.url)
    for name, label, others in WITHOUT_MENU:
        if query.fits(f"{label} {others}"):
            yield ScreenHit(str(label), reverse(name))
    for model in get_snippet_models():
        viewset = model.snippet_viewset
        fitting = [name for name in map(str, _list_field_names(model)) if query.fits(name)]
        url = reverse(viewset.get_url_name("list"))
        if fitting and url not in seen and _may_work_on(request.user, model):
            yield ScreenHit(capfirst(str(viewset.menu_label)), url, ", ".join(fitting))


def _list_menu_items(request: HttpRequest) -> Iterator[Any]:
    for menu in (admin_menu, settings_menu, reports_menu, help_menu):
        for item in menu.menu_items_for_request(request):
            yield from (item, *_list_inner(item, request))


def _list_inner(item: Any, request: HttpRequest) -> list[Any]:
    inner = getattr(item, "menu", None)
    return list(inner.menu_items_for_request(request)) if inner is not None else []


def _list_field_names(model: type[Model]) -> Iterator[str]:
    for field in model._meta.get_fields():
        if getattr(field, "editable", False):
            yield f"{getattr(field, 'verbose_name', '')} {getattr(field, 'help_text', '')}"
        elif field.one_to_many and (rows := field.related_model) and hasattr(rows, "sort_order"):
            yield str(rows._meta.verbose_name_plural)


def _may_work_on(user: Any, model: type[Model]) -> bool:
    policy = model.snippet_viewset.permission_policy  # type: ignore[attr-defined]
    return bool(policy.user_has_any_permission(user, {"add", "change", "delete", "view"}))


def _find_pages(user: Any, query: Query) -> Iterator[ScreenHit]:
    """Yield the pages whose words, in the newest draft or on the site, hold what is looked for."""
    mine = page_permission_policy.instances_user_has_any_permission_for(
        user, {"add", "change", "publish"}
    )
    for page in leave_out_bin(mine.filter(depth__gt=1)).specific().iterator(chunk_size=100):
        if not isinstance(page, BasePage):
            continue
        passages = [page.title, *(passage.text for passage in list_passages(page))]
        if query.fits(" ".join(passages)):
            url = reverse("wagtailadmin_pages:edit", args=[page.pk])
            title = page.get_admin_display_title()
            yield ScreenHit(str(title), url, query.cut_excerpt("\n".join(passages[1:])))


def _find_snippets(user: Any, query: Query) -> Iterator[HitGroup]:
    finder = AdminURLFinder(user)
    for model in get_snippet_models():
        if not _may_work_on(user, model):
            continue
        hits = (
            ScreenHit(str(thing), url, query.cut_excerpt(text))
            for thing in model._default_manager.all().iterator(chunk_size=100)
            if query.fits(text := f"{thing}\n" + "\n".join(p.text for p in list_passages(thing)))
            and (url := finder.get_edit_url(thing))
        )
        label = capfirst(str(model.snippet_viewset.menu_label))  # type: ignore[attr-defined]
        yield _take_first(label, hits)


def _find_settings(request: HttpRequest, query: Query) -> Iterator[ScreenHit]:
    """Yield the fields of the settings, by their names, hints and words."""
    site = Site.find_for_request(request) or Site.objects.filter(is_default_site=True).first()
    for model in list_setting_models():
        if site is None or not request.user.has_perm(
            f"{model._meta.app_label}.change_{model._meta.model_name}"
        ):
            continue
        stored = model.objects.filter(site=site).first() or model(site=site)
        address = reverse(
            "wagtailsettings:edit", args=[model._meta.app_label, model._meta.model_name, site.pk]
        )
        for field in model._meta.concrete_fields:
            words = (
                f"{field.verbose_name} {field.help_text} {getattr(stored, field.name, '') or ''}"
            )
            if field.editable and field.name not in ("id", "site") and query.fits(words):
                title = f"{capfirst(str(model._meta.verbose_name))}: {field.verbose_name}"
                yield ScreenHit(title, f"{address}#id_{field.name}", query.cut_excerpt(words))


def _find_in_guide(query: Query) -> Iterator[ScreenHit]:
    """Yield the parts of the guide in which the words stand."""
    guide = BeautifulSoup(render_to_string("admin/guide_text.html"), "html.parser")
    for heading in guide.select("h2[id]"):
        parts = [heading]
        for after in heading.find_next_siblings():
            if after.name == "h2":
                break
            parts.append(after)
        text = " ".join(part.get_text(" ") for part in parts)
        if query.fits(text):
            url = f"{reverse('guide:index')}#{heading['id']}"
            yield ScreenHit(heading.get_text(" ", strip=True), url, query.cut_excerpt(text))


def _find_in_parts(query: Query) -> Iterator[ScreenHit]:
    """Yield the kinds of pages, blocks, things and settings that are called so or say so."""
    for chapter in list_chapters():
        for part in chapter.parts:
            if query.fits(part.text):
                url = f"{reverse('guide:parts')}#{part.key}"
                yield ScreenHit(f"{chapter.label}: {part.label}", url, query.cut_excerpt(part.text))
