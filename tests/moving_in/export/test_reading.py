"""The file is read as a stream, and one damaged entry never takes another along."""

import pytest

from moving_in.export.catalog import ExportCatalog
from moving_in.export.entry import plain_title
from moving_in.export.head import read_head
from moving_in.export.kinds import personal_kind
from tests.moving_in.export.entries_of import entries, titles
from tests.moving_in.exports import attachment, category, cdata, export, item


def test_reads_what_an_entry_says():
    text = item(
        11, "What to &amp; expect", "Words", slug="what", parent=4, day="2023-05-06", excerpt="Short",
        terms=[("category", "care", "Care &amp; Comfort")], meta={"_yoast_wpseo_metadesc": "For searchers", "_secret": "no"},
    )  # fmt: skip
    found, scanner = entries(export(text, head=category(3, "care", "Care &amp; Comfort", "all")))
    entry = found[0][1]
    assert (entry.id, entry.type, entry.slug, entry.parent) == (11, "post", "what", 4)
    assert str(entry.day) == "2023-05-06"
    assert entry.terms[0].name == "Care & Comfort"
    assert entry.meta == {"_yoast_wpseo_metadesc": ["For searchers"]}
    head = read_head(scanner.head, "utf-8")
    assert (head.host, head.terms[0].id, head.terms[0].parent) == (
        "www.old-clinic.example",
        3,
        "all",
    )
    assert head.authors == {"r.sample": "Rae Sample, RN"}
    assert head.emails == 1
    assert scanner.ended_well


@pytest.mark.parametrize(
    ("broken", "arrives"),
    [
        (b"Pasted \x93from\x94 Word", "Pasted “from” Word"),
        (b"caf\xe9 and \x80 5", "café and € 5"),
        (b"vertical\x0b null\x00 unit\x1f end", "vertical null unit end"),
        ("smile 😀 stays".encode(), "smile 😀 stays"),
        (b"Mac\rline", "Mac\nline"),
    ],
)
def test_damaged_bytes_are_mended(broken, arrives):
    whole = (
        export(item(1, "Before"), item(2, "Broken", "HERE"), item(3, "After"))
        .encode()
        .replace(b"HERE", broken)
    )
    found, _scanner = entries(whole)
    assert [entry.title for _raw, entry in found] == ["Before", "Broken", "After"]
    assert found[1][1].content == arrives


@pytest.mark.parametrize(
    ("broken", "title"),
    [
        ("<title>Care & comfort, 5 < 6, caf&eacute;&nbsp;</title>", "Care & comfort, 5 < 6, café"),
        ("<title><![CDATA[No end</title>", "No end"),
        ("<title>Never closed\n", "Never closed"),
        ("<title>AT&T &bogus; &#8220;x&#8221;</title>", "AT&T &bogus; “x”"),
        ("<title lang='en'><![CDATA[With attribute]]></title>", "With attribute"),
    ],
)
def test_one_broken_element_harms_no_other(broken, title):
    entry = f"<item>{broken}<link>{'https://x.example/a/'}</link><content:encoded>{cdata('Its words')}</content:encoded>"
    entry += "<wp:post_id>5</wp:post_id><wp:post_type>post</wp:post_type><wp:status>publish</wp:status></item>"
    found, _scanner = entries(export(item(4, "Before"), entry, item(6, "After")))
    assert [plain_title(one.title) for _raw, one in found] == ["Before", title, "After"]
    assert found[1][1].content == "Its words"


def test_a_split_cdata_is_one_text():
    found, _scanner = entries(
        export(item(1, "A", "Code: <![CDATA[ inner ]]> after it."), item(2, "B"))
    )
    assert [one.content for _raw, one in found] == ["Code: <![CDATA[ inner ]]> after it.", "Words."]


def test_marks_of_entries_inside_a_text_are_text():
    sample = "<item><title>A feed</title></item>\n<item> and <!DOCTYPE html> too"
    assert titles(export(item(1, "A", sample), item(2, "B"))) == ["A", "B"]


def test_an_entry_that_is_never_closed_ends_where_the_next_begins():
    text = export(item(1, "A").replace("</item>", ""), item(2, "B"))
    found, _scanner = entries(text)
    assert [one.title for _raw, one in found] == ["A", "B"]
    assert not found[0][1].whole
    # Going on from there finds the next one.
    assert [one.title for _raw, one in entries(text, found[0][0].end)[0]] == ["B"]


