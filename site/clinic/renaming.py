"""The clinic's name stands once, in the settings. What Wagtail keeps as copies of it follows a new name."""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext
from wagtail.models import Page, Revision, Site

from infra import content_version


def drop_copies(site: Site, former: str, name: str) -> None:
    """Let the site's record say the new name, and the home page be called 'Home'.

    Parameters: `site`; `former`, the name until now; `name`, the new one. Wagtail shows the record's name
    in its own lists and mails. A home page that carries the clinic's name as its title would be a copy
    that nobody remembers; drafts of it hold the title, too.
    """
    if site.site_name != name:
        site.site_name = name
        site.save(update_fields=["site_name"])
    titles = [title for title in (former, name) if title]
    home = Page.objects.filter(pk=site.root_page_id, depth=2)
    title = gettext("Home")
    for column in ("title", "draft_title"):
        if home.filter(**{f"{column}__in": titles}).update(**{column: title}):
            content_version.change_version()  # past the signals, and after that of the settings
    kind = ContentType.objects.get_for_model(Page)
    drafts = Revision.objects.filter(object_id=str(site.root_page_id), base_content_type=kind)
    for revision in drafts:
        _rename_draft(revision, titles, title)


def _rename_draft(revision: Revision, titles: list[str], title: str) -> None:
    changed = False
    for field in ("title", "draft_title"):
        if revision.content.get(field) in titles:
            revision.content[field] = title
            changed = True
    if changed:
        revision.object_str = title
        # Not by `save`, which does more than store.
        Revision.objects.filter(pk=revision.pk).update(content=revision.content, object_str=title)
