"""What is pasted from elsewhere arrives as the text can hold it, and what it can't hold is said below it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests import factories
from tests.factories.blog import BlogPostPageFactory

expect = pytest.importorskip("playwright.sync_api").expect
pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
PASTE = """(field, html) => {
    const data = new DataTransfer();
    data.setData("text/html", html);
    data.setData("text/plain", html.replace(/<[^>]*>/g, " "));
    field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""
# What the editor holds then: the tag of each line, its depth in a list, its letters.
LINES = """(field) => [...field.querySelectorAll("[data-block=true]")].map((line) => {
    const list = line.closest("ul, ol")?.tagName.toLowerCase();
    const depth = /depth(\\d)/.exec(line.className)?.[1] ?? "";
    return `${list ? list + depth : line.tagName.toLowerCase()}: ${line.innerText.trim()}`;
})"""
WORD_LIST = (
    "<p class=MsoListParagraphCxSpFirst style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='font-family:Symbol'>"
    "<span style='mso-list:Ignore'>·<span>&nbsp;&nbsp; </span></span></span><![endif]>Music</p>"
    "<p class=MsoListParagraphCxSpLast style='mso-list:l0 level2 lfo1'><![if !supportLists]><span>"
    "<span style='mso-list:Ignore'>o<span>&nbsp; </span></span></span><![endif]>Headphones</p>"
)
GOOGLE = "<b style='font-weight:normal' id='docs-internal-guid-1'>{}</b>"
CASES = {
    "a table of Word": (
        "<p class=MsoNormal>Before</p><table class=MsoTableGrid><tr><td><p>Visit</p></td><td><p>Price</p></td></tr>"
        "<tr><td><p>First</p></td><td><p>$450</p></td></tr></table><p>After</p>",
        ["div: Before", "div: Visit | Price", "div: First | $450", "div: After"],
        "Comparison table",
    ),
    "cells of a spreadsheet": (
        "<google-sheets-html-origin><table><tr><td>Room</td><td>Chairs</td></tr><tr><td>East</td><td>3</td></tr></table>",
        ["div: Room | Chairs", "div: East | 3"],
        "each of its rows is one line",
    ),
    "a mail that is laid out in a table": (
        "<table><tr><td><p>Hello</p><p>World</p></td></tr></table>",
        ["div: Hello", "div: World"],
        "",
    ),
    "tracked changes": (
        "<p class=MsoNormal>You may <del>always </del><ins>never </ins>drive home.</p>",
        ["div: You may never drive home."],
        "deleted or crossed out",
    ),
    "a remark of Word": (
        "<p>We watch<span class=MsoCommentReference><a href='#_msocom_1'>[AB1]</a></span> you.</p>"
        "<div style='mso-element:comment-list'><div style='mso-element:comment'><p class=MsoCommentText>Is this so?</p></div></div>",
        ["div: We watch you."],
        "Comments on what you pasted were left out.",
    ),
    "a footnote": (
        "<p>It fades.<a href='#_ftn1' name='_ftnref1'>[1]</a></p>",
        ["div: It fades.[1]"],
        "by ‘Reference’",
    ),
    "a picture": (
        "<p>The room<img src='file:///C:/Temp/image1.png' width=300></p>",
        ["div: The room"],
        "by the block ‘Picture’",
    ),
    "a pixel that counts": ("<p>News<img src='//t.example/p' width=1></p>", ["div: News"], ""),
    "headings of a document": (
        "<h1>All</h1><h2>One</h2><p>Text</p><h4>Below</h4><h2>Two</h2>",
        ["h2: All", "h2: One", "div: Text", "h3: Below", "h2: Two"],
        "",
    ),
    "figures": (
        "<p>10<sup>3</sup> of O<sub>2</sub>, the 1<sup>st</sup></p>",
        ["div: 10³ of O₂, the 1st"],
        "",
    ),
    "a list of Word": (WORD_LIST, ["ul0: Music", "ul1: Headphones"], ""),
    "a list in a list of Google Docs": (
        GOOGLE.format(
            "<ol><li><p>One</p></li><ol><li><p>One a</p></li></ol><li><p>Two</p></li></ol>"
        ),
        ["ol0: One", "ol1: One a", "ol0: Two"],
        "",
    ),
    "a quotation": ("<blockquote><p>So be it.</p></blockquote>", ["div: So be it."], "‘Quote’"),
}


def empty(editor, field):
    field.click()
    editor.keyboard.press("ControlOrMeta+A")
    editor.keyboard.press("Delete")
    for _ in range(2):  # a list or a heading that is empty becomes a line
        editor.keyboard.press("Backspace")


def test_a_text_takes_what_it_can_hold_and_says_what_it_left_out(editor):
    page = BlogPostPageFactory(body=factories.stream(("text", "<p>Old</p>")))
    editor.goto(editor.base + reverse("wagtailadmin_pages:edit", args=[page.pk]))
    field = editor.locator("[data-contentpath=body] .public-DraftEditor-content").first
    note = editor.locator("[data-contentpath=body] .clinic-pasted")
    for name, (html, lines, said) in CASES.items():
        empty(editor, field)
        field.evaluate(PASTE, html)
        expect(field).to_contain_text(lines[-1].split(": ")[1])
        assert field.evaluate(LINES) == lines, name
        if said:
            expect(note).to_contain_text(said)
        else:
            expect(note).to_have_count(0)
    assert editor.trouble == []


def test_letters_of_google_docs_are_bold_where_they_were(editor):
    page = BlogPostPageFactory(body=factories.stream(("text", "<p>Old</p>")))
    editor.goto(editor.base + reverse("wagtailadmin_pages:edit", args=[page.pk]))
    field = editor.locator("[data-contentpath=body] .public-DraftEditor-content").first
    empty(editor, field)
    spans = "<span style='font-weight:700'>Never</span><span style='font-weight:400'> drive</span>"
    field.evaluate(PASTE, GOOGLE.format(f"<p>{spans}</p>"))
    expect(field).to_have_text("Never drive")
    weight = "letters => getComputedStyle(letters).fontWeight"
    bold, plain = (
        field.locator("[data-text]", has_text=words).evaluate(weight)
        for words in ("Never", "drive")
    )
    assert int(bold) >= 600 > int(plain)


def test_a_line_says_that_it_has_no_lists_and_names_no_block_where_there_is_none(editor):
    notice = factories.NoticeFactory()
    points = factories.stream(("key_points", {"title": "", "points": ["<p>Old</p>"]}))
    page = BlogPostPageFactory(body=points)
    editor.goto(editor.base + reverse("wagtailadmin_pages:edit", args=[page.pk]))
    field = editor.locator("[data-contentpath=body] .public-DraftEditor-content").first
    empty(editor, field)
    field.evaluate(PASTE, "<ul><li>A blanket</li><li>Music</li></ul>")
    note = editor.locator("[data-contentpath=body] .clinic-pasted")
    expect(note).to_have_text(
        "This text has no lists: each entry that you pasted is a line of its own now."
    )

    editor.goto(editor.base + reverse("wagtailsnippets_clinic_notice:edit", args=[notice.pk]))
    field = editor.locator(".public-DraftEditor-content").first
    empty(editor, field)
    field.evaluate(PASTE, CASES["a table of Word"][0])
    expect(editor.locator(".clinic-pasted")).to_have_text(
        "A table can’t stand inside a text: each of its rows is one line now."
    )
