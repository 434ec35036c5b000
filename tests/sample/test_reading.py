"""The sample texts are files that a clinician corrects; a mistake is named with its file and line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from sample.markup import SampleTextError
from sample.reading.site import TEXTS, read_texts

FILES = sorted(path.relative_to(TEXTS).as_posix() for path in TEXTS.rglob("*") if path.is_file())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a copy of the texts that a test may break."""
    return Path(shutil.copytree(TEXTS, tmp_path / "texts"))


def change(folder: Path, name: str, old: str, new: str) -> int:
    """Replace `old` once in a file; return the number of the line where it stood."""
    words = (folder / name).read_text(encoding="utf-8")
    assert old in words
    (folder / name).write_text(words.replace(old, new, 1), encoding="utf-8")
    return words[: words.index(old)].count("\n") + 1


def sentence(folder: Path) -> str:
    """Return what reading the folder complains about."""
    with pytest.raises(SampleTextError) as caught:
        read_texts(folder)
    return str(caught.value)


def test_every_file_is_read_and_becomes_a_page_or_a_record():
    texts = read_texts()
    pages = {f"pages/{page.key}.md" for page in texts.pages}
    posts = {f"posts/{post.key}.md" for post in texts.posts}
    assert pages | posts == {name for name in FILES if name.startswith(("pages/", "posts/"))}
    assert all((texts.references, texts.people, texts.locations, texts.categories, texts.faq))
    assert all((texts.notices, texts.settings, texts.menus, texts.front_desk))


def test_every_shared_text_is_used():
    written = "\n".join(path.read_text() for path in TEXTS.rglob("*.md"))
    shared = [Path(name).stem for name in FILES if name.startswith("shared/")]
    assert shared
    assert [name for name in shared if f"{{{{shared:{name}}}}}" not in written] == []


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("pages/ocd.md", "::: evidence", "::: evidense", "no block “evidense”"),
        ("pages/ocd.md", "[[rodriguez-2013]]", "[[rodrigez-2013]]", "mean “rodriguez-2013”"),
        ("pages/ocd.md", "{{page:depression|", "{{page:depresion|", "mean “depression”"),
        ("pages/ocd.md", "references: rodriguez-2013", "references: nobody-1999", "nobody-1999"),
        ("pages/ocd.md", "studied: 15", "studid: 15", "no field “studid”"),
        ("pages/ocd.md", "# Risks", "# Riscs", "no part “Riscs”"),
        ("pages/ocd.md", "{{shared:risks}}", "{{shared:risk}}", "no shared text “risk”"),
        ("pages/ocd.md", "evidence_strength: very-low", "evidence_strength: strong!", "strong!"),
        ("pages/ocd.md", "written: 2026-11-21", "written: last week", "“written” is a day"),
        ("pages/ocd.md", "picture: leaf", "picture: leav", "mean “leaf-on-water”"),
        ("pages/ocd.md", "order: 50", "oder: 50", "no field “oder”"),
        ("pages/ocd.md", "order: 50", "title: Again", "“title” stands here twice"),
        ("pages/ocd.md", "- not-work", "- not-worc", "mean “not-work”"),
        ("pages/safety.md", "purpose: health", "purpose: healthy", "“healthy” is no purpose"),
        ("pages/costs.md", "as of: 2026-10-05", "as of: soon", "“as of” is a day"),
        ("pages/costs.md", "| Free consultation by phone | Free |", "| Free |", "with 4"),
        ("pages/costs.md", "*Is this covered?", "**Is this covered?", "left over"),
        ("pages/safety.md", "::: callout\ntone: caution", "::: callout\ntone: x", "emergency"),
        ("faq.md", "{#how-long}", "how-long", "{#key}"),
        ("faq.md", "[[ketamine-label]]", "[[ketamine-labl]]", "mean “ketamine-label”"),
        ("references.yaml", "kind: law", "kind: laws", "“laws” is no kind"),
        ("references.yaml", "- key: dean-2021", "- kee: dean-2021", "“key” is missing"),
        ("people.yaml", "photo: sample-profile-1", "photo: nobody", "nobody"),
        ("places.yaml", "Monday: 09:00–17:00", "Monday: nine to five", "09:00–17:00"),
        ("menus.yaml", "page: first-visit", "page: first-vist", "mean “first-visit”"),
        ("clinic.yaml", "tagline:", "tag_line:", "no field “tag_line”"),
        ("notices.yaml", "place: prices", "place: nowhere", "“nowhere” is no place"),
    ],
)
def test_a_mistake_is_named_with_its_file_and_line(folder, name, old, new, told):
    number = change(folder, name, old, new)
    said = sentence(folder)
    assert said.startswith(f"{name}, line {number}: "), said
    assert told in said


