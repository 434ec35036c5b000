"""Old texts become blocks of ours; what can't be taken along is noted, and nothing that runs comes along."""

import json

import pytest
from bs4 import BeautifulSoup

from moving_in.editors.block_kinds import NOTHING, POSTS, WORDS
from moving_in.editors.stored_words import read_stored_words
from moving_in.words.flow import read_line

from .exports import HOST, kinds, turned, words

HOSTILE = (
    "<script>", "</script", "onclick", "onerror", "onload", "javascript:", "<style", "<iframe", "<svg", "<object", "style=", "srcdoc",
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("First line.\nSecond line.\n\nNext.", "<p>First line.<br/>Second line.</p><p>Next.</p>"),
        ("<strong>a</strong> <em>b</em> <i>c</i><b> d</b>", "<p><b>a</b> <i>b</i> <i>c</i><b> d</b></p>"),
        ("Ends with space.&nbsp;", "<p>Ends with space.</p>"),
        ('<span style="color:red">Red</span> <font color="blue">blue</font>', "<p>Red blue</p>"),
        ("5 [mg] of it [sic], [see below] and [1]", "<p>5 [mg] of it [sic], [see below] and [1]</p>"),
        ("[[not_a_shortcode]] stays", "<p>[[not_a_shortcode]] stays</p>"),
        ("[[gallery]] is written so", "<p>[gallery] is written so</p>"),
        ("Before<!--more Read on-->After", "<p>Before</p><p>After</p>"),
        ("One<!--nextpage-->Two", "<p>One</p><p>Two</p>"),
        ("<ul><li>a<ul><li>b<ol><li>c</li></ol></li></ul></li></ul>", "<ul><li>a<ul><li>b<ol><li>c</li></ol></li></ul></li></ul>"),
        ("<pre>two  spaces\n  in</pre>", "<p>two\u00a0\u00a0spaces<br/>\u00a0\u00a0in</p>"),
        ("H<sub>2</sub>O and m<sup>2</sup>", "<p>H₂O and m²</p>"),
        ("<p>a</p><p>&nbsp;</p><p></p><p>b</p>", "<p>a</p><p>b</p>"),
        ("<div><div>a</div>b</div>", "<p>a</p><p>b</p>"),
        ("x < y & z > w", "<p>x &lt; y &amp; z &gt; w</p>"),
        ("<dl><dt>Term</dt><dd>What it is</dd></dl>", "<p><b>Term</b></p><p>What it is</p>"),
        ("A <q>word</q>", "<p>A “word”</p>"),
        ("<p>un<b>closed <i>tags</p><p>next", "<p>un<b>closed <i>tags</i></b></p>"),
        ("مرحبا <b>بكم</b> 你好", "<p>مرحبا <b>بكم</b> 你好</p>"),
        ("[row][column]In a column[/column][/row]", "<p>In a column</p>"),
    ],
)  # fmt: skip
def test_classic_text(text, wanted):
    assert words(text).replace("|", "").startswith(wanted)


@pytest.mark.parametrize(
    ("levels", "wanted"),
    [
        ([1, 4], [2, 3]), ([4], [2]), ([3, 2, 4], [2, 2, 3]), ([2, 3, 4, 5, 2], [2, 3, 3, 3, 2]), ([6, 1, 3, 2], [2, 2, 3, 3]),
        ([1, 1], [2, 2]),
    ],
)  # fmt: skip
def test_headings_follow_one_another(levels, wanted):
    text = "".join(f"<h{level}>Head {n}</h{level}>" for n, level in enumerate(levels))
    soup = BeautifulSoup(words(text), "html.parser")
    assert [int(tag.name[1]) for tag in soup.find_all(["h1", "h2", "h3", "h4"])] == wanted


def test_a_text_does_not_repeat_its_title():
    assert words("<h1>The  title</h1><p>Words</p>") == "<p>Words</p>"


def test_a_caption_goes_with_its_picture():
    blocks, _notes, _helper = turned(
        '[caption id="attachment_21" align="alignright"]<a href="x.JPG"><img class="size-medium wp-image-21" '
        'src="https://x/wp-content/uploads/Room-300x200.JPG" alt="A quiet room" /></a> Our <em>quiet</em> room[/caption]'
    )
    assert [block["type"] for block in blocks] == ["picture"]
    assert blocks[0]["value"]["caption"] == "Our quiet room"
    assert blocks[0]["value"]["image"] == {
        "image": 21,
        "alt_text": "A quiet room",
        "decorative": False,
    }


