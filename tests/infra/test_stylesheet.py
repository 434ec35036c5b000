"""The stylesheet: readable sources, one small file for visitors, and never anything in between."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.finders import get_finders

from infra import stylesheet
from infra.stylesheet import (
    SITE,
    STATIC,
    STYLESHEETS,
    Stylesheet,
    StylesheetError,
    build_stylesheet,
    bundle_sources,
    minify_source,
)

FILES = sorted([*SITE.sources.rglob("*.css"), *(STATIC / "admin").rglob("*.css")])


def _write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.css").write_text(text, encoding="utf-8")
    return folder


def test_a_visitor_gets_one_file_within_30_kilobytes(tmp_path):
    file = build_stylesheet(SITE, tmp_path)
    assert file.relative_to(tmp_path).as_posix() == "css/site.css"
    assert 20_000 < file.stat().st_size <= 30_000
    assert [entry.name for entry in file.parent.iterdir()] == ["site.css"]


def test_sources_come_in_the_order_of_the_index_each_in_its_layer(tmp_path):
    folder = _write(
        tmp_path,
        index='@layer a, b;\n@import "one.css";\n@import "two.css" layer(b);\n@import "three.css" layer(b);\n',
        three="p { color: red }\n",
        two="p { color: blue }\n",
        one="@font-face { font-family: X }\n",
    )
    assert minify_source(bundle_sources(folder)) == (
        "@layer a,b;@font-face{font-family:X}@layer b{p{color:blue}p{color:red}}"
    )


def test_a_file_that_is_named_but_missing_or_there_but_not_named_is_said(tmp_path):
    _write(tmp_path, index='@import "gone.css" layer(a);\n', forgotten="p { color: red }\n")
    with pytest.raises(StylesheetError) as caught:
        bundle_sources(tmp_path)
    assert "Named but not there: gone.css." in str(caught.value)
    assert "There but not named: forgotten.css." in str(caught.value)


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("@layer a { .block :is(h2, h3) { margin: 0 } }", "@layer a{.block *:is(h2,h3){margin:0}}"),
        (".a ::details-content { color: red }", ".a *::details-content{color:red}"),
        (".a:is(.b) { color: red }", ".a:is(.b){color:red}"),
        (".a { &:hover { color: red } }", ".a{&:hover{color:red}}"),
        ("@page :first { margin: 0 }", "@page :first{margin:0}"),
    ],
)
def test_a_space_before_a_colon_keeps_its_meaning(written, sent):
    assert minify_source(written) == sent


def test_what_is_unchanged_is_not_written_again(tmp_path):
    file = build_stylesheet(SITE, tmp_path)
    before = file.stat()
    assert build_stylesheet(SITE, tmp_path).stat().st_mtime_ns == before.st_mtime_ns
    assert build_stylesheet(SITE, tmp_path).stat().st_ino == before.st_ino


def test_sources_are_not_served_or_collected_and_the_built_file_is():
    listed = [path for finder in get_finders() for path, _ in finder.list([])]
    sheets = [path for path in listed if Path(path).suffix == ".css"]
    assert len(sheets) == len(set(sheets)) > 5
    assert [path for path in sheets if Path(path).parts[0] == "css"] == ["css/site.css"]
    assert {sheet.served_as for sheet in STYLESHEETS} < set(listed)
    assert {"js/site.js", "admin/fonts.css"} <= set(listed)
    for sheet in STYLESHEETS:
        for source in sheet.sources.rglob("*.css"):
            path = source.relative_to(STATIC).as_posix()
            assert path not in listed
            assert finders.find(path) is None
        assert Path(finders.find(sheet.served_as)).is_file()


def test_a_changed_source_is_built_at_the_next_request(tmp_path, monkeypatch):
    folder = tmp_path / "sources"
    folder.mkdir()
    _write(folder, index='@import "a.css" layer(a);\n', a="p { color: red }\n")
    sheet = Stylesheet("css/site.css", folder)
    monkeypatch.setattr(stylesheet, "BUILT", tmp_path / "built")
    monkeypatch.setattr(stylesheet.build_stylesheet, "__defaults__", (sheet, tmp_path / "built"))
    monkeypatch.setattr(stylesheet.StylesheetFinder, "sheets", (sheet,))
    finder = stylesheet.StylesheetFinder()
    assert Path(finder.find("css/site.css")).read_text() == "@layer a{p{color:red}}"
    _write(folder, a="p { color: green }\n")
    assert Path(finder.find("css/site.css")).read_text() == "@layer a{p{color:green}}"
    assert not finder.find("css/a.css")


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.relative_to(STATIC).as_posix())
def test_a_source_is_written_for_people(file):
    """It begins by saying what it is for; a line holds one thing; addresses are relative to the built file."""
    source = file.read_text(encoding="utf-8")
    assert re.match(r"/\* \S.{10,}", source)
    for number, line in enumerate(source.splitlines(), 1):
        code = re.sub(r"/\*.*?\*/|\"[^\"]*\"", "", line)
        assert code.count(";") <= 1, f"line {number} holds several declarations"
        assert not re.search(r"[{;}]\s*\S", code) or code.strip().startswith("@import"), (
            f"line {number} goes on after a brace or semicolon"
        )
        assert len(line) <= 160, f"line {number} is {len(line)} characters long"
    assert len(source.splitlines()) <= 300
    assert file.parent in (SITE.sources, STATIC / "admin") or "url(" not in source
