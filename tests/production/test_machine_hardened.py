"""The documented machine under slow and greedy clients; its closed files; its backup, tried on PostgreSQL."""

import re
import socket
import ssl
import time

import pytest

from tools.production_stack import HOST

pytestmark = pytest.mark.slow

STORE = """
from forms.models import Submission
Submission.objects.create(form_data={"full_name": "Maria of the backup"}, form_title="Request")
print(Submission.objects.count())
"""
FORGET = "from forms.models import Submission; Submission.objects.all().delete()"
READ = """
from forms.models import Submission
print([s.form_data.get("full_name") for s in Submission.objects.all()])
"""


def shell(stack, code: str) -> str:
    """Run a few lines on the machine."""
    return stack.manage("shell", "-v", "0", "--no-imports", "-c", code).strip()


# --- Backups ----------------------------------------------------------------------------------------
def test_a_backup_of_the_machine_is_tried_and_put_back_with_its_requests(bare, stack):
    key = bare.folder / "key.txt"
    key.write_text(str(bare.backup_key))
    count = int(shell(bare, STORE).splitlines()[-1])
    name = bare.manage("backup").split(":")[0]
    said = bare.manage("restore_drill", "--identity", str(key))
    assert f"{count} requests opened" in said
    assert "clinic_drill" not in bare.postgres.sql("SELECT datname FROM pg_database")
    shell(bare, FORGET)
    path = bare.folder / "backups" / name
    for process in ("web", "worker"):
        bare.stop(process)
    said = bare.manage("restore", str(path), "--identity", str(key), "--yes")
    assert f"{count} requests opened" in said
    assert "Maria of the backup" in shell(bare, READ)
    bare.start_web()
    bare.start_worker()
    assert bare.ask("/").status == 200


# --- Files --------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "path",
    ["/media/documents/plan.pdf", "/media/images/../documents/plan.pdf", "/media//documents/plan.pdf",
     "/media/images/%2e%2e/documents/plan.pdf", "/media/uploaded_files/x.jpg", "/media/plan.pdf"],
)  # fmt: skip
def test_nginx_hands_out_pictures_alone(stack, path):
    for folder in ("documents", "uploaded_files", "images"):
        (stack.folder / "media" / folder).mkdir(exist_ok=True)
    for name in ("documents/plan.pdf", "uploaded_files/x.jpg", "plan.pdf"):
        (stack.folder / "media" / name).write_bytes(b"closed")
    answer = stack.ask(path)
    assert answer.status == 404 and b"closed" not in answer.body


# --- Headers, parsed -----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "path", ["/", "/nothing/", "/accounts/login/", "/admin/", "/search/?q=x", "/robots.txt", "/healthz",
             "/.well-known/gpc.json", "/.well-known/security.txt", "/media/x", "/static/nothing.css"],
)  # fmt: skip
def test_every_policy_has_its_parts(stack, path):
    answer = stack.ask(path)
    [policy] = answer.all("content-security-policy")
    parts = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert parts["default-src"] in ("'self'", "'none'")
    assert "*" not in policy and "http:" not in policy
    assert "'unsafe-eval'" not in policy
    assert answer.all("x-content-type-options") == ["nosniff"]
    age = int(re.search(r"max-age=(\d+)", answer["strict-transport-security"])[1])
    assert age >= 31_536_000


def test_reports_of_browsers_come_through_nginx(stack):
    body = b'{"csp-report": {"effective-directive": "img-src", "blocked-uri": "inline", "document-uri": "x"}}'
    answer = stack.ask("/csp-reports/", "POST", body, {"Content-Type": "application/csp-report"})
    assert answer.status == 204 and not answer.all("set-cookie")


# --- Slow and greedy -----------------------------------------------------------------------------------
def connect(stack) -> ssl.SSLSocket:
    """Return a connection to nginx, as far as TLS."""
    context = ssl.create_default_context(cafile=str(stack.folder / "tls/fullchain.pem"))
    plain = socket.create_connection(("127.0.0.1", stack.https), timeout=60)
    return context.wrap_socket(plain, server_hostname=HOST)


def test_fifty_slow_clients_keep_nobody_waiting_and_are_let_go(stack):
    began = time.monotonic()
    slow = []
    for number in range(50):
        link = connect(stack)
        head = f"POST /request-an-appointment/ HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: 1000\r\n"
        # Half of them never end their headers, half never end what they send.
        link.sendall((head if number % 2 else f"{head}\r\na=1").encode())
        slow.append(link)
    for _ask in range(5):
        asked = time.monotonic()
        assert stack.ask("/about/").status == 200
        assert time.monotonic() - asked < 3
    for link in slow:
        link.settimeout(60)
        assert b" 200 " not in link.recv(4096)[:20]
        link.close()
    assert time.monotonic() - began < 60


@pytest.mark.parametrize(
    ("headers", "statuses"),
    [
        ({"X-Large": "a" * 200_000}, {400, 431, 494}),
        ({"Cookie": "a=" + "b" * 30_000}, {200, 400, 431}),
        ({f"X-{number}": "a" for number in range(90)}, {200, 400}),
    ],
)
def test_huge_headers_are_refused_or_read(stack, headers, statuses):
    answer = stack.ask("/about/", headers=headers)
    assert answer.status in statuses
    assert answer.all("server") == ["nginx"]
    assert stack.ask("/about/").status == 200