def test_a_cdata_that_is_never_closed_swallows_no_other_entry():
    broken = item(1, "A", meta=[("_wp_old_slug", "HERE")]).replace(
        "HERE]]></wp:meta_value>", "old</wp:meta_value>"
    )
    assert titles(export(broken, item(2, "B"), item(3, "C"))) == ["A", "B", "C"]


@pytest.mark.parametrize("cut", [40, 200, 420, 700])
def test_what_is_cut_off_arrives_as_far_as_it_goes(cut):
    whole = export(item(1, "First"), item(2, "Second", "The download stopped here and more of it"))
    found, scanner = entries(whole[: -len("</channel></rss>") - cut])
    assert found[0][1].title == "First"
    assert not scanner.ended_well


def test_where_it_stopped_it_goes_on():
    text = export(*(item(number, f"Post {number}") for number in range(1, 30)))
    found, _scanner = entries(text)
    rest, _scanner = entries(text, found[9][0].end)
    assert [one.title for _raw, one in rest] == [f"Post {number}" for number in range(11, 30)]


COMMENT = (
    "<wp:comment><wp:comment_id>1</wp:comment_id><wp:comment_author_email><![CDATA[pat@mail.example]]></wp:comment_author_email>"
    "<wp:comment_author_IP><![CDATA[192.0.2.7]]></wp:comment_author_IP><wp:comment_content>"
    "<![CDATA[I felt suicidal </item> call 703-555-0101]]></wp:comment_content></wp:comment>"
)


def test_comments_are_counted_and_never_read():
    found, _scanner = entries(export(item(1, "A", inside=COMMENT * 3), item(2, "B")))
    raw, entry = found[0]
    assert raw.personal == {"comments": 3, "emails": 3, "addresses": 3}
    assert b"suicidal" not in raw.data and b"pat@mail" not in raw.data
    assert entry.title == "A"
    assert found[1][1].title == "B"


def test_of_what_people_sent_nothing_but_its_kind_is_read():
    found, _scanner = entries(
        export(item(9, "Jo Example", "jo@mail.example", kind="flamingo_inbound"))
    )
    entry = found[0][1]
    assert entry.type == "flamingo_inbound"
    assert (entry.title, entry.content, entry.slug) == ("", "", "")


@pytest.mark.parametrize(
    "kind",
    [
        "flamingo_inbound", "flamingo_contact", "wpforms_entry", "nf_sub", "frm_entry", "shop_order", "shop_order_refund", "edd_payment",
        "user_request", "feedback", "gf_entry", "bookly_appointment", "patient", "clinic_patients", "testimonial", "newsletter_subscriber",
        "wc_booking", "give_payment", "elementor_submission", "wp_user_request", "wpforms_entries", "intake", "patient_intakes",
        "enquiry", "inquiries", "sub", "ninja_form_sub", "tribe_rsvp_attendees", "tec_tc_attendee", "memberpress_txn",
        "sfwd-transactions", "chat", "livechat_conversation", "invoice", "consent", "gdpr_request", "form_response", "form-data",
    ],
)  # fmt: skip
def test_kinds_that_people_send_are_known(kind):
    assert personal_kind(kind)


@pytest.mark.parametrize(
    "kind",
    [
        "post",
        "page",
        "attachment",
        "wp_block",
        "wpcf7_contact_form",
        "service",
        "team-member",
        "subpage",
        "substance",
        "subject",
        "consenting-adults",
        "revision",
    ],
)
def test_other_kinds_are_not_taken_for_them(kind):
    assert not personal_kind(kind)


def test_two_entries_with_one_number_are_two(tmp_path):
    catalog = ExportCatalog(tmp_path / "catalog.sqlite", new=True)
    found, _scanner = entries(
        export(item(5, "A", slug="a"), item(5, "B", slug="b"), item(5, "C", slug="b"))
    )
    keys = [catalog.add_page(entry) for _raw, entry in found]
    assert len(set(keys)) == 3
    assert catalog.page_by_id(5).title == "A"


def test_uploads_are_found_in_every_size(tmp_path):
    catalog = ExportCatalog(tmp_path / "catalog.sqlite", new=True)
    found, _scanner = entries(export(attachment(21, "2023/05/Room.JPG", "A room")))
    catalog.add_upload(found[0][1])
    for name in ("Room.JPG", "Room-300x200.JPG", "room-1024x768.JPG"):
        assert catalog.upload_of(f"http://other.example/wp-content/uploads/2023/05/{name}").id == 21
    assert (
        catalog.upload_of(
            "https://i0.wp.com/www.old-clinic.example/wp-content/uploads/2023/05/Room.JPG?w=300"
        ).alt
        == "A room"
    )
    assert catalog.upload_of("https://x.example/Room.JPG") is None
