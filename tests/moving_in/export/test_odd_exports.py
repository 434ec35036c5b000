"""Exports as odd sites make them: builders that keep words in settings, plugins with entries of their own, several sites and languages."""

import json
import unicodedata
import zipfile

import pytest
from wagtail.models import Page

from clinic.models import FaqEntry
from media.models import ClinicImage
from moving_in.models import ImportNote, ImportRun
from moving_in.report import text_report
from tests.moving_in.bringing import bring, everything_kept, picture, stored
from tests.moving_in.exports import HOST, attachment, cdata, export, item, page, write
from tests.moving_in.words.test_words import kinds, turned, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("new_site")]


def divi(kind: str, **parts) -> str:
    """Return a block of Divi 5, as it keeps what it shows."""
    values = {
        name: {"innerContent": {"desktop": {"value": value}}} for name, value in parts.items()
    }
    written = json.dumps(values).replace("<", "\\u003c").replace(">", "\\u003e")
    return f"<!-- wp:divi/{kind} {written} /-->"


def wrapped(*inside: str) -> str:
    """Return blocks in the section, row and column that Divi 5 puts around everything."""
    opened = "".join(
        f"<!-- wp:divi/{name} -->" for name in ("placeholder", "section", "row", "column")
    )
    closed = "".join(
        f"<!-- /wp:divi/{name} -->" for name in ("column", "row", "section", "placeholder")
    )
    return opened + "".join(inside) + closed


def test_divi_5_gives_up_words_headings_questions_pictures_and_buttons():
    text = wrapped(
        divi("text", content="<p>Five &amp; more</p>"),
        divi("heading", title="A heading"),
        divi("toggle", title="How long?", content="<p>Forty minutes.</p>"),
        divi(
            "image", image={"src": f"{HOST}/wp-content/uploads/2023/05/room.jpg", "alt": "A room"}
        ),
        divi("blurb", title={"text": "Quiet"}, content="<p>A calm room</p>"),
        divi("button", button={"text": "Read on", "linkUrl": "/costs/"}),
        divi("contact-form", title="Write"),
        divi("code", content="<script>alert(1)</script>"),
    )
    blocks, notes, helper = turned(text)
    assert helper.questions == [("How long?", "<p>Forty minutes.</p>")]
    shown = json.dumps(blocks)
    for part in (
        "<p>Five &amp; more</p>",
        "<h2>A heading</h2>",
        "<h3>Quiet</h3>",
        "A calm room",
        "Read on",
    ):
        assert part in shown, part
    assert "alert" not in shown
    assert {"picture", "faq", "callout"} <= {block["type"] for block in blocks}
    assert not [note for note in notes if "Unknown block" in note]


def test_sections_of_an_accordion_are_questions_and_those_of_tabs_are_not():
    sections = '[vc_tta_section title="How much?"][vc_column_text]It depends.[/vc_column_text][/vc_tta_section]'
    assert "faq" in kinds(f"[vc_tta_accordion]{sections}[/vc_tta_accordion]")
    tabs = f"[vc_tta_tabs]{sections}[/vc_tta_tabs]"
    assert "faq" not in kinds(tabs)
    assert words(tabs) == "<h2>How much?</h2><p>It depends.</p>"


def test_unknown_parts_of_a_builder_are_listed_and_give_up_their_words():
    blocks, notes, _helper = turned(
        '[vc_strange_box intro="Words that readers saw" color="red"]\n\n[vc_empty_thing size="3"]'
    )
    assert "Words that readers saw" in json.dumps(blocks)
    assert "Unknown part ‘strange_box’ of the page builder: its words were kept." in notes
    assert "Unknown part ‘empty_thing’ of the page builder: it holds no words." in notes
    assert not turned("[vc_row][vc_column][vc_column_text]A[/vc_column_text][/vc_column][/vc_row]")[
        1
    ]


def test_what_lies_outside_the_text_is_said(tmp_path):
    fields = {
        "hero_text": "Private words",
        "_hero_text": "field_5f3a",
        "mail": "jo@private.example",
        "_mail": "field_5f3b",
    }
    text = '<p>Hi</p><img src="data:image/png;base64,iVBORw0KGgo=" alt="d"/>'
    labels = [
        ("language", "es", "Español"),
        ("post_translations", "pll_1", "pll_1"),
        ("service_area", "reston", "Reston"),
    ]
    bring(
        write(
            tmp_path,
            export(
                page(1, "Fields", text, meta=fields),
                page(2, "Costos", "Palabras", terms=labels),
                item(3, "English", terms=[("language", "en", "English")]),
            ),
        )
    )
    notes = " ".join(ImportNote.objects.values_list("text", flat=True))
    assert "A plugin for extra fields" in notes
    assert "A picture that was pasted into the text" in notes
    assert "the version in ‘Español’" in notes and "‘English’" not in notes
    assert "labels of the kind ‘service_area’" in notes and "pll_1" not in notes
    assert "Private words" not in everything_kept() and "jo@private" not in everything_kept()


