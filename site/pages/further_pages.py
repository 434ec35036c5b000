"""Public pages that are no pages of the CMS and that search engines should know: apps above register theirs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest


@dataclass(frozen=True)
class FurtherPage:
    """One such page: its path, its title and a sentence about it."""

    path: str
    title: str
    description: str = ""


Lister = Callable[[HttpRequest], list[FurtherPage]]
_listers: list[Lister] = []


def register_further_pages(lister: Lister) -> None:
    """Have `lister` name pages for the sitemap, for llms.txt and for Markdown twins."""
    _listers.append(lister)


def list_further_pages(request: HttpRequest) -> list[FurtherPage]:
    """Return every such page of the site that `request` asks."""
    return [page for lister in _listers for page in lister(request)]
