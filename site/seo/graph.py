"""The JSON-LD graph of a page: one `@graph`, each node with a stable `@id`, each reference resolved.

`seo` knows no page type. A page tells what it is by attributes that any page may have:

- `schema_type`: 'WebPage', 'AboutPage', 'CollectionPage', 'ContactPage' or 'BlogPosting';
- `is_health_content`: makes the page's node a `MedicalWebPage` with `lastReviewed`, `reviewedBy`;
- `schema_properties()`: further properties of the main node (the article's, else the page's);
- `schema_subject()`: the node of what the page is about, with its `@type`; it gets its `@id` here.

What is marked as sample (a place, a person) is not told to search engines. Nothing stands here
that the visible page does not say. Source: schema.org, Google's structured-data guidelines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .nodes import Ids, breadcrumb_list, citation, clinic, person, website

if TYPE_CHECKING:
    from .head import Head

CONTEXT = "https://schema.org"


def build(
    head: Head, *, frame: Any, root: str, page: Any = None, article: Any = None
) -> dict[str, Any]:
    """Return the graph of one page.

    Parameters: `head`, what the page's head says; `frame`, the site's frame or None; `root`, the
    site's address; `page`, the page or None; `article`, its rendered body, for the sources.
    """
    ids = Ids(root)
    nodes: list[dict[str, Any]] = []
    if frame:
        nodes += [clinic(frame, ids), website(frame, ids)]
    if head.canonical:
        nodes += _page_nodes(head, ids, page, article)
        if page is not None and page.schema_type == "AboutPage" and frame:
            team = (person(p, ids) for p in frame.team if not p.is_sample)
            nodes += [{**node, "worksFor": ids.ref(ids.clinic)} for node in team]
    return {"@context": CONTEXT, "@graph": _resolved(_merged(nodes))}


def _page_nodes(head: Head, ids: Ids, page: Any, article: Any) -> list[dict[str, Any]]:
    url = head.canonical
    is_post = page is not None and page.schema_type == "BlogPosting"
    trail = breadcrumb_list(head.breadcrumbs, url, ids)
    subject = _subject(page, url, ids)
    node = _web_page(head, ids, page)
    node["breadcrumb"] = ids.ref(trail["@id"]) if trail else None
    node["about"] = ids.ref(subject["@id"]) if subject else None
    people = _people(page, ids)
    if is_post:
        node["mainEntity"] = ids.ref(ids.article(url))
        main = _posting(head, ids, page, article)
    else:
        node["citation"] = _citations(article)
        main = node
    if hasattr(page, "schema_properties"):
        main.update(page.schema_properties())
    return [node, *([main] if is_post else []), *filter(None, [trail, subject]), *people]


def _web_page(head: Head, ids: Ids, page: Any) -> dict[str, Any]:
    kind = getattr(page, "schema_type", "WebPage")
    health = bool(getattr(page, "is_health_content", False))
    if health or kind in ("BlogPosting", "MedicalWebPage"):
        kind = "MedicalWebPage" if health else "WebPage"
    reviewer, reviewed = _review(page)
    return {
        "@type": kind,
        "@id": ids.page(head.canonical),
        "url": head.canonical,
        "name": head.og_title,
        "description": head.description,
        "inLanguage": head.locale.replace("_", "-"),
        "isPartOf": ids.ref(ids.website),
        "publisher": ids.ref(ids.clinic),
        "primaryImageOfPage": _image(head) if getattr(page, "picture_id", None) else None,
        "datePublished": head.published,
        "dateModified": head.modified,
        "lastReviewed": reviewed,
        "reviewedBy": ids.ref(ids.person(reviewer)) if reviewer else None,
    }


def _posting(head: Head, ids: Ids, page: Any, article: Any) -> dict[str, Any]:
    author = _real(page, "author")
    return {
        "@type": "BlogPosting",
        "@id": ids.article(head.canonical),
        "headline": head.og_title[:110],
        "description": head.description,
        "inLanguage": head.locale.replace("_", "-"),
        "url": head.canonical,
        "mainEntityOfPage": ids.ref(ids.page(head.canonical)),
        "isPartOf": ids.ref(ids.page(head.canonical)),
        "image": _image(head),
        "datePublished": head.published,
        "dateModified": head.modified,
        "author": ids.ref(ids.person(author) if author else ids.clinic),
        "publisher": ids.ref(ids.clinic),
        "citation": _citations(article),
    }


def _subject(page: Any, url: str, ids: Ids) -> dict[str, Any] | None:
    given = page.schema_subject() if hasattr(page, "schema_subject") else None
    return {**given, "@id": ids.subject(url)} if given else None


def _people(page: Any, ids: Ids) -> list[dict[str, Any]]:
    found = (_real(page, "author"), _review(page)[0])
    return [person(someone, ids) for someone in found if someone is not None]


def _review(page: Any) -> tuple[Any, Any]:
    """Return who reviewed the page and on what day; nobody where it was not, has changed since or is overdue."""
    line = getattr(page, "review_line", None)
    return (line.person, line.day) if line is not None and line.is_current else (None, None)


def _real(page: Any, name: str) -> Any:
    """Return the person in the page's field `name`, unless there is none or it is a sample."""
    found = getattr(page, name, None)
    return None if found is None or found.is_sample else found


def _citations(article: Any) -> list[dict[str, Any]]:
    return [citation(c.reference) for c in getattr(article, "citations", ())]


def _image(head: Head) -> dict[str, Any] | None:
    if head.image is None:
        return None
    return {
        "@type": "ImageObject",
        "url": head.image.url,
        "width": head.image.width,
        "height": head.image.height,
        "caption": head.image.alt,
    }


def _merged(nodes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the nodes without empty values, one for each `@id`."""
    merged: dict[str, dict[str, Any]] = {}
    for node in nodes:
        merged.setdefault(node["@id"], {}).update(_pruned(node))
    return list(merged.values())


def _pruned(value: Any) -> Any:
    if isinstance(value, dict):
        pairs = ((key, _pruned(item)) for key, item in value.items())
        return {key: item for key, item in pairs if item not in (None, "", [], {})}
    if isinstance(value, (list, tuple)):
        return [item for item in map(_pruned, value) if item not in (None, "", [], {})]
    # Lazy translations and other text-likes become text; numbers and dates stay what they are.
    return value if isinstance(value, (int, float)) or hasattr(value, "isoformat") else _text(value)


def _text(value: Any) -> Any:
    return None if value is None else str(value)


def _resolved(nodes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the nodes without references to nodes that are not here."""
    known = {node["@id"] for node in nodes}

    def keep(value: Any) -> Any:
        if isinstance(value, dict):
            if set(value) == {"@id"}:
                return value if value["@id"] in known else None
            return {k: kept for k, v in value.items() if (kept := keep(v)) is not None}
        if isinstance(value, list):
            return [kept for item in value if (kept := keep(item)) is not None] or None
        return value

    return [keep(node) for node in nodes]
