"""Links, buttons and forms of old texts."""

import json

import pytest

from tests.moving_in.exports import HOST, turned, words


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
