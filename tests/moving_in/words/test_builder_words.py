"""Page builders, unknown blocks and broken texts give up their words."""

import json

import pytest

from moving_in.editors.block_kinds import NOTHING, POSTS, WORDS
from moving_in.editors.stored_words import read_stored_words
from tests.moving_in.exports import kinds, turned, words


def test_reusable_blocks_are_put_in_and_rings_are_cut():
    parts = {
        50: "<!-- wp:paragraph --><p>Call us.</p><!-- /wp:paragraph -->",
        51: '<!-- wp:block {"ref":51} /--><p>Ring</p>',
    }
    blocks, notes, _helper = turned(
        '<!-- wp:block {"ref":50} /--><!-- wp:block {"ref":404} /--><!-- wp:block {"ref":51} /-->',
        parts=parts,
    )
    assert blocks[0]["value"] == "<p>Call us.</p><p>Ring</p>"
    assert any("404" in note for note in notes) and any("contains itself" in note for note in notes)


def test_broken_blocks_harm_nothing():
    text = (
        '<!-- wp:group {"broken": --><div><!-- wp:paragraph --><p>One</p><!-- /wp:columns --><!-- wp:list {not json} --><ul><li>Two</li></ul>'
        "<!-- /wp:nothing --><!-- wp:paragraph --><p>Three</p>"
    )
    value = words(text)
    assert all(word in value for word in ("One", "Two", "Three"))


def test_eighty_kinds_of_block_are_known():
    assert len(WORDS | POSTS | set(NOTHING)) >= 80


@pytest.mark.parametrize("name", sorted(WORDS))
def test_blocks_with_words_give_them(name):
    blocks, notes, _helper = turned(
        f"<!-- wp:{name} --><div><p>Its words</p></div><!-- /wp:{name} -->"
    )
    assert "Its words" in json.dumps(blocks) or name in ("embed", "video", "file")
    assert not [note for note in notes if "Unknown" in note]


@pytest.mark.parametrize("name", sorted(NOTHING))
def test_blocks_without_words_leave_none(name):
    blocks, notes, _helper = turned(f"<p>a</p><!-- wp:{name} /--><p>b</p>")
    assert blocks == [{"type": "text", "value": "<p>a</p><p>b</p>"}]
    assert not [note for note in notes if "Unknown" in note]


@pytest.mark.parametrize("name", sorted(POSTS))
def test_lists_of_posts_become_ours(name):
    assert kinds(f"<!-- wp:{name} /-->") == ["latest_posts"]


def test_unknown_blocks_keep_their_words_and_are_named():
    blocks, notes, _helper = turned(
        '<!-- wp:acme/unknown {"a":1} --><div class="acme"><p>Words inside.</p></div><!-- /wp:acme/unknown -->'
    )
    assert blocks == [{"type": "text", "value": "<p>Words inside.</p>"}]
    assert any("acme/unknown" in note for note in notes)


def test_words_in_the_settings_of_a_block_are_kept():
    block = '<!-- wp:divi/text {"content":{"innerContent":{"desktop":{"value":"<p>Words of Divi 5.</p>"}}}} /-->'
    assert words(block) == "<p>Words of Divi 5.</p>"
    acf = '<!-- wp:acf/promo {"data":{"heading":"A calm room","_heading":"field_1","text":"We take our time.","color":"#fff"}} /-->'
    assert words(acf) == "<p>A calm room</p><p>We take our time.</p>"


DIVI = (
    '[et_pb_section fb_built="1"][et_pb_row][et_pb_column type="4_4"][et_pb_text _builder_version="4.9"]<p>Words of Divi.</p>[/et_pb_text]'
    '[et_pb_blurb title="A blurb" image="https://x/wp-content/uploads/a.jpg" alt="An A"]<p>Blurb words</p>[/et_pb_blurb]'
    '[et_pb_image src="https://x/wp-content/uploads/b.jpg" alt="A B" /][et_pb_button button_url="/costs/" button_text="See costs" /]'
    '[et_pb_testimonial author="Pat"]I am cured[/et_pb_testimonial][et_pb_cta title="Come" button_text="Book" button_url="/x/"]To us[/et_pb_cta]'
    "[/et_pb_column][/et_pb_row][/et_pb_section]"
)
BAKERY = (
    '[vc_row][vc_column width="1/2"][vc_custom_heading text="A heading" font_container="tag:h3"][vc_column_text]Words of WPBakery.[/vc_column_text]'
    '[vc_single_image image="21"][vc_btn title="See costs" link="url:%2Fcosts%2F|title:x"][vc_raw_html]JTNDcCUzRVJhdyUzQyUyRnAlM0U=[/vc_raw_html]'
    "[vc_empty_space][/vc_column][/vc_row]"
)
ELEMENTOR = [
    {"elType": "section", "settings": {}, "elements": [{"elType": "column", "elements": [
        {"elType": "widget", "widgetType": "heading", "settings": {"title": "A heading", "header_size": "h4"}},
        {"elType": "widget", "widgetType": "text-editor", "settings": {"editor": "<p>Words of Elementor.</p>"}},
        {"elType": "widget", "widgetType": "image", "settings": {"image": {"id": 21, "url": "x"}, "caption": "A room"}},
        {"elType": "widget", "widgetType": "accordion", "settings": {"tabs": [{"tab_title": "May I?", "tab_content": "<p>No.</p>"}]}},
        {"elType": "widget", "widgetType": "button", "settings": {"text": "See costs", "link": {"url": "/costs/"}}},
        {"elType": "widget", "widgetType": "testimonial", "settings": {"testimonial_content": "I am cured"}},
        {"elType": "widget", "widgetType": "form", "settings": {"form_name": "Contact"}},
        {"elType": "widget", "widgetType": "acme-thing", "settings": {"text": "Words of a thing"}},
    ]}]},
]  # fmt: skip