def test_a_picture_inside_a_sentence_stands_after_it():
    blocks, _notes, _helper = turned(
        '<p>Before <img class="wp-image-4" alt="x"> after</p><ul><li>a<img class="wp-image-5"></li></ul>'
    )
    assert [block["type"] for block in blocks] == ["text", "picture", "text", "picture"]


def test_missing_pictures_leave_nothing_broken():
    assert kinds(
        '<p>a</p><figure><img src="https://elsewhere.example/x.jpg"><figcaption>Gone</figcaption></figure>'
    ) == ["text"]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ('[gallery ids="21,22,999" columns="2"]', 2),
        ("[gallery]", 2),
        ("[gallery include='5']", 1),
        ('<!-- wp:gallery --><figure class="wp-block-gallery"><!-- wp:image {"id":3} --><figure class="wp-block-image">'
         '<img src="a.jpg" class="wp-image-3"/><figcaption>One</figcaption></figure><!-- /wp:image --><!-- wp:image {"id":4} -->'
         '<figure class="wp-block-image"><img src="b.jpg" class="wp-image-4"/></figure><!-- /wp:image --></figure><!-- /wp:gallery -->', 2),
    ],
)  # fmt: skip
def test_galleries_become_pictures(text, count):
    assert kinds(text) == ["picture"] * count


@pytest.mark.parametrize(
    "text",
    [
        "https://www.youtube.com/watch?v=abcdefghijk",
        "https://youtu.be/abcdefghijk",
        "Before\n\nhttps://vimeo.com/123456\n\nafter",
        "[embed]https://www.youtube.com/watch?v=abcdefghijk[/embed]",
        "[youtube id='abcdefghijk']",
        "[video src='https://cdn.example/film.mp4']",
        '<iframe src="//www.youtube.com/embed/abcdefghijk?rel=0"></iframe>',
        '<!-- wp:embed {"url":"https://vimeo.com/123456"} --><figure><div>\nhttps://vimeo.com/123456\n</div></figure><!-- /wp:embed -->',
        '<!-- wp:video --><figure class="wp-block-video"><video controls src="https://cdn.example/a.mp4"></video></figure><!-- /wp:video -->',
    ],
)
def test_videos_become_ours(text):
    assert "video" in kinds(text)


def test_other_embeds_become_links():
    blocks, notes, _helper = turned("https://twitter.com/x/status/1")
    assert '<a href="https://twitter.com/x/status/1">' in blocks[0]["value"]
    assert any("no other company" in note for note in notes)


def test_tables_become_comparisons():
    rows = "<tr><td><b>Visit</b></td><td><b>Price</b></td></tr><tr><td>First</td><td>$250</td></tr>"
    block = turned(f'<h2>Prices</h2><table border="1"><tbody>{rows}</tbody></table>')[0][1]
    assert block["type"] == "comparison_table"
    assert block["value"]["caption"] == "Prices"
    assert [column["heading"] for column in block["value"]["table"]["columns"]] == [
        "Visit",
        "Price",
    ]
    assert block["value"]["table"]["rows"] == [{"values": ["First", "$250"]}]


def test_cells_that_span_and_cells_with_links():
    rows = '<tr><th>A</th><th>B</th></tr><tr><td rowspan="2">x</td><td><a href="/costs/">y</a></td></tr><tr><td>z</td></tr>'
    value = turned(f"<table>{rows}</table>")[0][0]["value"]["table"]
    assert [row["values"] for row in value["rows"]] == [
        ["x", '<p><a linktype="page" id="12">y</a></p>'],
        ["x", "<p>z</p>"],
    ]


def test_a_table_that_arranges_a_page_is_text():
    text = '<table><tr><td><h2>Left</h2><p>words</p></td><td><img class="wp-image-3"></td></tr></table>'
    assert kinds(text) == ["text", "picture"]


