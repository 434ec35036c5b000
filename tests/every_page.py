"""Helpers that walk over the public site: one page of each type, and every other public address."""

from __future__ import annotations

import json
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from bs4 import BeautifulSoup
from factory.django import DjangoModelFactory
from wagtail.models import Page

from pages.checks import page_types
from tests import factories

PAGE_TYPES = sorted(model.__name__ for model in page_types())
# Addresses that are no pages of the CMS.
OTHER_ADDRESSES = (
    "/search/",
    "/search/suggest/",
    "/robots.txt",
    "/sitemap.xml",
    "/site.webmanifest",
    "/llms.txt",
    "/llms-full.txt",
    "/index.md",
    "/opensearch.xml",
    "/favicon.ico",
    "/apple-touch-icon.png",
    "/.well-known/security.txt",
    "/.well-known/gpc.json",
    "/healthz",
    "/readyz",
)


def factory_of(name: str) -> type[DjangoModelFactory]:
    """Return the factory of the page type `name`; LookupError where nobody wrote one."""
    for module in iter_modules(factories.__path__):
        for found in vars(import_module(f"tests.factories.{module.name}")).values():
            if isinstance(found, type) and issubclass(found, DjangoModelFactory):
                model = found._meta.get_model_class()
                if model is not None and issubclass(model, Page) and model.__name__ == name:
                    return found
    raise LookupError(f"No factory in tests/factories makes a {name}.")


def make_page(name: str, **fields: Any) -> Page:
    """Make a live page of the type `name` under its real parents. The home page is made once."""
    if name == "HomePage":
        page = factories.home_page()
        for field, value in fields.items():
            setattr(page, field, value)
        page.save()
        return page
    factories.home_page()
    return factory_of(name)(**fields)


def one_of_each() -> dict[str, Page]:
    """Make one live page of each type, by its type's name."""
    return {name: make_page(name) for name in PAGE_TYPES}


def soup_of(response: Any) -> BeautifulSoup:
    """Return a response's HTML, parsed."""
    return BeautifulSoup(response.content, "html.parser")


def graph_of(response: Any) -> dict[str, dict[str, Any]]:
    """Return the nodes of a page's only JSON-LD script by their `@id`; fails if it has not just one."""
    scripts = soup_of(response).find_all("script", type="application/ld+json")
    assert len(scripts) == 1
    data = json.loads(scripts[0].string)
    assert data["@context"] == "https://schema.org"
    nodes = {node["@id"]: node for node in data["@graph"]}
    assert len(nodes) == len(data["@graph"])
    return nodes


def policy_of(response: Any) -> dict[str, list[str]]:
    """Return a response's Content-Security-Policy as sources by directive."""
    parts = (part.split() for part in response["Content-Security-Policy"].split(";"))
    return {part[0]: part[1:] for part in parts if part}
