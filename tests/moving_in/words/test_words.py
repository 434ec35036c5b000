"""Old texts become blocks of ours; what can't be taken along is noted, and nothing that runs comes along."""

import json

import pytest
from bs4 import BeautifulSoup

from moving_in.words.flow import read_line
from tests.moving_in.exports import kinds, turned, words

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
