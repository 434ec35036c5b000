"""The JSON-LD graph of a page: one `@graph`, each node with a stable `@id`, each reference resolved.

`seo` knows no page type. A page tells what it is by attributes that any page may have:

- `schema_type`: 'WebPage', 'AboutPage', 'CollectionPage', 'ContactPage' or 'BlogPosting';
- `is_health_content`: makes the page's node a `MedicalWebPage` with `lastReviewed`, `reviewedBy`;
- `schema_properties()`: further properties of the main node (the article's, else the page's);
- `schema_services()`: names and paths of the treatments that it shows, said of the clinic;
- `schema_subject()`: the node of what the page is about, with its `@type`; it gets its `@id` here.

What is marked as sample (a place, a person) is not told to search engines. Nothing is here
that the visible page does not say. Source: schema.org, Google's structured-data guidelines.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from wagtail.models import Page

from clinic.layout import Layout
from clinic.models import Person
from content.article import Article
from media.pictures import ARTICLE_SPECS

from .model import Head
from .nodes import (
    SCHEMA,
    Ids,
    Node,
    build_breadcrumbs,
    build_citation,
    build_clinic,
    build_image,
    build_person,
    build_website,
)
from .pictures import find_made_renditions
from .questions import build_questions


def build_graph(
    head: Head,
    *,
    layout: Layout | None,
    root: str,
    page: Page | None = None,
    article: Article | None = None,
    profile: Person | None = None,
) -> Node:
    """Return the graph of one page.

    Parameters: `head`, what the page's head says; `layout`, the site's layout or None; `root`, the
    site's address; `page`, the page or None; `article`, its rendered body, for the sources and questions; `profile`, the
    person whose page it is, or None.
    """
    ids = Ids(root, head.canonical)
    nodes: list[Node] = []
    if layout:
        nodes += [build_clinic(layout, ids), build_website(layout, ids)]
    if head.canonical:
        nodes += _page_nodes(head, ids, page, article)
        if page is not None and page.schema_type == "AboutPage" and layout:
            team = (build_person(p, ids) for p in layout.team if not p.is_sample)
            nodes += [{**node, "worksFor": {"@id": ids.clinic}} for node in team]
        nodes += _build_offers(page, ids) + _build_profile(profile, ids)
    return {"@context": SCHEMA, "@graph": _drop_dangling_references(_merge_nodes(nodes))}


def _build_offers(page: Page | None, ids: Ids) -> list[Node]:
    """Return what the page shows of the clinic's treatments (`schema_services()`), said of the clinic."""
    services = (
        page.schema_services() if page is not None and hasattr(page, "schema_services") else ()
    )
    told = [
        {"@type": "MedicalTherapy", "name": name, "url": ids.absolute(url)}
        for name, url in services
    ]
    return [{"@id": ids.clinic, "availableService": told}] if told else []


def _build_profile(person: Person | None, ids: Ids) -> list[Node]:
    """Return somebody whose page it is, and the page as theirs."""
    if person is None:
        return []
    node = {**build_person(person, ids), "worksFor": {"@id": ids.clinic}}
    return [
        {"@id": ids.page, "@type": "ProfilePage", "mainEntity": {"@id": ids.person(person)}},
        node,
    ]


def _page_nodes(head: Head, ids: Ids, page: Page | None, article: Article | None) -> list[Node]:
    is_post = page is not None and page.schema_type == "BlogPosting"
    trail = build_breadcrumbs(head.breadcrumbs, ids)
    subject = _build_subject(page, ids)
    node = _web_page(head, ids, page)
    node["breadcrumb"] = {"@id": ids.breadcrumb} if trail else None
    node["about"] = {"@id": ids.subject} if subject else None
    people = _build_people(page, ids)
    if is_post:
        node["mainEntity"] = {"@id": ids.article}
        main = _build_posting(head, ids, page, article)
    else:
        node["citation"] = _build_citations(article)
        main = node
    if page is not None and hasattr(page, "schema_properties"):
        main.update(page.schema_properties())
    asked = build_questions(str(getattr(article, "html", "")), ids.page, ids.questions)
    return [node, *([main] if is_post else []), *filter(None, [trail, subject, asked]), *people]


def _web_page(head: Head, ids: Ids, page: Page | None) -> Node:
    kind = getattr(page, "schema_type", "WebPage")
    health = bool(getattr(page, "is_health_content", False))
    if health or kind in ("BlogPosting", "MedicalWebPage"):
        kind = "MedicalWebPage" if health else "WebPage"
    reviewer, reviewed = _find_review(page)
    return {
        "@type": kind,
        "@id": ids.page,
        "url": head.canonical,
        "name": head.og_title,
        "description": head.description,
        "inLanguage": head.locale.replace("_", "-"),
        "isPartOf": {"@id": ids.website},
        "publisher": {"@id": ids.clinic},
        "primaryImageOfPage": _build_image(head) if _shows_picture(page) else None,
        "datePublished": head.published,
        "dateModified": head.modified,
        "lastReviewed": reviewed,
        "reviewedBy": {"@id": ids.person(reviewer)} if reviewer else None,
    }