def test_links_are_read_from_where_they_stand(tmp_path):
    text = '<p><a href="../../costs/">a</a> <a href="below/">b</a> <a href="mailto:x@y.example">c</a></p>'
    rows = [
        page(1, "Here", text, slug="here", link=f"{HOST}/a/here/"), page(2, "Costs", slug="costs", link=f"{HOST}/costs/"),
        page(3, "Below", slug="below", link=f"{HOST}/a/here/below/"),
    ]  # fmt: skip
    bring(write(tmp_path, export(*rows)))
    for title in ("Costs", "Below"):
        assert f'id=\\"{Page.objects.get(title=title).pk}\\"' in stored("Here"), title
    assert "mailto:" in stored("Here")


SENT = "SECRETWORD jo@private.example 192.0.2.9 703-555-9999"
FROM_PEOPLE = [
    "shop_order", "shop_subscription", "topic", "reply", "testimonial", "flamingo_inbound", "jetpack-form-response", "appointment",
    "reviews", "ppress_user", "bp_activity", "user_request",
]  # fmt: skip
OF_PLUGINS = [
    "services",
    "team",
    "product",
    "popup",
    "acf-field",
    "wpforms",
    "tribe_events",
    "scheduled-action",
    "wp_log",
    "bp-email",
]


def test_a_shop_a_forum_and_a_front_desk_leave_no_word_behind(tmp_path):
    comment = (
        f"<wp:comment><wp:comment_author>{cdata(SENT)}</wp:comment_author><wp:comment_content>{cdata(SENT)}</wp:comment_content>"
        "<wp:comment_type>review</wp:comment_type></wp:comment>"
    )
    rows = [
        item(n, SENT, SENT, kind=kind, meta={"_billing_email": SENT}, inside=comment)
        for n, kind in enumerate([*FROM_PEOPLE, *OF_PLUGINS], start=10)
    ]
    head = f"<wp:author><wp:author_login>jo@private.example</wp:author_login><wp:author_display_name>{cdata('jo@private.example')}</wp:author_display_name></wp:author>"
    rows.append(item(1, "Good", "Fine words", author="jo@private.example", inside=comment))
    rows.append(attachment(2, "2023/05/scan.jpg", parent=12))
    out = bring(write(tmp_path, export(*rows, head=head)))
    kept = everything_kept() + out + "".join(text_report(ImportRun.objects.get(), most=999))
    for secret in SENT.split():
        assert secret not in kept, secret
    assert "Fine words" in kept
    assert not Page.objects.filter(depth__gt=2, live=True).exclude(title="Blog").exists()
    assert not FaqEntry.objects.filter(live=True).exists()
    counts = ImportRun.objects.get().counts
    assert sum(
        times
        for name, times in counts.items()
        if name.startswith("personal:") and name not in ("personal:comments",)
    ) == len(FROM_PEOPLE)
    assert sum(times for name, times in counts.items() if name.startswith("other:")) == len(
        OF_PLUGINS
    )


@pytest.mark.parametrize("form", ["NFC", "NFD", "mac zip", "folder"])
def test_pictures_with_letters_beyond_english_are_found_however_they_were_packed(tmp_path, form):
    name = unicodedata.normalize("NFC" if form == "NFC" else "NFD", "2023/05/Rôom é.jpg")
    if form == "folder":
        place = tmp_path / "uploads" / name
        place.parent.mkdir(parents=True)
        place.write_bytes(picture())
        media_place = tmp_path / "uploads"
    else:
        media_place = tmp_path / "media.zip"
        with zipfile.ZipFile(media_place, "w") as box:
            box.writestr(name, picture())
    if form == "mac zip":  # the same bytes, without the flag that says that they are UTF-8
        data = bytearray(media_place.read_bytes())
        for mark, place_of_flag in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            data[data.index(mark) + place_of_flag + 1] &= 0xF7
        media_place.write_bytes(bytes(data))
    text = f'<img src="{HOST}/wp-content/uploads/2023/05/R%C3%B4om-%C3%A9.jpg" alt="a"/><img class="wp-image-21" src="{HOST}/x.jpg" alt="b"/>'
    bring(
        write(tmp_path, export(page(1, "Pictures", text), attachment(21, "2023/05/Rôom é.jpg"))),
        "--media",
        str(media_place),
    )
    assert ClinicImage.objects.count() == 1
