"""The logs of visits, as they are delivered: nothing that tells who looked for what."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
# Variables of nginx that hold a visitor's address, the query, or where somebody came from.
TELLING = ("remote_addr", "forwarded", "request_uri", "args", "http_referer", "remote_user",
           "cookie", "user_agent", "arg_", "query_string")  # fmt: skip


def nginx():
    """Return nginx's configuration without comments."""
    text = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    return re.sub(r"#[^\n]*", "", text)


def gunicorn():
    """Return the settings of the application server."""
    values = {}
    exec((ROOT / "gunicorn.conf.py").read_text(encoding="utf-8"), values)
    return values


def test_nginx_logs_no_query_and_no_visitor():
    logged = re.search(r"log_format\s+clinic_visits\s+(.*?);", nginx(), re.S)[1]
    assert "$request " not in logged
    assert not [name for name in TELLING if f"${name}" in logged]
    used = re.findall(r"access_log\s+(.*?);", nginx())
    assert {line.split()[-1] for line in used} == {"off", "clinic_visits"}


def test_nginx_leaves_tokens_out_of_the_path():
    patterns = re.findall(r'"~(\^\S+)"', re.search(r"map \$uri .*?\}\s", nginx(), re.S)[0])
    patterns = [pattern.replace("(?<", "(?P<") for pattern in patterns]
    for path in ("/request/sent/UkKNjIVtRQqe/", "/accounts/password/reset/key/1-abc-0123/"):
        assert any(re.match(pattern, path) for pattern in patterns), path
    for path in ("/request/", "/blog/what-was-sent/", "/accounts/password/reset/"):
        assert not any(re.match(pattern, path) for pattern in patterns), path


def test_gunicorn_logs_no_query_and_no_visitor():
    settings = gunicorn()
    assert settings["accesslog"] is None
    # %(r)s and %(q)s hold the query, %(h)s and {x-forwarded-for}i the visitor, %(f)s where they came from
    names = set(re.findall(r"%\(([^)]*)\)s", settings["access_log_format"]))
    assert names == {"t", "s", "m", "U", "B", "L"}
