"""Lists of old addresses come in and go out as files, however clumsy or hostile the file is."""

from __future__ import annotations

import zipfile
from io import BytesIO

import openpyxl
import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import ModelLogEntry

from desk.page_bin import put_in_bin
from infra import content_version
from tests.factories.blog import BlogPostPageFactory, blog_index
from tests.factories.home import StandardPageFactory, home_page

pytestmark = pytest.mark.django_db
START = "/admin/redirects/import/"


def offer(admin_client, name: str, data: bytes) -> BeautifulSoup:
    """Choose a file; return the screen that comes."""
    answer = admin_client.post(START, {"import_file": SimpleUploadedFile(name, data)})
    assert answer.status_code == 200, name
    return BeautifulSoup(answer.content, "html.parser")


def values_of(screen: BeautifulSoup) -> dict[str, str]:
    """Return the form as the screen has it filled in already."""
    form = screen.select_one("form[action*=process]")
    hidden = {field["name"]: field.get("value", "") for field in form.select("input[type=hidden]")}
    chosen = {
        select["name"]: picked["value"] if (picked := select.select_one("[selected]")) else ""
        for select in form.select("select")
    }
    return {**hidden, **chosen, "permanent": "on"}


def bring(admin_client, name: str, data: bytes) -> tuple[dict[str, str], list[list[str]]]:
    """Bring a file in as it is offered; return what the table holds then and what was said of lines."""
    Redirect.objects.all().delete()
    values = values_of(offer(admin_client, name, data))
    done = admin_client.post(f"{START}process/", values)
    rows = BeautifulSoup(done.content, "html.parser").select("tbody tr")
    said = [[cell.get_text(" ", strip=True) for cell in row.select("td")] for row in rows]
    return dict(Redirect.objects.values_list("old_path", "redirect_link")), said


def make_workbook(rows: list[list[object]]) -> bytes:
    book, packed = openpyxl.Workbook(), BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(packed)
    return packed.getvalue()


def test_files_as_programs_save_them(admin_client):
    StandardPageFactory(slug="costs")
    one = {"/caf\u00e9": "/costs/"}
    line = "/caf\u00e9,/costs/"
    files = {
        "plain.csv": f"from,to\n{line}\n".encode(),
        "excel.csv": f"\ufefffrom,to\r\n{line}\r\n".encode(),
        "SEMICOLON.CSV": f"From;To\r\n{line.replace(',', ';')}\r\n".encode("cp1252"),
        "sep.csv": f"sep=|\nfrom|to\n{line.replace(',', '|')}\n".encode(),
        "wide.csv": f"from,to\n{line}\n".encode("utf-32"),
        "wide-be.csv": b"\x00\x00\xfe\xff" + f"from,to\n{line}\n".encode("utf-32-be"),
        "tabs.csv": f"from\tto\n{line.replace(',', chr(9))}\n".encode("utf-16"),
        "tabs.tsv": f"from\tto\n{line.replace(',', chr(9))}\n".encode(),
        "no-headings.csv": f"{line}\n".encode(),
        "more.csv": f"Nr,Old URL,Hits,New URL\n1,{line.replace(',', ',17,')}\n".encode(),
        "blank.csv": f"from,to\n\n,\n{line}\n , \n".encode(),
        "quoted.csv": b'from,to\n"/caf\xc3\xa9"," /costs/ "\n',
        "full.csv": b"from,to\nhttps://old.example/caf%C3%A9/,/costs/\n",
        "book.xlsx": make_workbook([["from", "to"], [None, None], ["/caf\u00e9", "/costs/"]]),
    }
    for name, data in files.items():
        assert bring(admin_client, name, data) == (one, []), name


def test_files_that_are_none_are_refused_with_a_sentence(admin_client):
    home_page()
    bomb = BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b" " * 70_000_000)
    files = {
        "blank.csv": (b"\n\n", "There is nothing in this file"),
        "one.csv": (b"from\n/a\n", "needs two columns"),
        "page.csv": (b"<html><body>Not found</body></html>", "needs two columns"),
        "picture.csv": (b"\x89PNG\r\n\x1a\n\x00\x00\x00", "no text"),
        "broken.xlsx": (b"PK\x03\x04 nothing", "can't be read"),
        "bomb.xlsx": (bomb.getvalue(), "too large"),
        "cell.csv": (b"from,to\n/a," + b"x" * 200_000, "a cell is very long"),
        "list.numbers": (b"x", "Save the list as CSV"),
        "list": (b"from,to\n/a,/b\n", "Save the list as CSV"),
        "long.csv": (b"from,to\n" + b"/a,/b\n" * 20_001, "in parts"),
    }
    for name, (data, said) in files.items():
        screen = offer(admin_client, name, data)
        assert said in screen.select_one(".error-message").text, name
        assert screen.select_one("form[action*=process]") is None, name


