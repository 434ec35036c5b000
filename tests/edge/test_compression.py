"""What travels compressed, and how."""

import gzip
import re
from collections import OrderedDict

import brotli
import pytest
from django.http import FileResponse, HttpResponse
from django.test import RequestFactory

from edge import compression
from edge.compression import CompressionMiddleware
from tests.factories import home_page

WORDS = "Calm words, said twice. " * 40
BOTH = "gzip, deflate, br, zstd"


def answer(response=None, *, accepts=BOTH, path="/", method="get", cookies=None):
    """Return what the middleware makes of `response`."""
    request = getattr(RequestFactory(), method)(path, headers={"accept-encoding": accepts})
    request.COOKIES.update(cookies or {})
    given = HttpResponse(WORDS) if response is None else response
    return CompressionMiddleware(lambda _request: given)(request)


@pytest.mark.django_db
def test_a_public_page_is_brotli_for_who_reads_it_and_the_same_page_for_all(client):
    home_page()
    plain = client.get("/").content
    small = client.get("/", headers={"accept-encoding": BOTH})
    assert small["Content-Encoding"] == "br"
    assert brotli.decompress(small.content) == re.sub(rb"\n\s+", b"\n", plain)
    assert int(small["Content-Length"]) == len(small.content) < len(plain)
    assert "Accept-Encoding" in small["Vary"]
    older = client.get("/", headers={"accept-encoding": "gzip"})
    assert gzip.decompress(older.content) == plain


@pytest.mark.parametrize(
    ("page", "sent"),
    [
        (
            "<ul>\n    <li>Calm</li>\n\n    <li>Clear</li>\n</ul>",
            "<ul>\n<li>Calm</li>\n<li>Clear</li>\n</ul>",
        ),
        ("<pre>\n    as it stands\n</pre>", "<pre>\n    as it stands\n</pre>"),
        ("<textarea>\n  typed\n</textarea>", "<textarea>\n  typed\n</textarea>"),
    ],
)
def test_indentation_goes_where_nobody_sees_it(page, sent):
    padding = "<p>Calm words.</p>" * 20
    assert (
        brotli.decompress(answer(HttpResponse(padding + page)).content).decode() == padding + sent
    )


@pytest.mark.parametrize("accepts", ["gzip", "br;q=0, gzip", "gzip, br; q=0.0", ""])
def test_nobody_gets_brotli_who_does_not_read_it(accepts):
    assert answer(accepts=accepts).get("Content-Encoding") in (None, "gzip")


def test_what_may_hold_a_secret_hides_its_length():
    form, with_cookie = HttpResponse(WORDS), HttpResponse(WORDS)
    form.is_form = True
    with_cookie.set_cookie("sessionid", "x")
    answers = [
        answer(form),
        answer(with_cookie),
        answer(path="/admin/pages/"),
        answer(method="post"),
        answer(cookies={"sessionid": "x"}),
    ]
    assert [each["Content-Encoding"] for each in answers] == ["gzip"] * 5


def test_what_is_compressed_already_or_tiny_is_left_alone(tmp_path):
    file = tmp_path / "picture.avif"
    file.write_bytes(b"0" * 5000)
    picture = answer(FileResponse(file.open("rb"), content_type="image/avif"))
    assert not picture.has_header("Content-Encoding")
    picture.file_to_stream.close()
    assert not answer(HttpResponse("Yes.")).has_header("Content-Encoding")
    done = HttpResponse(b"xx" * 400, headers={"Content-Encoding": "zstd"})
    assert answer(done)["Content-Encoding"] == "zstd"


def test_a_page_keeps_its_tag_but_promises_no_equal_bytes():
    assert answer(HttpResponse(WORDS, headers={"ETag": '"abc"'}))["ETag"] == 'W/"abc"'
    assert answer(HttpResponse(WORDS, headers={"ETag": 'W/"abc"'}))["ETag"] == 'W/"abc"'


def test_the_same_page_is_compressed_once_and_what_nobody_may_store_is_not_kept(monkeypatch):
    made = []

    def compress(content, quality):
        made.append(content)
        return content[:10]

    monkeypatch.setattr(compression.brotli, "compress", compress)
    monkeypatch.setattr(compression, "_compressed", OrderedDict())
    for _visit in range(3):
        answer(HttpResponse(WORDS))
    answer(HttpResponse(WORDS + "Edited."))
    assert len(made) == 2
    private = HttpResponse("Private. " * 60, headers={"Cache-Control": "no-store"})
    answer(private)
    answer(HttpResponse("Not here. " * 60, status=404))
    assert len(made) == 4
    assert len(compression._compressed) == 2


def test_what_is_kept_stays_small(monkeypatch):
    monkeypatch.setattr(compression, "_compressed", OrderedDict())
    monkeypatch.setattr(compression, "_bytes", 0)
    monkeypatch.setattr(compression, "MOST_BYTES", 2_000)
    for number in range(60):
        answer(HttpResponse(f"{WORDS}{number}"))
    kept = [len(small) for small in compression._compressed.values()]
    assert 0 < sum(kept) <= 2_000 and sum(kept) == compression._bytes


def test_what_a_client_says_of_encodings_is_not_kept_at_length():
    assert compression.pick_encoding("br, " + "x" * 30_000) == "br"
    assert compression.pick_encoding("gzip;q=0, br;q=0.000, zstd;q=0.1") == "zstd"
    assert compression.pick_encoding("*") == compression.pick_encoding("identity") == ""


@pytest.mark.parametrize(
    "kind",
    [
        "text/plain; charset=utf-8", "text/markdown", "text/css", "text/javascript", "text/csv", "text/xml",
        "application/json", "application/xml", "application/rss+xml; charset=utf-8", "application/atom+xml",
        "application/manifest+json", "image/svg+xml",
    ],
)  # fmt: skip
def test_only_html_is_folded(kind):
    content = ("# Title\n\n> Quoted\n\n    code\n\n- a\n  - b\n" * 30).encode()
    small = answer(HttpResponse(content, content_type=kind))
    assert small["Content-Encoding"] == "br"
    assert brotli.decompress(small.content) == content


@pytest.mark.parametrize(
    "kept",
    [
        "<code>\n  a\n\n    b\n</code>", "<PRE class='x'>\n\n  y</PRE>", "<script>\n  `a\n  b`\n</script>",
        "<textarea>\n  never closed\n   on",
    ],
)  # fmt: skip
def test_what_keeps_its_spaces_does_so_beside_what_does_not(kept):
    before = "<ul>\n    <li>Calm words.</li>\n</ul>\n" * 12
    page = f"{before}{kept}"
    sent = brotli.decompress(answer(HttpResponse(page)).content).decode()
    assert sent == re.sub(r"\n\s+", "\n", before) + kept


def test_the_same_words_in_two_types_are_two_answers(monkeypatch):
    monkeypatch.setattr(compression, "_compressed", OrderedDict())
    content = ("a\n\n  b\n" * 60).encode()
    folded = brotli.decompress(answer(HttpResponse(content)).content)
    plain = brotli.decompress(answer(HttpResponse(content, content_type="text/plain")).content)
    assert folded != content
    assert plain == content


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/llms.txt", "/robots.txt", "/sitemap.xml"])
def test_text_is_the_same_however_it_travels(client, address):
    home_page()
    plain = client.get(address).content
    for accepts, undo in (("br", brotli.decompress), ("gzip", gzip.decompress)):
        response = client.get(address, headers={"accept-encoding": accepts})
        content = response.content
        assert (undo(content) if response.has_header("Content-Encoding") else content) == plain
