"""What nginx answers by itself carries the protective headers too."""

import re
from pathlib import Path

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
HEADERS = (DEPLOY / "clinic-headers.conf").read_text()
SITE = (DEPLOY / "nginx.conf").read_text()
# As nginx reads it, with the plain site beside it.
CONF = re.sub(r"^ *include /etc/nginx/clinic-headers\.conf;\n", HEADERS, SITE, flags=re.MULTILINE)
CONF += (DEPLOY / "nginx-http.conf").read_text() + (DEPLOY / "nginx-second.conf").read_text()
CONF += (DEPLOY / "load-balancer.conf").read_text()


def test_every_added_header_is_sent_with_errors_too():
    lines = [line.strip() for line in CONF.splitlines() if line.strip().startswith("add_header")]
    assert lines
    assert [line for line in lines if not line.endswith(" always;")] == []


def test_a_location_with_headers_of_its_own_repeats_the_protective_ones():
    locations = re.findall(r"location [^{]*\{([^{}]*)\}", CONF)
    with_own = [body for body in locations if "add_header" in body]
    assert len(with_own) > 1
    for body in with_own:
        assert "Strict-Transport-Security" in body, body
        assert "X-Content-Type-Options" in body, body


def test_no_server_names_its_version():
    servers = re.split(r"^server \{", CONF, flags=re.MULTILINE)[1:]
    assert len(servers) == 4
    assert all("server_tokens off;" in server for server in servers)


def test_the_balancer_tells_the_visitors_address_itself_and_repeats_no_form():
    text = (DEPLOY / "load-balancer.conf").read_text()
    assert "proxy_set_header X-Forwarded-For $remote_addr;" in text
    [again] = re.findall(r"^\s*proxy_next_upstream (.*);", text, re.M)
    assert set(again.split()) == {
        "error",
        "timeout",
        "http_502",
    }  # 'non_idempotent' would send forms twice
    assert re.search(r"^\s*access_log off;", text, re.M)