def test_each_line_is_looked_at_and_said_what_is_the_matter(admin_client, client):
    StandardPageFactory(slug="costs")
    StandardPageFactory(slug="draft", live=False)
    lines = {
        "/fine,/costs/": "",
        "/fine/,/costs": "",  # the same once more
        "/fine,/other/": "Stands twice in this list: the first line leads to /costs/.",
        "/js,javascript:alert(1)": "Write a path of this site",
        "/far,//evil.example/": "Write a path of this site",
        "/data,data:text/html;base64,x": "Write a path of this site",
        "=HYPERLINK(1),/costs/": "Write the old address",
        "http://[x,/costs/": "Write the old address",
        "javascript:alert(1),/costs/": "Write the old address",
        "/one-cell": "Write a path of this site",
        ",/costs/": "Write the old address",
        "/,/costs/": "The address of the home page",
        "/admin/pages/,/costs/": "Addresses of the staff's own screens",
        "/self,/self/": "Leads in a circle: /self → /self.",
        "/a1,/a2": "Leads in a circle: /a1 → /a2 → /a3 → /a1.",
        "/a2,/a3?x=1": "Leads in a circle",
        "/a3,/a1#y": "Leads in a circle",
        "/into,/a1": "Leads in a circle",
        "/costs/,/fine/": "does nothing while a page stands at this address",
        "/chain,/fine": "",
        "/to-draft,/draft/": "nothing is to be found where it leads",
        "/2019/*,/costs/*": "",
        "/file,/media/price-list.pdf": "",
        "/away,https://example.com/x": "",
        f"/long,/{'x' * 300}": "Longer than 255 letters",
    }
    stored, said = bring(admin_client, "in.csv", ("from,to\n" + "\n".join(lines)).encode())
    told = {",".join(row[:2]).rstrip(","): row[2] for row in said}
    for line, expected in lines.items():
        typed = line.replace(";base64,x", ";base64")
        assert expected in told.pop(typed, "") if expected else typed not in told, line
    assert told == {}
    assert set(stored) == {"/fine", "/chain", "/to-draft", "/2019/*", "/file", "/away", "/costs"}
    assert client.get("/chain/?a=1")["Location"] == "/costs/?a=1"
    assert client.get("/2019/05/06/x/").status_code == 404
    # Each is in the history of what was changed, with who did it.
    entries = ModelLogEntry.objects.filter(action="wagtail.create", label="/chain")
    assert entries.get().user is not None


def test_twice_is_once_and_what_leads_elsewhere_already_stays(admin_client):
    page = StandardPageFactory(slug="costs")
    data = b"from,to\n/a,/costs/\n/b,/costs/\n"
    assert bring(admin_client, "in.csv", data)[1] == []
    Redirect.objects.filter(old_path="/b").update(redirect_page=page, redirect_link="")
    values = values_of(offer(admin_client, "in.csv", data + b"/a/,/else/\n/b,/else/\n"))
    done = admin_client.post(f"{START}process/", values)
    rows = BeautifulSoup(done.content, "html.parser").select("tbody tr")
    assert ["Already in the list" in row.text for row in rows] == [True, True]
    assert Redirect.objects.count() == 2
    again = admin_client.post(f"{START}process/", values, follow=True)  # 'Confirm' pressed twice
    assert "Choose the file again" in again.content.decode()
    for broken in ({}, {**values, "input_format": ""}, {**values, "import_file_name": "made up"}):
        answer = admin_client.post(f"{START}process/", broken, follow=True)
        assert "Choose the file again" in answer.content.decode(), broken


def test_what_goes_out_comes_in_again(admin_client, client):
    page = StandardPageFactory(slug="costs")
    Redirect.objects.create(old_path="/2019/*", redirect_link="/costs/")
    Redirect.objects.create(old_path="/prices", redirect_page=page.page_ptr)
    files = {
        f"out.{kind}": b"".join(
            admin_client.get(f"/admin/redirects/?export={kind}").streaming_content
        )
        for kind in ("csv", "xlsx")
    }
    for name, data in files.items():
        stored, said = bring(admin_client, name, data)
        assert said == []
        assert set(stored) == {"/2019/*", "/prices"}
        content_version.change_version()
        assert client.get("/prices/").status_code == client.get("/2019/05/").status_code == 301


def test_the_list_goes_out_while_its_pages_lie_in_the_bin(
    admin_client, admin_user, django_capture_on_commit_callbacks
):
    BlogPostPageFactory()
    blog = blog_index()
    blog.slug = "journal"
    with django_capture_on_commit_callbacks(execute=True):
        blog.save_revision().publish()
    put_in_bin(blog_index(), admin_user)
    Redirect.objects.create(old_path="/nowhere")
    assert admin_client.get("/admin/redirects/").status_code == 200
    out = b"".join(admin_client.get("/admin/redirects/?export=csv").streaming_content).decode()
    assert "/blog/feed/rss" in out and "/nowhere" in out


def test_ten_thousand_lines_are_stored_at_once(admin_client):
    StandardPageFactory(slug="costs")
    data = "from,to\n" + "".join(f"/old/{n}/,/costs/\n" for n in range(10_000))
    values = values_of(offer(admin_client, "in.csv", data.encode()))
    with CaptureQueriesContext(connection) as queries:
        assert admin_client.post(f"{START}process/", values).status_code == 302
    assert len(queries) < 250
    assert Redirect.objects.count() == 10_000