def _shows_picture(page: Page | None) -> bool:
    """Whether the page shows the picture that it is shared with; that of a list stands on cards alone."""
    if page is None or not getattr(page, "picture_id", None):
        return False
    return bool(page.schema_type != "CollectionPage")


def _build_posting(head: Head, ids: Ids, page: Page | None, article: Article | None) -> Node:
    author = _find_person(page, "author")
    return {
        "@type": "BlogPosting",
        "@id": ids.article,
        "headline": head.og_title[:110],
        "description": head.description,
        "inLanguage": head.locale.replace("_", "-"),
        "url": head.canonical,
        "mainEntityOfPage": {"@id": ids.page},
        "isPartOf": {"@id": ids.page},
        "image": _build_article_images(head, page, ids),
        "datePublished": head.published,
        "dateModified": head.modified,
        "author": {"@id": ids.person(author) if author else ids.clinic},
        "publisher": {"@id": ids.clinic},
        "citation": _build_citations(article),
    }


def _build_subject(page: Page | None, ids: Ids) -> Node | None:
    if page is None or not hasattr(page, "schema_subject"):
        return None
    given = page.schema_subject()
    return {**given, "@id": ids.subject} if given else None


def _build_people(page: Page | None, ids: Ids) -> list[Node]:
    found = (_find_person(page, "author"), _find_review(page)[0])
    return [build_person(someone, ids) for someone in found if someone is not None]


def _find_review(page: Page | None) -> tuple[Person | None, date | None]:
    """Return who reviewed the page and on what day; nobody where it was not, has changed since or is overdue."""
    line = getattr(page, "review_line", None)
    return (line.person, line.day) if line is not None and line.is_current else (None, None)


def _find_person(page: Page | None, name: str) -> Person | None:
    """Return the person in the page's field `name`, unless there is none or it is a sample."""
    found = getattr(page, name, None)
    return None if found is None or found.is_sample else found


def _build_citations(article: Article | None) -> list[Node]:
    return [build_citation(c.reference) for c in getattr(article, "citations", ())]


def _build_article_images(head: Head, page: Page | None, ids: Ids) -> list[Node]:
    """Return the article's picture in the shapes that search engines ask for, then as shared."""
    shaped = find_made_renditions(getattr(page, "picture", None), ARTICLE_SPECS, ids.root)
    images = [build_image(one) for one in shaped] + [_build_image(head)]
    return [image for image in images if image]


def _build_image(head: Head) -> Node | None:
    if head.image is None:
        return None
    return {
        "@type": "ImageObject",
        "url": head.image.url,
        "width": head.image.width,
        "height": head.image.height,
        "caption": head.image.alt,
    }


def _merge_nodes(nodes: list[Node]) -> list[Node]:
    """Return the nodes without empty values, one for each `@id`."""
    merged: dict[str, Node] = {}
    for node in nodes:
        merged.setdefault(node["@id"], {}).update(_prune_value(node))
    return list(merged.values())


def _prune_value(value: Any) -> Any:
    if isinstance(value, dict):
        pairs = ((key, _prune_value(item)) for key, item in value.items())
        return {key: item for key, item in pairs if item not in (None, "", [], {})}
    if isinstance(value, (list, tuple)):
        return [item for item in map(_prune_value, value) if item not in (None, "", [], {})]
    # Lazy translations and other text-likes become text; numbers and dates stay what they are.
    return (
        value
        if isinstance(value, (int, float)) or hasattr(value, "isoformat")
        else _stringify_value(value)
    )


def _stringify_value(value: Any) -> Any:
    return None if value is None else str(value)


def _drop_dangling_references(nodes: list[Node]) -> list[Node]:
    """Return the nodes without references to nodes that are not here."""
    known = {node["@id"] for node in nodes}

    def resolve_value(value: Any) -> Any:
        if isinstance(value, dict):
            if set(value) == {"@id"}:
                return value if value["@id"] in known else None
            return {
                k: resolved for k, v in value.items() if (resolved := resolve_value(v)) is not None
            }
        if isinstance(value, list):
            return [
                resolved for item in value if (resolved := resolve_value(item)) is not None
            ] or None
        return value

    return [resolve_value(node) for node in nodes]
