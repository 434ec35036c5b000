"""Every kind of answer through nginx, parsed; requests that are no browser's; limits by network."""

import os
import re
import socket
import ssl
import subprocess
from concurrent.futures import ThreadPoolExecutor

import pytest
from bs4 import BeautifulSoup

from tools.http_answers import send_request
from tools.production_stack import DEPLOY, HOST
from tools.servers import find_free_port, find_program

from .browser import Browser
from .test_machine import HSTS
from .test_machine_hardened import connect, shell

pytestmark = pytest.mark.slow
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
POLICIES = {"strict-origin-when-cross-origin", "no-referrer", "same-origin"}
GONE = """
from edge.models import GoneAddress
from wagtail.models import Site
GoneAddress.objects.get_or_create(site=Site.objects.get(is_default_site=True), path="/left-for-good")
"""
DOCUMENT = """
from django.core.files.base import ContentFile
from wagtail.models import Collection, CollectionViewRestriction
from media.models import ClinicDocument
closed = Collection.objects.filter(name="Closed").first() or Collection.get_first_root_node().add_child(name="Closed")
CollectionViewRestriction.objects.get_or_create(collection=closed, restriction_type="login")
for number, where in enumerate((Collection.get_first_root_node(), closed)):
    print(ClinicDocument.objects.create(title="plan", collection=where, file=ContentFile(b"%PDF-1.4 x", "plan.pdf")).url)
"""
PICTURE = "from media.models import ClinicImage; print(ClinicImage.objects.first().get_rendition('width-480|format-jpeg').url)"
BREAK = (
    "from django.db import connection; connection.cursor().execute('ALTER TABLE {} RENAME TO {}')"
)


@pytest.fixture(scope="module")
def answers(stack):
    """One answer of every kind, with its status."""
    etag = stack.ask("/about/")["etag"]
    css = re.search(r'href="(/static/[^"]+\.css)"', stack.ask("/").text)[1]
    shell(stack, GONE)
    free, closed = shell(stack, DOCUMENT).splitlines()[-2:]
    picture = shell(stack, PICTURE).splitlines()[-1]
    found = [
        ("page", 200, stack.ask("/about/")),
        ("kept page", 200, stack.ask("/about/")),
        ("search", 200, stack.ask("/search/?q=x")),
        ("form", 200, stack.ask("/request-an-appointment/")),
        ("door", 200, stack.ask("/accounts/login/")),
        ("static", 200, stack.ask(css)),
        ("picture", 200, stack.ask(picture)),
        ("document", 200, stack.ask(free)),
        ("closed document", 302, stack.ask(closed)),
        ("health", 200, stack.ask("/healthz")),
        ("robots", 200, stack.ask("/robots.txt")),
        ("security.txt", 200, stack.ask("/.well-known/security.txt")),
        ("gpc", 200, stack.ask("/.well-known/gpc.json")),
        ("change-password", 302, stack.ask("/.well-known/change-password")),
        ("unknown well-known", 404, stack.ask("/.well-known/nothing")),
        ("slash", 301, stack.ask("/about")),
        ("admin", 302, stack.ask("/admin/")),
        ("same", 304, stack.ask("/about/", headers={"If-None-Match": etag})),
        ("bad host", 400, stack.ask("/", headers={"Host": "evil.example.org"})),
        ("no host", 400, stack.ask("/", headers={"Host": "a b"})),
        ("nul", 400, stack.ask("/a%00b/")),
        ("no token", 403, stack.ask("/accounts/login/", "POST", b"login=a&password=b", FORM)),
        ("nothing", 404, stack.ask("/nothing-here/")),
        ("no static", 404, stack.ask("/static/nothing.css")),
        ("no picture", 404, stack.ask("/media/images/nothing.jpg")),
        ("closed folder", 404, stack.ask("/media/documents/plan.pdf")),
        ("method", 405, stack.ask("/healthz", "TRACE")),
        ("gone", 410, stack.ask("/left-for-good/")),
        ("large", 413, stack.ask("/request-an-appointment/", "POST", b"x" * 26_300_000, FORM)),
        ("long", 414, stack.ask("/search/?q=" + "a" * 40_000)),
        ("large header", 400, stack.ask("/about/", headers={"X-Large": "a" * 200_000})),
    ]  # fmt: skip
    shell(stack, BREAK.format("home_servicepage", "home_servicepage_away"))
    try:
        found.append(("broken", 500, stack.ask("/treatments/?fresh=1")))
    finally:
        shell(stack, BREAK.format("home_servicepage_away", "home_servicepage"))
    with ThreadPoolExecutor(30) as many:
        often = list(many.map(lambda _n: stack.ask("/accounts/login/"), range(90)))
    return [*found, *(("often", 429, a) for a in often if a.status == 429)][: len(found) + 1]