@pytest.mark.parametrize(
    "text",
    [
        '<!-- wp:details --><details><summary>May I drive?</summary><p>No.</p></details><!-- /wp:details -->',
        '<!-- wp:yoast/faq-block {"questions":[]} --><div class="schema-faq"><div class="schema-faq-section" id="q"><strong '
        'class="schema-faq-question">May I drive?</strong> <p class="schema-faq-answer">No.</p></div></div><!-- /wp:yoast/faq-block -->',
        '<!-- wp:yoast/faq-block {"questions":[{"question":["May I drive?"],"answer":["No."]}]} /-->',
        '<!-- wp:rank-math/faq-block {"questions":[{"title":"May I drive?","content":"<p>No.</p>"}]} --><div class="rank-math-block">'
        '<div class="rank-math-list-item"><h3 class="rank-math-question">May I drive?</h3><div class="rank-math-answer"><p>No.</p></div>'
        "</div></div><!-- /wp:rank-math/faq-block -->",
        '<!-- wp:kadence/pane --><div class="kt-accordion-pane"><div class="kt-accordion-header-wrap"><button><span '
        'class="kt-blocks-accordion-title">May I drive?</span></button></div><div class="kt-accordion-panel"><div '
        'class="kt-accordion-panel-inner"><p>No.</p></div></div></div><!-- /wp:kadence/pane -->',
        '<!-- wp:uagb/faq-child {"question":"May I drive?","answer":"No."} /-->',
        '[su_spoiler title="May I drive?"]No.[/su_spoiler]',
        '[vc_toggle title="May I drive?"]<p>No.</p>[/vc_toggle]',
        '[et_pb_accordion][et_pb_accordion_item title="May I drive?"]<p>No.</p>[/et_pb_accordion_item][/et_pb_accordion]',
        '[accordion][accordion-item title="May I drive?"]No.[/accordion-item][/accordion]',
    ],
)  # fmt: skip
def test_questions_become_our_questions(text):
    blocks, _notes, helper = turned(text)
    assert helper.questions == [("May I drive?", "<p>No.</p>")]
    assert blocks == [{"type": "faq", "value": {"title": "Questions people ask", "entries": [1]}}]


@pytest.mark.parametrize(
    ("inside", "line"),
    [
        ("Is it <em>safe</em>?", "Is it safe?"),
        ("<b>Is</b>n't it<br>far&nbsp;&amp; wide?", "Isn't it far & wide?"),
        ("<span>One</span><p>Two</p>three", "One Two three"),
        ('A <a href="/x?a=1&gt;2">link</a>, a &lt;tag&gt;.', "A link, a <tag>."),
        ("<blockquote>In</blockquote><b>bold</b>", "In bold"),
    ],
)
def test_words_on_one_line_are_parted_where_a_block_ends(inside, line):
    soup = BeautifulSoup(f"<summary>{inside}</summary>", "html.parser")
    assert read_line(soup.summary) == line


def test_questions_stand_together_and_private_ones_stay_text():
    text = "<details><summary>A?</summary><p>a</p></details><details><summary>B?</summary><p>b</p></details>"
    assert turned(text)[0][0]["value"]["entries"] == [1, 2]
    assert words(text, private=True) == "<h2>A?</h2><p>a</p><h2>B?</h2><p>b</p>"


@pytest.mark.parametrize(
    "text",
    [
        '[contact-form-7 id="12" title="Contact"]', '[wpforms id="3"]', "[gravityform id=1]", '[ninja_form id="2"]', "[formidable id=2]",
        '<form action="/x"><input name="a"><label>Your name</label></form>', '<!-- wp:wpforms/form-selector {"formId":"3"} /-->',
        '<!-- wp:contact-form-7/contact-form-selector {"id":3} --><div>[contact-form-7 id="3"]</div><!-- /wp:contact-form-7/contact-form-selector -->',
        '<!-- wp:jetpack/contact-form --><div><!-- wp:jetpack/field-name {"label":"Name"} /--></div><!-- /wp:jetpack/contact-form -->',
        "[et_pb_contact_form email='a@b.example'][et_pb_contact_field field_title='Name'][/et_pb_contact_field][/et_pb_contact_form]",
        "<p>[contact-form][contact-field label='Name' type='name'/][/contact-form]</p>",
    ],
)  # fmt: skip
def test_forms_become_a_note_that_leads_to_ours(text):
    blocks, notes, _helper = turned(text)
    assert [block["type"] for block in blocks] == ["callout"]
    assert '<a linktype="page" id="3">Request an appointment</a>' in blocks[0]["value"]["text"]
    assert "Your name" not in json.dumps(blocks) and "b.example" not in json.dumps(blocks)
    assert any("A form became a note" in note for note in notes)


def test_unknown_shortcodes_are_listed_and_give_up_their_words():
    blocks, notes, _helper = turned(
        '[acme_box color="red"]Words inside[/acme_box] [acme_counter] [tabs][tab title="T"]In a tab[/tab][/tabs]'
    )
    assert "Words inside" in blocks[0]["value"] and "In a tab" in blocks[0]["value"]
    assert "[acme" not in blocks[0]["value"]
    assert {note.partition("]")[0] for note in notes} == {
        "Unknown shortcode [acme_box",
        "Unknown shortcode [acme_counter",
    }


