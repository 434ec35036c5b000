"""The file is read as a stream, and one damaged entry never takes another along."""

import gzip
import io
import zipfile

import pytest

from moving_in.export.catalog import ExportCatalog
from moving_in.export.entry import plain_title, read_entry
from moving_in.export.errors import ExportError
from moving_in.export.head import read_head
from moving_in.export.kinds import personal_kind
from moving_in.export.opening import encoding_of, opened_whole, prepare_export
from moving_in.export.scanner import Scanner

from .exports import attachment, category, cdata, export, item, write


def entries(data: str | bytes, offset: int = 0, encoding: str = "utf-8"):
    """Return the entries of an export, and its scanner."""
    scanner = Scanner(io.BytesIO(data if isinstance(data, bytes) else data.encode()), offset)
    return [(raw, read_entry(raw, encoding)) for raw in scanner.entries()], scanner


def titles(data: str | bytes) -> list[str]:
    return [plain_title(entry.title) for _raw, entry in entries(data)[0]]


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


@pytest.mark.parametrize(
    "evil",
    [
        '<!DOCTYPE rss [<!ENTITY x "y">]>',
        '<!doctype rss SYSTEM "http://evil.example/x.dtd">',
        '<!ENTITY lol "lol">',
    ],
)
@pytest.mark.parametrize("where", ["front", "head", "between"])
def test_document_types_are_refused(evil, where):
    text = export(item(1, "A"), item(2, "B"))
    spot = {
        "front": text.index("<rss"),
        "head": text.index("<channel>"),
        "between": text.index("<item><title><![CDATA[B"),
    }
    with pytest.raises(ExportError, match="not opened"):
        entries(text[: spot[where]] + evil + text[spot[where] :])


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-32", "utf-7"])
def test_a_document_type_in_other_letters_is_refused(tmp_path, encoding):
    text = export(item(1, "A")).replace("<rss", '<!DOCTYPE x [<!ENTITY a "b">]><rss', 1)
    plain = prepare_export(write(tmp_path, text.encode(encoding)), tmp_path / "work")
    with pytest.raises(ExportError, match="not opened"):
        entries(plain.read_bytes())


@pytest.mark.parametrize("name", ["export.xml.gz", "export.zip", "utf16.xml", "utf32.xml"])
def test_packed_and_recoded_files_are_opened(tmp_path, name):
    text = export(item(1, "Grüße", "Wörter"))
    if name.endswith(".gz"):
        data = gzip.compress(text.encode())
    elif name.endswith(".zip"):
        box = io.BytesIO()
        with zipfile.ZipFile(box, "w") as packed:
            packed.writestr("__MACOSX/._part.xml", "x")
            packed.writestr("part-1.xml", text)
            packed.writestr("part-2.xml", export(item(2, "Second file")))
        data = box.getvalue()
    else:
        data = text.encode(name.removesuffix(".xml"))
    plain = prepare_export(write(tmp_path, data, name), tmp_path / "work")
    assert titles(plain.read_bytes())[0] == "Grüße"
    if name.endswith(".zip"):
        assert titles(plain.read_bytes()) == ["Grüße", "Second file"]