def test_divi_gives_up_its_words():
    blocks, notes, _helper = turned(DIVI)
    stored = json.dumps(blocks)
    assert all(
        part in stored
        for part in ("Words of Divi.", "A blurb", "Blurb words", "See costs", "Come", "To us")
    )
    assert "cured" not in stored and "et_pb" not in stored
    assert [block["type"] for block in blocks].count("picture") == 2
    assert any("testimonial" in note for note in notes)


def test_wpbakery_gives_up_its_words():
    blocks, _notes, _helper = turned(BAKERY)
    stored = json.dumps(blocks)
    assert all(
        part in stored for part in ("<h2>A heading</h2>", "Words of WPBakery.", "Raw", "See costs")
    )
    assert "vc_" not in stored
    assert "picture" in [block["type"] for block in blocks]


def test_elementor_gives_up_its_words():
    blocks, notes, helper = turned("A copy of the text", elementor=json.dumps(ELEMENTOR))
    stored = json.dumps(blocks)
    assert all(
        part in stored for part in ("<h2>A heading</h2>", "Words of Elementor.", "Words of a thing")
    )
    assert "A copy" not in stored and "cured" not in stored
    assert helper.questions == [("May I?", "<p>No.</p>")]
    assert {"picture", "faq", "call_to_action", "callout"} <= {block["type"] for block in blocks}
    assert any("acme-thing" in note for note in notes)


def test_broken_elementor_falls_back_to_the_text():
    blocks, notes, _helper = turned("<p>The text</p>", elementor='[{"broken": ')
    assert blocks[0]["value"] == "<p>The text</p>"
    assert any("Elementor" in note for note in notes)


@pytest.mark.parametrize(
    "text",
    [
        "<div>" * 3000 + "deep" + "</div>" * 3000, "[a_b]" * 3000 + "deep", "<ul><li>" * 500 + "deep", "[[[[[[deep]]]]]]", "deep [" * 2000,
        "<!-- wp:group -->" * 500 + "<p>deep</p>", "deep <b" * 500, '[x_y a="' * 300 + "deep", "<table><tr><td>" * 200 + "deep", "deep\x00",
        "<details><summary>" * 100 + "deep", "<blockquote>" * 300 + "deep", "<a href='" * 300 + "'>deep</a>deep",
    ],
    ids=range(13),
)  # fmt: skip
def test_strange_texts_end_and_keep_their_words(text):
    assert "deep" in json.dumps(turned(text)[0])


def test_a_hidden_paragraph_stays_hidden_and_others_are_whole():
    blocks, notes, _helper = turned(
        '<p style="display:none">cheap pills</p><p class="x">One\nline</p>'
    )
    assert [block["value"] for block in blocks] == ["<p>One<br/>line</p>"]
    assert any("hidden" in note for note in notes)


def test_words_inside_an_unknown_shortcode_are_kept():
    blocks, notes, _helper = turned('[us_text text="What we <offer> here" tag="h2" align="left"]')
    assert [block["value"] for block in blocks] == ["<p>What we &lt;offer&gt; here</p>"]
    assert any("[us_text]" in note and "kept" in note for note in notes)


@pytest.mark.parametrize(
    ("stored", "wanted"),
    [
        ("[ct_section][ct_text_block]Oxygen words[/ct_text_block][/ct_section]", "Oxygen words"),
        (
            'a:1:{i:0;a:1:{s:8:"settings";a:2:{s:4:"text";s:20:"<p>Caf\u00e9 \u201cwords\u201d</p>";s:3:"tag";s:2:"h2";}}}',
            "<p>Caf\u00e9",
        ),
        ('O:8:"stdClass":1:{s:7:"heading";s:9:"Our rooms";}', "<h2>Our rooms</h2>"),
        ('s:4:"text";s:99999999:"cut off', "cut off"),
        ('O:1:"X":1:{s:3:"url";s:9:"/private/";}', ""),
        ("", ""),
    ],
)
def test_builders_that_keep_their_words_elsewhere_give_them(stored, wanted):
    found = read_stored_words(stored)
    assert wanted in found if wanted else found == ""