def test_every_kind_of_answer_is_dressed_once(answers):
    assert answers[-1][0] == "often"
    wrong = []
    for name, status, answer in answers:
        policy = answer.all("content-security-policy")
        dressed = {
            "status": answer.status == status,
            "tls": answer.all("strict-transport-security") == [HSTS],
            "nosniff": answer.all("x-content-type-options") == ["nosniff"],
            "referrer": len(answer.all("referrer-policy")) == 1
            and answer["referrer-policy"] in POLICIES,
            "server": answer.all("server") == ["nginx"] and not answer.all("x-powered-by"),
            "version": not re.search(r"nginx/\d|gunicorn|Django/|Wagtail \d", answer.text),
            # A stylesheet obeys the policy of the page that asks for it; what nginx hands out has one as well.
            "policy": len(policy) == 1 and policy[0].startswith("default-src "),
            "no traceback": "Traceback" not in answer.text,
        }
        wrong += [(name, what, answer.status, policy) for what, holds in dressed.items() if not holds]  # fmt: skip
    assert wrong == []


def test_what_goes_wrong_is_kept_by_nobody(answers):
    kept = {
        name: answer["cache-control"]
        for name, status, answer in answers
        if status >= 500
        or name in ("no static", "no picture", "door", "form", "search", "document")
    }
    assert all(
        any(word in value for word in ("no-store", "private", "no-cache", "max-age=0"))
        for value in kept.values()
    ), kept


# --- Requests that no browser sends ----------------------------------------------------------------
def speak(stack, raw: bytes, *, tls: bool = True) -> list[int]:
    """Send bytes as they are; return the status of each answer that came back until the connection ended."""
    link = connect(stack) if tls else socket.create_connection(("127.0.0.1", stack.http), 10)
    link.settimeout(4)
    said = b""
    try:
        link.sendall(raw)
        while piece := link.recv(65536):
            said += piece
    except (TimeoutError, ssl.SSLError, ConnectionError):
        pass
    finally:
        link.close()
    stack.said = said
    return [int(status) for status in re.findall(rb"HTTP/1\.[01] (\d{3}) ", said)]