def zipped(**files: bytes) -> bytes:
    """Return a zip of `files`; two underscores in a name stand for its dot, three for a slash."""
    box = io.BytesIO()
    with zipfile.ZipFile(box, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in files.items():
            name = name if "." in name else name.replace("___", "/").replace("__", ".")
            packed.writestr(name, data)
    return box.getvalue()


WINDOWS = export(item(1, "Grüße")).replace("UTF-8", "windows-1252")


@pytest.mark.parametrize(
    "data",
    [
        export(item(1, "Grüße")).encode("utf-8-sig"),
        export(item(1, "Grüße")).encode("utf-16"),
        export(item(1, "Grüße")).encode("utf-16-le"),
        b"\xfe\xff" + export(item(1, "Grüße")).encode("utf-16-be"),
        export(item(1, "Grüße")).encode("cp1252"),  # says UTF-8 of itself
        WINDOWS.encode("cp1252"),
        WINDOWS.encode(),  # says Windows of itself
        gzip.compress(export(item(1, "Grüße")).encode("utf-16")),
        zipped(a___export__XML=export(item(1, "Grüße")).encode("utf-16")),
    ],
)
def test_every_encoding_is_read(tmp_path, data):
    plain = prepare_export(write(tmp_path, data), tmp_path / "work")
    found, _scanner = entries(plain.read_bytes(), encoding=encoding_of(plain))
    assert [entry.title for _raw, entry in found] == ["Grüße"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
@pytest.mark.parametrize("first", ["utf-8", "utf-16"])
def test_each_export_of_a_zip_has_an_encoding_of_its_own(tmp_path, first, encoding):
    files = {
        "a-1__xml": export(item(1, "Größe")).encode(first),
        "a-2__xml": export(item(2, "Zwölf")).encode(encoding),
        "a-3__xml": export(item(3, "Über")).encode("cp1252"),
        "b-sitemap__xml": b"<!DOCTYPE x><urlset><url><loc>https://x.example/</loc></url></urlset>",
        "__MACOSX/._a-1.xml": b"Mac OS X",
        "a/._b.xml": b"Mac OS X",
    }
    plain = prepare_export(write(tmp_path, zipped(**files), "a.zip"), tmp_path / "work")
    found, scanner = entries(plain.read_bytes())
    assert [entry.title for _raw, entry in found] == ["Größe", "Zwölf", "Über"]
    assert scanner.ended_well


def test_of_several_exports_each_that_was_cut_off_is_told():
    whole, cut = export(item(1, "A")), export(item(2, "B"), end="")
    assert entries(whole + whole)[1].ended_well
    assert not entries(cut + whole)[1].ended_well
    assert not entries(whole + cut)[1].ended_well
    inside = export(item(2, "B")).partition("<wp:post_password>")[0]
    found, scanner = entries(inside + export(item(3, "C")))
    assert not scanner.ended_well
    assert [(entry.title, entry.whole) for _raw, entry in found] == [("B", False), ("C", True)]


def test_a_text_that_was_cut_off_swallows_nothing_of_the_next_export():
    cut = export(item(2, "B", "The words go on and")).partition(" go on")[0]
    found, scanner = entries(cut + export(item(3, "C")))
    assert not scanner.ended_well
    assert b"Old Clinic" not in found[0][0].data
    assert found[1][1].title == "C"


def test_a_zip_that_breaks_off_is_told(tmp_path):
    data = zipped(
        a__xml=export(item(1, "A")).encode(), b__xml=export(item(2, "B", "x y " * 9)).encode()
    )
    second = data.index(b"b.xml") + 60
    broken = data[:second] + b"\xff" * 20 + data[second + 20 :]
    work = tmp_path / "work"
    prepare_export(write(tmp_path, data, "good.zip"), work)
    assert opened_whole(work)
    try:
        plain = prepare_export(write(tmp_path, broken, "bad.zip"), work)
    except ExportError as error:
        assert "can't be unpacked" in str(error)
    else:
        assert titles(plain.read_bytes())[0] == "A"
        assert not opened_whole(work)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\xff\xd8\xff\xe0JFIF", "is a picture"),
        (b"\x89PNG\r\n", "is a picture"),
        (b"%PDF-1.7", "is a PDF"),
        (b"\xd0\xcf\x11\xe0\xa1", "Word or Excel"),
        (b"Rar!\x1a\x07", "pack it as .zip"),
        (zipped(xl___workbook__xml=b"<workbook/>"), "a spreadsheet of Excel"),
        (zipped(word___document__xml=b"<w:document/>"), "a file of Word"),
        (zipped(photo__jpg=b"x"), "holds no .xml file"),
        (zipped(data__xml=b"<data><post><title>x</title></post></data>"), "holds no export"),
        (b"<?xml version='1.0'?><data><post><Title>x</Title></post></data>", "no export of"),
        (b"", "is empty"),
        (b"  \n\t ", "is empty"),
        (b"<!DOCTYPE html><html><body>Log in</body></html>", "a web page"),
        (b"-- MySQL dump 10.13", "a copy of a database"),
        (b'<rss version="2.0"><channel><title>x</title></channel></rss>', "a feed"),
        (b'{"posts": []}', "no export of WordPress"),
        (bytes(range(256)) * 20, "no export of WordPress"),
        (b"PK\x03\x04broken", "can't be unpacked"),
        (b"\x1f\x8bbroken", "can't be unpacked"),
    ],
)
def test_other_files_are_refused_with_a_sentence(tmp_path, data, said):
    with pytest.raises(ExportError, match=said):
        prepare_export(write(tmp_path, data), tmp_path / "work")


def test_a_file_that_unpacks_to_far_too_much_is_refused(tmp_path):
    bomb = write(tmp_path, gzip.compress(b"<item>" + b"\0" * (80 << 20)), "bomb.gz")
    with pytest.raises(ExportError, match="far more"):
        prepare_export(bomb, tmp_path / "work")


def test_missing_files_and_folders_are_refused(tmp_path):
    with pytest.raises(ExportError, match="There is no file"):
        prepare_export(tmp_path / "none.xml", tmp_path)
    with pytest.raises(ExportError, match="is a folder"):
        prepare_export(tmp_path, tmp_path)


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
