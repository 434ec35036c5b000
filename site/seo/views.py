"""What search engines and browsers ask for at fixed addresses."""

from __future__ import annotations

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps import views as django_sitemaps
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from clinic.layout import Layout, MenuView, layout_for
from clinic.look.icons import describe_look
from infra.addresses.staff_paths import STAFF_PATHS
from pages.further_pages import list_further_pages

from .head import site_root
from .sitemap import PublicPages
from .twins import newest_posts

SEARCH_PATH = "/search/"
CLOSED = (*STAFF_PATHS, SEARCH_PATH)
ICONS = (
    ("icons/icon-192.png", "small", "192x192", "any"),
    ("icons/icon-512.png", "large", "512x512", "any"),
    ("icons/icon-maskable-512.png", "maskable", "512x512", "maskable"),
)


@require_safe
def show_robots(request: HttpRequest) -> HttpResponse:
    """robots.txt: what crawlers leave alone, and where the list of pages is."""
    root = site_root(layout_for(request), request)
    closed = ("/",) if settings.REFUSE_ROBOTS else CLOSED
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed)]
    if not settings.REFUSE_ROBOTS:
        lines += ["", f"Sitemap: {root}/sitemap.xml"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def show_sitemap(request: HttpRequest, section: str | None = None) -> HttpResponse:
    """The list of pages; beyond 2,000 pages an index of its parts."""
    pages = PublicPages(request)
    if section is None and pages.paginator.num_pages > 1:
        return _render_index(request, pages)
    parts: dict[str, type[Sitemap] | Sitemap] = {"pages": pages}
    return django_sitemaps.sitemap(request, parts, section=section, template_name="seo/sitemap.xml")


def _render_index(request: HttpRequest, pages: PublicPages) -> HttpResponse:
    """The list of the list's parts, each by the address under which the site is known."""
    root = site_root(layout_for(request), request)
    address = f"{root}{reverse('sitemap-part', args=['pages'])}"
    parts = [
        {"location": address if number == 1 else f"{address}?p={number}", "last_mod": None}
        for number in pages.paginator.page_range
    ]
    return TemplateResponse(
        request,
        "sitemap_index.xml",
        {"sitemaps": parts},
        content_type="application/xml",
        headers={"X-Robots-Tag": "noindex, noodp, noarchive"},
    )


@require_safe
def show_manifest(request: HttpRequest) -> HttpResponse:
    """The site's name and icons for a phone's home screen."""
    layout = layout_for(request)
    look = describe_look(layout.clinic)
    return JsonResponse(
        {
            "name": layout.site_name,
            "short_name": layout.site_name[:24],
            "description": layout.clinic.tagline,
            "start_url": "/",
            "display": "browser",
            "background_color": look.light,
            "theme_color": look.light,
            "icons": [
                {
                    "src": look.icons.get(own) or static(name),
                    "sizes": sizes,
                    "type": "image/png",
                    "purpose": purpose,
                }
                for name, own, sizes, purpose in ICONS
            ],
        },
        content_type="application/manifest+json",
    )


@require_safe
def show_opensearch(request: HttpRequest) -> HttpResponse:
    """Tell browsers how to search this site from their own field (OpenSearch 1.1)."""
    layout = layout_for(request)
    return TemplateResponse(
        request,
        "seo/opensearch.xml",
        {
            "name": layout.site_name,
            "root": site_root(layout, request),
            "search": SEARCH_PATH,
        },
        content_type="application/opensearchdescription+xml; charset=utf-8",
    )


@require_safe
def show_llms(request: HttpRequest) -> HttpResponse:
    """llms.txt: the site's main pages for machines that read, from the menus that people see.

    Source: llmstxt.org, a proposal; it promises nothing and costs nothing.
    """
    layout = layout_for(request)
    root = site_root(layout, request)
    lines = [f"# {_flatten_line(layout.site_name)}"]
    if layout.clinic.description:
        lines += ["", f"> {_flatten_line(layout.clinic.description)}"]
    if layout.clinic.medical_disclaimer:
        lines += ["", _flatten_line(layout.clinic.medical_disclaimer)]
    for heading, menu in _list_menus(layout):
        links = [link for entry in menu.links for link in (entry.links or (entry,)) if link.url]
        if links:
            lines += ["", f"## {_flatten_line(heading)}", ""]
            lines += [
                f"- [{_flatten_line(link.label)}]({_build_absolute_url(root, link.url)})"
                for link in links
            ]
    lines += _list_posts(request, root)
    lines += _list_further(request, root)
    lines += ["", "## Full text", "", f"- [All pages in one text]({root}{reverse('llms-full')})"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def _list_posts(request: HttpRequest, root: str) -> list[str]:
    """Return the newest posts, each with its description and by the address of its Markdown twin."""
    posts = newest_posts(request)
    lines = [
        f"- [{_flatten_line(post.title)}]({root}{post.get_url(request)}index.md): "
        f"{_flatten_line(post.search_description or post.introduction)}".rstrip(": ")
        for post in posts
    ]
    return ["", "## Posts", "", *lines] if lines else []


def _list_further(request: HttpRequest, root: str) -> list[str]:
    """Return the pages of people and whatever else apps have registered, as the posts are listed."""
    lines = [
        f"- [{_flatten_line(one.title)}]({root}{one.path}index.md): "
        f"{_flatten_line(one.description)}".rstrip(": ")
        for one in list_further_pages(request)
    ]
    return ["", "## People", "", *lines] if lines else []


def _list_menus(layout: Layout) -> list[tuple[str, MenuView]]:
    footer = [(menu.heading or "More", menu) for menu in layout.footer_menus]
    return [("Pages", layout.main_menu), *footer, ("Optional", layout.legal_menu)]


def _flatten_line(text: str) -> str:
    """Return staff's text as one line that can't pretend to be another part of the list."""
    return " ".join(text.split()).translate({ord("["): "(", ord("]"): ")"})


def _build_absolute_url(root: str, url: str) -> str:
    return f"{root}{url}" if url.startswith("/") else url
