"""Numbers for Prometheus, the alerts that stand on them, times for staff, the log as JSON."""

import json
import logging
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from django.contrib.auth import get_user_model
from django.test import override_settings
from prometheus_client.parser import text_string_to_metric_families

from edge.monitoring.json_log import JsonFormatter
from tests.factories import home_page

ROOT = Path(__file__).resolve().parents[3]
TOKEN = {"headers": {"Authorization": "Bearer long-random-token"}}
LOOKED_FOR = "maria-typed-suicidal-thoughts"


@pytest.fixture
def numbers(client, settings):
    """Ask for the numbers as Prometheus does; return them by name and labels."""
    settings.HEALTH_TOKEN = "long-random-token"

    def read() -> dict:
        answer = client.get("/metrics", **TOKEN)
        assert answer.status_code == 200 and "no-store" in answer["Cache-Control"]
        return {
            (sample.name, *sorted(sample.labels.values())): sample.value
            for family in text_string_to_metric_families(answer.content.decode())
            for sample in family.samples
        }

    return read


# --- Numbers -------------------------------------------------------------------------------------
@pytest.mark.django_db
@pytest.mark.parametrize("sent", ["", "Bearer wrong", "Bearer ", "long-random-token"])
def test_strangers_find_no_such_page(client, settings, sent):
    for token in ("long-random-token", ""):
        settings.HEALTH_TOKEN = token
        answer = client.get("/metrics", headers={"Authorization": sent})
        assert (answer.status_code, answer.content) == (404, b"")


@pytest.mark.django_db
def test_answers_are_counted_by_kind_and_status(client, numbers, settings):
    settings.PAGE_CACHE = "process"
    home_page()
    before = numbers()
    for path in ("/", "/", f"/{LOOKED_FOR}/", "/search/?q=x", "/accounts/login/", "/healthz"):
        client.get(path)
    after = numbers()

    def grown(*key):
        return after.get(key, 0) - before.get(key, 0)

    assert grown("clinic_request_seconds_count", "2xx", "page") == 2
    assert grown("clinic_request_seconds_count", "4xx", "page") == 1
    assert grown("clinic_request_seconds_count", "2xx", "search") == 1
    assert grown("clinic_request_seconds_count", "2xx", "staff") == 1
    assert grown("clinic_page_cache_total", "hit") == 1
    assert after[("clinic_check_ok", "database")] == after[("clinic_ready",)] == 1.0


@pytest.mark.django_db
def test_no_number_names_what_somebody_looked_for(client, settings):
    settings.HEALTH_TOKEN = "long-random-token"
    client.get(f"/{LOOKED_FOR}/?q={LOOKED_FOR}", headers={"X-Request-Start": LOOKED_FOR})
    client.get(f"/search/?q={LOOKED_FOR}")
    text = client.get("/metrics", **TOKEN).content.decode()
    assert LOOKED_FOR not in text and "testserver" not in text


@pytest.mark.django_db
@pytest.mark.parametrize(("proxies", "grows"), [(1, 1), (0, 0)])
def test_time_in_the_queue_is_believed_of_our_proxy_alone(client, numbers, proxies, grows):
    before = numbers()[("clinic_queue_seconds_count",)]
    with override_settings(TRUSTED_PROXIES=proxies):
        client.get("/healthz", headers={"X-Request-Start": "t=1.5"})
        client.get("/healthz", headers={"X-Request-Start": "t=x"})
    assert numbers()[("clinic_queue_seconds_count",)] - before == grows


COUNTING = """
import os, sys
sys.path.insert(0, "site")
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
import django; django.setup()
from edge.monitoring.metrics import PAGES
PAGES.labels("hit").inc(int(sys.argv[1]))
if sys.argv[2:]:
    from edge.monitoring import metrics
    metrics.StateCollector.collect = lambda self: iter(())
    print(metrics.write_metrics().decode())
"""


def test_the_counts_of_all_processes_are_added_up(tmp_path):
    env = {
        "PROMETHEUS_MULTIPROC_DIR": str(tmp_path),
        "TEST_DATABASE_URL": "sqlite://:memory:",
        "PATH": "/usr/bin:/bin",
    }
    run = [sys.executable, "-c", COUNTING]
    subprocess.run([*run, "3"], env=env, cwd=ROOT, check=True)
    done = subprocess.run(
        [*run, "4", "say"], env=env, cwd=ROOT, check=True, capture_output=True, text=True
    )
    assert re.search(r'^clinic_page_cache_total\{answer="hit"\} 7\.0$', done.stdout, re.M), (
        done.stdout
    )


@pytest.mark.django_db
def test_every_alert_stands_on_a_number_that_is_there(client, settings):
    settings.HEALTH_TOKEN = "long-random-token"
    text = client.get("/metrics", **TOKEN).content.decode()
    families = list(text_string_to_metric_families(text))
    names = {
        name
        for f in families
        for name in (f.name, f"{f.name}_total", f"{f.name}_bucket", f"{f.name}_count")
    }
    checks = {s.labels["check"] for f in families if f.name == "clinic_check_ok" for s in f.samples}
    [group] = yaml.safe_load((ROOT / "deploy/alerts.yml").read_text())["groups"]
    rules = group["rules"]
    assert len({rule["alert"] for rule in rules}) == 10
    for rule in rules:
        assert set(re.findall(r"\bclinic_\w+", rule["expr"])) <= names, rule["alert"]
        assert set(re.findall(r'check="([^"]+)"', rule["expr"])) <= checks, rule["alert"]
        assert re.search(r"[<>]=? *[\d.]+|== 0", rule["expr"]) and rule["for"], rule["alert"]
        assert rule["annotations"]["summary"] and rule["annotations"]["action"]


# --- Times for staff -------------------------------------------------------------------------------
@pytest.mark.django_db
def test_staff_read_where_the_time_went_and_visitors_never(client):
    home_page()
    assert "Server-Timing" not in client.get("/")
    client.cookies["sessionid"] = "stolen"
    assert "Server-Timing" not in client.get("/")
    client.force_login(get_user_model().objects.create_superuser("owner", "o@example.com", "x"))
    found = client.get("/")["Server-Timing"]
    total, database, count = re.fullmatch(
        r'total;dur=([\d.]+), db;dur=([\d.]+);desc="(\d+) queries"', found
    ).groups()
    assert float(total) >= float(database) > 0
    assert int(count) >= 1


# --- The log ----------------------------------------------------------------------------------------
def test_a_line_of_the_log_is_json_and_quotes_nobody():
    try:
        int(LOOKED_FOR)
    except ValueError:
        record = logging.LogRecord(
            "clinic", logging.ERROR, __file__, 1, "it %s", ("broke\nhere",), sys.exc_info()
        )
    record.status_code = 500
    text = JsonFormatter().format(record)
    line = json.loads(text)
    assert "\n" not in text and LOOKED_FOR not in text.replace("int(LOOKED_FOR)", "")
    assert (line["level"], line["logger"], line["message"], line["status"]) == (
        "ERROR",
        "clinic",
        "it broke\nhere",
        500,
    )
    assert line["broke"][-1] == "builtins.ValueError"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", line["time"])