@pytest.mark.parametrize(
    ("written", "block", "said"),
    [
        ("::: request banner\nAsk for a first visit.\n:::", "request_banner", "text"),
        ("::: text us\ntitle: Ask us\n\nWe answer by day.\n:::", "text_us", "title"),
        ("::: form\npage: request\ntitle: Ask us\n\nTwo minutes.\n:::", "form_link", "form"),
    ],
)
def test_the_blocks_that_lead_to_a_request_can_be_written(folder, written, block, said):
    change(folder, "pages/ocd.md", "## What OCD is", f"{written}\n\n## What OCD is")
    page = next(page for page in read_texts(folder).pages if page.key == "ocd")
    found = [one for one in page.body if one.name == block]
    assert [bool(one.value[said]) for one in found] == [True]


def test_a_field_that_is_missing_is_named(folder):
    change(folder, "pages/ocd.md", "title: Obsessive-compulsive disorder (OCD)\n", "")
    assert sentence(folder).startswith("pages/ocd.md, line 2: The field “title” is missing.")


def test_a_part_of_a_treatment_that_is_missing_is_named(folder):
    change(folder, "pages/ocd.md", "# Ask first\n\n{{shared:ask-first}}\n", "")
    assert "The part “# Ask first” is missing." in sentence(folder)


def test_a_block_that_is_left_open_is_named_where_it_begins(folder):
    change(folder, "pages/ocd.md", ":::\n\n## What OCD is", "## What OCD is")
    said = sentence(folder)
    assert "The block “key points” begins here" in said
    words = (folder / "pages/ocd.md").read_text().split("\n")
    assert words[int(said.split("line ")[1].split(":")[0]) - 1] == "::: key points"


def test_a_mistake_in_a_shared_text_names_the_shared_file(folder):
    number = change(folder, "shared/risks.md", "[[mcinnes-2022]]", "[[mcinnes-2202]]")
    assert sentence(folder).startswith(f"shared/risks.md, line {number}: ")


def test_a_colon_that_yaml_cannot_read_is_explained(folder):
    number = change(folder, "pages/ocd.md", "title: Obsessive", "title: OCD: obsessive")
    said = sentence(folder)
    assert said.startswith(f"pages/ocd.md, line {number}: ")
    assert "quotes" in said


def test_a_list_that_is_written_as_one_word_is_refused(folder):
    name = "posts/driving-after-an-infusion.md"
    change(folder, name, "tags:\n", "tags: driving\nother:\n")
    assert f"{name}, line" in sentence(folder)


def test_a_file_that_is_no_page_is_refused(folder):
    (folder / "pages" / "note.md").write_text("Just a note.\n")
    assert sentence(folder).startswith("pages/note.md, line 1: The file must begin with")


def test_a_long_line_may_be_wrapped_and_says_the_same(folder):
    """Editors wrap lines; a paragraph and a list item go on in the next line."""
    before = read_texts(folder).pages
    change(folder, "pages/ocd.md", "- We know of two", "- We know\n  of two")
    change(folder, "pages/ocd.md", "Thoughts push in that", "Thoughts push in\nthat")
    shutil.copytree(folder, folder.with_name("wrapped"))
    after = read_texts(folder.with_name("wrapped")).pages

    def words(pages):
        page = next(page for page in pages if page.key == "ocd")
        return " ".join(str(page.body).replace("\\n", " ").split())

    assert words(after) == words(before)
