"""Where the links of an old text lead now."""

from __future__ import annotations

import html
import re
from urllib.parse import parse_qs, urljoin, urlsplit

from wagtail.models import Page

from ..editors.helper import Target
from ..export.catalog import ExportCatalog, PageRow
from ..export.entry import path_of
from ..export.uploads import ending_of, file_in

_SAFE = ("mailto:", "tel:", "sms:")
DOCUMENTS = ("pdf", "docx", "doc", "txt", "csv", "xls", "xlsx", "ppt", "pptx", "odt", "rtf", "zip")
# The old site's own corners: nothing here answers for them.
_CORNERS = re.compile(
    r"^/(?:wp-admin|wp-login|wp-json|xmlrpc|wp-includes|cart|checkout|my-account)\b"
)


class Links:
    """Finds what an address of the old site means."""

    def __init__(self, catalog: ExportCatalog, hosts: set[str], home: Page) -> None:
        self.catalog, self.hosts, self.home = catalog, hosts, home

    def is_old(self, address: str) -> bool:
        """Tell whether an address lies on the old site; one without a host does."""
        try:
            parts = urlsplit(address)
        except ValueError:
            return False
        if parts.netloc:
            return (parts.hostname or "").lower() in self.hosts
        return not parts.scheme

    def row(self, address: str, beside: str = "") -> PageRow | None:
        """Return the entry that an address of the old site leads to.

        Parameter: `beside`, the address of the page that it stands on: '../costs/' is read from there.
        """
        if beside and re.match(r"[\w.]", address) and not urlsplit(address).netloc:
            found = self.row(urljoin(beside, address))
            if found is not None:
                return found
        path = path_of(address)
        if not path:
            return None
        bare, _mark, query = path.partition("?")
        asked = parse_qs(query)
        for name in ("p", "page_id", "post", "attachment_id"):
            number = asked.get(name, [""])[0]
            if number.isascii() and number.isdigit() and len(number) < 16:
                # `?p=` may be the number of a picture, too.
                found = self.catalog.page_by_id(int(number))
                return found or self.catalog.page_around(int(number))
        for candidate in (
            bare,
            re.sub(r"/(?:feed|amp|\d{1,2}|page/\d+)$", "", bare),
            re.sub(r"\.html?$", "", bare),
        ):
            if found := self.catalog.page_by_address(candidate):
                return found
        return self.catalog.page_around(0, bare)

    def page_of_ours(self, address: str) -> int | None:
        """Return a page that stands here already at the same address; the home page for '/'."""
        path = path_of(address).partition("?")[0]
        if path == "/":
            return self.home.pk if not urlsplit(address).query else None
        wanted = self.home.url_path + path.strip("/").lower() + "/"
        # By its last step, of which there is an index; of whole addresses there is none.
        found = Page.objects.filter(slug=wanted.split("/")[-2], url_path=wanted)
        return found.values_list("pk", flat=True).first()


def _is_external(address: str) -> Target:
    """Return the target of an address that is not the old site's; lost where it is none."""
    address = html.unescape(address).strip()
    if address.lower().startswith(_SAFE):
        return Target("address", url=address)
    try:
        parts = urlsplit(address)
    except ValueError:
        return Target("lost", url=address)
    if address.startswith("//") and parts.hostname:
        address = f"https:{address}"
        parts = urlsplit(address)
    good = parts.scheme.lower() in ("http", "https") and bool(parts.hostname)
    return Target("address" if good else "lost", url=address)


def is_document(address: str) -> bool:
    """Tell whether an address is that of a file to download from the old library."""
    return bool(file_in(address)) and ending_of(address) in DOCUMENTS


def is_corner(address: str) -> bool:
    """Tell whether an address is one of WordPress's own screens."""
    return bool(_CORNERS.match(path_of(address)))


def without_query(address: str) -> str:
    """Return an address as a report may say it: what follows it can hold what somebody typed."""
    return address.partition("?")[0].partition("#")[0]