H = f"Host: {HOST}\r\n".encode()
END = b"Connection: close\r\n\r\n"
FORM_TO = b"POST /search/ HTTP/1.1\r\n" + H
HIDDEN = b"GET /robots.txt HTTP/1.1\r\n" + H + b"\r\n"
# What is sent, and the statuses that may come of it: exactly one answer, whatever stands behind.
ODD = {
    "the whole address": (b"GET https://" + HOST.encode() + b"/about/ HTTP/1.1\r\n" + H + END, {200}),
    "another's whole address": (b"GET https://evil.example.org/about/ HTTP/1.1\r\n" + H + END, {400}),
    "two hosts": (b"GET /about/ HTTP/1.1\r\n" + H + b"Host: evil.example.org\r\n" + END, {400}),
    "no host": (b"GET /about/ HTTP/1.1\r\n" + END, {400}),
    "a host with a path": (b"GET /about/ HTTP/1.1\r\nHost: " + HOST.encode() + b"/evil\r\n" + END, {400}),
    "two lengths": (FORM_TO + b"Content-Length: 3\r\nContent-Length: 4\r\n" + END + b"a=bc", {400}),
    "length and pieces": (FORM_TO + b"Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + HIDDEN, {400}),
    "an odd encoding": (FORM_TO + b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + HIDDEN, {400, 501}),
    "two encodings": (FORM_TO + b"Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n" + HIDDEN, {400, 501}),
    "a space before the colon": (FORM_TO + b"Content-Length : 5\r\n" + END + b"a=b", {400}),
    "a folded line": (b"GET /about/ HTTP/1.1\r\n" + H + b"X-A: b\r\n c\r\n" + END, {400}),
    "a bad size of a piece": (FORM_TO + b"Transfer-Encoding: chunked\r\n\r\nzz\r\na\r\n0\r\n\r\n", {400}),
    "a negative length": (FORM_TO + b"Content-Length: -1\r\n" + END, {400}),
    "NUL in a header": (b"GET /about/ HTTP/1.1\r\n" + H + b"X-A: b\x00c\r\n" + END, {400}),
    "no such method": (b"get /about/ HTTP/1.1\r\n" + H + END, {400, 405}),
    "a tunnel": (b"CONNECT evil.example.org:443 HTTP/1.1\r\n" + H + END, {400, 405}),
    "no such version": (b"GET /about/ HTTP/9.9\r\n" + H + END, {400, 505}),
    "out of the tree": (b"GET /static/../../etc/passwd HTTP/1.1\r\n" + H + END, {400}),
    "plain text": (b"hello\r\n\r\n", {400}),
}  # fmt: skip


@pytest.mark.parametrize("name", ODD)
def test_an_odd_request_gets_one_calm_answer(stack, name):
    raw, statuses = ODD[name]
    found = speak(stack, raw)
    assert len(found) == 1 and found[0] in statuses, (name, found)
    assert b"evil.example.org" not in stack.said


@pytest.mark.parametrize("host", [f"{HOST}:8443", HOST.upper(), f"{HOST}.", f"{HOST.title()}:443"])
def test_a_host_written_otherwise_is_the_same_site(stack, host):
    answer = stack.ask("/about/", host=host)
    page = BeautifulSoup(answer.body, "html.parser")
    assert answer.status == 200
    assert page.find("link", rel="canonical")["href"] == f"https://{HOST}/about/"
    assert not [tag for tag in page.find_all(href=True) if ":8443" in tag["href"] or f"{HOST}." in tag["href"]]  # fmt: skip


def test_port_80_leads_nobody_to_a_strangers_host(stack):
    for host in ("evil.example.org", f"{HOST}:80", HOST.upper()):
        raw = f"GET /costs/?q=1 HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode()
        assert speak(stack, raw, tls=False) == [301]
        [place] = re.findall(rb"(?i)location: (\S+)", stack.said)
        assert place == f"https://{HOST}/costs/?q=1".encode()
        assert re.findall(rb"(?i)server: (.*)\r", stack.said) == [b"nginx"]


CLAIMS = {
    "X-Forwarded-Host": "evil.example.org", "X-Forwarded-Proto": "http", "X-Forwarded-Port": "80",
    "X-Original-URL": "/admin/", "X-Rewrite-URL": "/admin/", "X-HTTP-Method-Override": "DELETE",
    "X-Forwarded-Prefix": "/evil", "Forwarded": "for=203.0.113.1;host=evil.example.org;proto=http",
    "X_Forwarded_For": "203.0.113.2", "X-Accel-Expires": "9999", "X-Sendfile": "/etc/passwd",
}  # fmt: skip


def test_what_a_visitor_claims_in_headers_changes_nothing(stack):
    plain = stack.ask("/about/?claims=0")
    claimed = stack.ask("/about/?claims=1", headers=CLAIMS)
    assert (claimed.status, claimed.all("location")) == (200, [])
    same = re.compile(rb"claims=\d")
    assert same.sub(b"", claimed.body) == same.sub(b"", plain.body)
    assert b"evil" not in claimed.body


ATTEMPTS = """
from staff.models import SignInAttempt
from staff.sign_in import attempts
print(*[SignInAttempt.objects.filter(key=attempts._make_key("address", a)).count() for a in ("127.0.0.1", "203.0.113.7")])
"""


def test_a_claimed_address_counts_for_nothing_at_the_door(stack):
    before = int(shell(stack, ATTEMPTS).split()[0])
    for number in range(3):
        browser = Browser(stack)
        stack.wait("room at the door", lambda b=browser: b.open("/accounts/login/") and b.answer.status == 200, 90)  # fmt: skip
        token = BeautifulSoup(browser.answer.body, "html.parser").find(attrs={"name": "csrfmiddlewaretoken"})  # fmt: skip
        body = f"login=stranger{number}&password=wrong&csrfmiddlewaretoken={token['value']}"
        stack.wait("room at the door", lambda b=browser, t=body: b.ask(
            "/accounts/login/", "POST", t.encode(), **{"X-Forwarded-For": "203.0.113.7, 203.0.113.8"}
        ).status != 429, 90)  # fmt: skip
    mine, claimed = map(int, shell(stack, ATTEMPTS).split())
    assert (mine - before, claimed) == (3, 0)


# --- Limits by network --------------------------------------------------------------------------------
def test_nginx_counts_a_household_of_ipv6_as_one(tmp_path):
    """The rule of deploy/nginx.conf, in an nginx that takes the visitor's address from a header."""
    import http.client

    conf = (DEPLOY / "nginx.conf").read_text()
    rule = re.search(r"^map \$binary_remote_addr.*?^\}", conf, re.MULTILINE | re.DOTALL)[0]
    assert re.findall(r"^limit_req_zone (\S+)", conf, re.MULTILINE) == ["$clinic_network"] * 2
    user = "user root;" if os.geteuid() == 0 else ""
    port = find_free_port()
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    folders = "".join(f"{kind}_temp_path {tmp_path}/{kind};\n" for kind in kinds)
    (tmp_path / "x").write_text("here")
    (tmp_path / "nginx.conf").write_text(
        f"""{user} daemon off; pid {tmp_path}/pid; error_log {tmp_path}/log; events {{ worker_connections 64; }}
        http {{ access_log off; {folders} set_real_ip_from 127.0.0.1; real_ip_header X-Test; {rule}
        limit_req_zone $clinic_network zone=z:1m rate=1r/m;
        server {{ listen 127.0.0.1:{port}; root {tmp_path}; limit_req_status 429;
        location / {{ limit_req zone=z burst=1 nodelay; }} }} }}"""
    )
    process = subprocess.Popen([find_program("nginx"), "-c", str(tmp_path / "nginx.conf")])
    try:

        def ask(address):
            for _try in range(50):
                try:
                    link = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
                    return send_request(link, "GET", "/x", None, {"X-Test": address}).status
                except OSError:
                    subprocess.run(["sleep", "0.1"], check=False)
            raise AssertionError("nginx did not answer")

        house = ["2001:db8::1", "2001:db8::2", "2001:db8::ffff:3"]
        assert [ask(address) for address in house] == [200, 200, 429]
        assert [ask(a) for a in ("2001:db8:0:1::1", "192.0.2.1", "192.0.2.2", "192.0.2.1")] == [200] * 4  # fmt: skip
        assert ask("192.0.2.1") == 429
    finally:
        process.terminate()
        process.wait(10)
