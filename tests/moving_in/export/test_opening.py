"""Exports as people have them: packed, recoded, several in a zip, broken off, or no export at all."""

import gzip
import io
import zipfile

import pytest

from moving_in.export.errors import ExportError
from moving_in.export.opening import encoding_of, opened_whole, prepare_export
from tests.moving_in.export.entries_of import entries, titles
from tests.moving_in.exports import export, item, write


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
