"""The forms of the admin and of the accounts as a browser fills them in, some fields with anything at all; torn bodies."""

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tests.every_page import one_of_each
from tests.staff.addresses import every_address

from .cases import cases, check_answer, is_wagtails_own, text
from .staff_forms import LEFT_OUT, collect_forms, list_names, torn_file

PASSWORD = "a long password for now"
BYTES = (b"", b"\x00" * 40, b"%PDF-1.7 not", b"GIF89a", b"\x89PNG\r\n\x1a\n\x00", b"<svg onload=fz7()>", b"PK\x03\x04" * 9)  # fmt: skip
FILES = ("a.png", "a.pdf", "a.csv", "a.svg", "a.png.html", "../../a.zip", "\u202egnp.exe", "a" * 299 + ".jpg",
         ".", "a\x00.pdf")  # fmt: skip

file = st.tuples(st.sampled_from(FILES), st.sampled_from(BYTES))
LINES = (
    b'Content-Disposition: form-data; name="title"', b'Content-Disposition: form-data; name="file"; filename="a.png"',
    b"Content-Disposition: form-data; name*=utf-16''%zz; filename*=x", b'Content-Disposition: form-data; name=""',
    b"Content-Disposition: attachment", b"Content-Type: text/html; charset=no-such", b"Content-Transfer-Encoding: base64",
    b"Content-Transfer-Encoding: x-unknown", b"Content-Length: -1", b"Content-Type: multipart/mixed; boundary=b", b":", b"=?",
    b"", b"====", b"\xff\xfe\x00", b"--b", b"x" * 9000,
)  # fmt: skip
KINDS = (
    "multipart/form-data; boundary=b", "multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=c",
    "multipart/form-data; boundary=b; charset=utf-7", "application/x-www-form-urlencoded; charset=utf-16",
    "multipart/form-data; boundary=\u00e9", "multipart/form-data; boundary=" + "b" * 300, "application/json", "x",
)  # fmt: skip


@pytest.fixture
def owner(db, settings):
    """Somebody who may do everything, signed in, and one page of each type."""
    settings.SECOND_FACTOR = "optional"
    pages = one_of_each()
    user = get_user_model().objects.create_superuser("owner", "owner@clinic.example", PASSWORD)
    client = Client()
    client.force_login(user)
    client.pages = pages
    return client


def draw_stream(data, name, block):
    """Return a stream with one row or two, as scripts send it, some of it anything at all."""
    count = data.draw(st.integers(1, 2))
    sent = {f"{name}-count": [str(count)]}
    for row in range(count):
        kind = data.draw(st.sampled_from(sorted(block.child_blocks)))
        start = f"{name}-{row}"
        sent |= {
            f"{start}-type": [kind],
            f"{start}-order": [str(row)],
            f"{start}-deleted": [""],
            f"{start}-id": [""],
        }
        for place in list_names(f"{start}-value", block.child_blocks[kind]):
            value = "1" if place.endswith("-count") else ""
            sent[place] = [data.draw(st.just(value) | text)]
    return sent


@pytest.mark.slow
def test_every_form_of_staff(owner):
    forms = collect_forms(owner, owner.pages)
    assert len(forms) > 50
    assert len([form for form in forms if form.streams]) > 8
    cookies = owner.cookies.output().replace("Set-Cookie: ", "")

    @cases(120)
    @given(st.sampled_from(forms), st.data())
    def press(form, data):
        names = st.sampled_from(sorted(form.values) or ["next"])
        changed = data.draw(st.dictionaries(names, st.lists(text, max_size=2), max_size=4))
        for name, block in form.streams.items():
            if data.draw(st.booleans()):
                changed |= draw_stream(data, name, block)
        for name in form.files:
            if data.draw(st.booleans()):
                changed[name] = torn_file(*data.draw(file))
        sender = Client()
        sender.cookies.load(cookies)
        case = (form.address, changed)
        response = _post(sender, case, form.address, form.values | changed)
        if response is not None:
            check_answer(response, case)

    press()


@pytest.mark.slow
def test_torn_bodies(owner):
    """Multipart as nothing but an attacker sends it, to every address of staff and to a form of visitors."""
    owner.get("/accounts/2fa/")
    cookies = owner.cookies.output().replace("Set-Cookie: ", "")
    places = [a for a in every_address() if a.startswith(("/admin/", "/accounts/"))]
    places = [a for a in places if not LEFT_OUT.match(a)]
    places += [owner.pages["FormPage"].url] * 20
    line = st.sampled_from(LINES) | text.map(str.encode)
    part = st.lists(line, max_size=5).map(b"\r\n".join)
    end = st.sampled_from((b"\r\n--b--\r\n", b"\r\n--b", b"", b"\r\n--b--\r\n--b--"))

    @cases(80)
    @given(st.sampled_from(places), st.lists(part, max_size=3), end, st.sampled_from(KINDS))
    def send(address, parts, end, kind):
        body = b"--b\r\n" + b"\r\n--b\r\n".join(parts) + end
        sender = Client()
        sender.cookies.load(cookies)
        case = (address, body, kind)
        response = _post(sender, case, address, body, content_type=kind)
        if response is not None:
            check_answer(response, case)

    send()


def _post(sender, case, *arguments, **options):
    """Post, and undo it; None where Wagtail's own view broke."""
    try:
        with transaction.atomic():
            response = sender.post(*arguments, **options)
            transaction.set_rollback(True)
    except Exception as error:
        assert is_wagtails_own(error), case
        return None
    return response