@pytest.mark.parametrize(
    "text",
    [
        "<p>kept</p><script>alert(1)</script>", "<p onclick=\"x()\">kept</p>", '<a href="javascript:alert(1)">kept</a>',
        '<p>kept</p><style>p{}</style>', '<p>kept</p><img src=x onerror=alert(1)>', '<p>kept</p><svg onload=alert(1)>',
        '<!-- wp:html --><script>alert(1)</script><iframe src="https://maps.example/embed" onload="x()"></iframe><p onclick="x()">kept</p><!-- /wp:html -->',
        '<p>kept</p><noscript><img src="https://www.facebook.com/tr?id=1"></noscript>', '<p style="background:url(javascript:x)">kept</p>',
        '<p>kept</p><object data="x.swf"></object><embed src="x.swf">', "<p>kept</p><iframe srcdoc='<script>x</script>'></iframe>",
        '<a href="data:text/html,<script>x</script>">kept</a>', "<p>kept</p><scr<script>ipt>alert(1)</scr</script>ipt>",
        '<p>kept</p><math><mtext></p><style><img src=x onerror=alert(1)></style></mtext></math>', "<p>kept</p><base href='//evil.example'>",
        "<p>kept</p><meta http-equiv=refresh content='0;url=//evil.example'>", "&lt;script&gt;alert(1)&lt;/script&gt; kept",
        '[vc_raw_js]PHNjcmlwdD4=[/vc_raw_js]<p>kept</p>', '<a href=" &#106;avascript:alert(1)">kept</a>',
    ],
)  # fmt: skip
def test_nothing_runs(text):
    blocks, _notes, _helper = turned(text)
    stored = json.dumps(blocks)
    assert "kept" in stored
    assert not [word for word in HOSTILE if word in stored.replace("&lt;script&gt;", "")]


def test_hidden_words_and_counting_pictures_are_left_out():
    blocks, notes, _helper = turned(
        '<p>kept</p><div style="display:none">cheap pills</div><img src="https://x.example/p.gif" width="1" height="1">'
    )
    assert "pills" not in json.dumps(blocks)
    assert any("hidden" in note for note in notes) and any(
        "counts visitors" in note for note in notes
    )


def test_links():
    text = (
        f'<a href="{HOST}/costs/">Costs</a> <a href="https://nih.example/a">NIH</a> <a href="mailto:info@x.example">Write</a> '
        f'<a href="{HOST}/gone/">Gone</a> <a href="#top">Top</a> <a href="tel:+17035550100">Call</a>'
    )
    value = words(text)
    assert '<a linktype="page" id="12">Costs</a>' in value
    assert '<a href="https://nih.example/a">NIH</a>' in value
    assert '<a href="mailto:info@x.example">Write</a>' in value
    assert "Gone</a>" not in value and "Top</a>" not in value
    assert '<a href="tel:+17035550100">Call</a>' in value


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        (
            f'<div class="wp-block-button"><a class="wp-block-button__link" href="{HOST}/costs/">See costs</a></div>',
            "call_to_action",
            12,
        ),
        (f'<a class="btn" href="{HOST}/contact/">Book now</a>', "call_to_action", None),
        ('[button url="https://pay.example/"]Pay[/button]', "text", None),
    ],
)
def test_buttons(text, kind, value):
    blocks = turned(text)[0]
    assert blocks[0]["type"] == kind
    if kind == "call_to_action":
        assert blocks[0]["value"]["page"] == value


def test_quotations_need_a_source():
    sourced = "<blockquote><p>Said.</p><cite>WHO, 2015</cite></blockquote>"
    assert turned(sourced)[0] == [
        {"type": "quote", "value": {"text": "Said.", "source": "WHO, 2015", "reference": None}}
    ]
    assert words("<blockquote><p>Said.</p></blockquote>") == "<p>“Said.”</p>"


def test_footnotes_stand_under_the_text():
    text = '<p>Words<sup data-fn="f1" class="fn"><a href="#f1">1</a></sup>.</p>'
    value = words(text, footnotes='[{"content":"A source.","id":"f1"}]')
    assert value == "<p>Words[1].</p><h2>Notes</h2><ol><li>A source.</li></ol>"


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
