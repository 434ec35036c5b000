"""What nothing uses is deleted: template tags, static files, and templates that no code, template or package asks for."""

import re
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from django.template import engines

ROOT = Path(settings.ROOT)
TAG = re.compile(
    r"^@register\.(?:filter|simple_tag|tag|inclusion_tag|simple_block_tag)[^\n]*\n(?:@[^\n]*\n)*def (\w+)",
    re.M,
)
# Files whose names are put together: the pictures of the guide and the inputs of questions, and samples beside a component.
PUT_TOGETHER = {
    "static/admin/guide/": r"guide_picture \"{stem}\"",
    "templates/forms/": r"\"{stem}\"|/{stem}\.html",
    "templates/emails/": r"\"{stem}\"|emails/{stem}\b",
}


@cache
def read_sources() -> dict[str, str]:
    """Return every text of ours that may name something."""
    folders = ("site", "home", "blog", "forms", "templates", "static", "deploy", "tools")
    files = [path for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file()]
    files += [*ROOT.glob("*.py"), ROOT / "Makefile"]
    endings = (".py", ".html", ".js", ".css", ".txt", ".yaml")
    return {
        str(path.relative_to(ROOT)): path.read_text(encoding="utf-8", errors="replace")
        for path in files
        if path.name.endswith(endings) or path.is_relative_to(ROOT / "deploy")
    }


def is_used(pattern: str, but: str) -> bool:
    wanted = re.compile(pattern)
    return any(name != but and wanted.search(text) for name, text in read_sources().items())


def list_files(folder: str, *endings: str) -> list[str]:
    return sorted(
        str(path.relative_to(ROOT))
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and path.name.endswith(endings)
    )


def list_tags() -> list[tuple[str, str]]:
    files = [name for name in read_sources() if "/templatetags/" in name]
    return [(name, tag) for name in files for tag in TAG.findall(read_sources()[name])]


def test_each_template_tag_stands_in_a_template():
    tags = list_tags()
    assert len(tags) > 20
    unused = [
        f"{file}: {tag}"
        for file, tag in tags
        if not any(
            re.search(rf"(?:{{%\s*|\||\(){tag}\b|=\s*{tag}\b", text)
            for name, text in read_sources().items()
            if name.endswith((".html", ".txt"))
        )
        # One that code calls too is the code's.
        and not is_used(rf"\b{tag}\(", but=file)
    ]
    assert unused == []


def pattern_of(name: str) -> str:
    path = Path(name)
    for folder, pattern in PUT_TOGETHER.items():
        if name.startswith(folder):
            return pattern.replace("{stem}", re.escape(path.stem))
    return re.escape(path.name) if name.startswith("static/") else re.escape(name.split("/", 1)[1])


def test_each_static_file_is_linked():
    files = [
        name
        for name in list_files("static", ".js", ".svg", ".webp", ".png", ".woff2", ".ico")
        if "/css/" not in name
    ]
    assert len(files) > 30
    assert [name for name in files if not is_used(pattern_of(name), but=name)] == []


def is_a_packages(name: str) -> bool:
    """Tell whether Django, Wagtail or allauth look for a template of this name, with ours in its place."""
    places = [Path(place) for engine in engines.all() for place in engine.template_dirs]
    inside = name.split("/", 1)[1]
    theirs = [place for place in places if not place.is_relative_to(ROOT / "templates")]
    packages = [place for place in theirs if "site-packages" in str(place)]
    return any((place / inside).is_file() for place in packages)


# Asked for by name in code of packages: Django's answers to errors, allauth's pages that it has no template of.
ASKED_FOR = re.compile(
    r"templates/(?:4\d\d|500|403_csrf)\.html"
    r"|templates/(?:allauth/(?:layouts|elements)|account|mfa|wagtailadmin/notifications)/"
)


@pytest.mark.parametrize(
    "folder", ["templates/components", "templates/blocks", "templates/pages", "templates/admin"]
)
def test_each_template_of_ours_is_asked_for(folder):
    files = list_files(folder, ".html")
    assert files
    unused = [name for name in files if not is_used(pattern_of(name), but=name)]
    assert unused == []


def test_each_other_template_is_asked_for_by_us_or_stands_in_a_packages_place():
    ours = ("templates/components/", "templates/blocks/", "templates/pages/", "templates/admin/")
    files = [name for name in list_files("templates", ".html", ".txt") if not name.startswith(ours)]
    assert len(files) > 60
    unused = [
        name
        for name in files
        if not ASKED_FOR.match(name)
        and not is_a_packages(name)
        and not is_used(pattern_of(name), but=name)
    ]
    assert unused == []
