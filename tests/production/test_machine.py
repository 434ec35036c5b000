"""The documented machine, driven as visitors and staff do: everything goes through nginx, TLS and the socket."""

import re
import time
from datetime import date, timedelta
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from tools.production_stack import HOST

from .browser import Browser

pytestmark = pytest.mark.slow
PAGES = ("/", "/treatments/", "/about/", "/costs/", "/blog/", "/search/?q=ketamine", "/blog/feed/rss/",
         "/sitemap.xml", "/robots.txt", "/llms.txt", "/request-an-appointment/")  # fmt: skip
HSTS = "max-age=31536000; includeSubDomains; preload"
LOOKED_FOR = "maria-typed-suicidal-thoughts"


# --- Before there is a certificate ------------------------------------------------------------
def test_nginx_starts_without_a_certificate_and_serves_the_challenge(bare):
    assert not (bare.folder / "nginx/enabled/nginx.conf").exists()
    challenge = bare.folder / "acme/.well-known/acme-challenge"
    challenge.mkdir(parents=True, exist_ok=True)
    (challenge / "token").write_text("answer")
    assert (bare.ask_plain("/.well-known/acme-challenge/token").text) == "answer"
    answer = bare.ask_plain("/costs/?q=1")
    assert (answer.status, answer["location"]) == (301, f"https://{HOST}/costs/?q=1")
    assert answer["server"] == "nginx"


# --- Pages -------------------------------------------------------------------------------------
@pytest.mark.parametrize("path", PAGES)
def test_a_page_comes_through(stack, path):
    answer = stack.ask(path)
    assert answer.status == 200
    assert answer.body


def test_two_processes_answer_behind_the_socket(stack):
    web = stack.processes["web"].pid
    children = Path(f"/proc/{web}/task/{web}/children").read_text().split()
    assert len(children) == int(stack.env["WEB_CONCURRENCY"]) == 2


def test_the_machine_is_well(stack):
    headers = {"Authorization": f"Bearer {stack.env['HEALTH_TOKEN']}"}
    stack.wait("the worker's first round", lambda: '"ok"' in stack.ask("/readyz").text, 240)
    answer = stack.ask("/readyz", headers=headers)
    assert answer.status == 200
    assert '"cache": {"ok": true' in answer.text


# --- Headers of every kind of answer ----------------------------------------------------------
def kinds(stack):
    """Return an answer of every kind, by its name."""
    etag = stack.ask("/about/")["etag"]
    css = re.search(r'href="(/static/[^"]+\.css)"', stack.ask("/").text)[1]
    big = b"x" * (26 * 1024 * 1024)
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    return {
        200: stack.ask("/about/"),
        "static": stack.ask(css),
        301: stack.ask("/about"),
        304: stack.ask("/about/", headers={"If-None-Match": etag}),
        "nginx 400": stack.ask("/", headers={"Host": "a b"}),
        "400": stack.ask("/a%00b/"),
        403: stack.ask("/accounts/login/", "POST", b"login=a&password=b", form),
        404: stack.ask("/nothing-here/"),
        "nginx 404": stack.ask("/media/documents/secret.pdf"),
        "static 404": stack.ask("/static/nothing.css"),
        405: stack.ask("/healthz", "TRACE"),
        413: stack.ask("/request-an-appointment/", "POST", big, form),
        414: stack.ask("/search/?q=" + "a" * 40_000),
    }


def test_every_kind_of_answer_carries_what_protects(stack):
    for name, answer in kinds(stack).items():
        digits = re.search(r"\d{3}", str(name))
        if digits:
            assert answer.status == int(digits[0]), (name, answer.status)
        assert answer.all("strict-transport-security") == [HSTS], name
        assert answer.all("x-content-type-options") == ["nosniff"], name
        assert answer.all("server") == ["nginx"], name
        assert not answer.all("x-powered-by"), name
        assert not re.search(r"nginx/\d|gunicorn", answer.text), name


def test_files_are_sent_compressed_and_kept_for_long(stack):
    css = re.search(r'href="(/static/[^"]+\.css)"', stack.ask("/").text)[1]
    answer = stack.ask(css, headers={"Accept-Encoding": "gzip"})
    assert answer["content-encoding"] == "gzip"
    assert "immutable" in answer["cache-control"]


@pytest.mark.parametrize(
    ("takes", "gets"),
    [("br;q=0, gzip", ["gzip"]), ("br;q=0.0,gzip;q=0", []), ("gzip, br", ["br"]), ("zstd", ["zstd"]),
     ("br;q=0.5", ["br"]), ("zstd;q=0, br ; q=0", []), ("", [])],
)  # fmt: skip
def test_nobody_gets_an_encoding_that_they_refuse(stack, takes, gets):
    for _ask in range(2):  # the second time nginx answers from what it kept
        answer = stack.ask("/about/", headers={"Accept-Encoding": takes})
        assert (answer.status, answer.all("content-encoding")) == (200, gets)


def test_the_numbers_of_both_processes_are_added_up(stack):
    token = {"Authorization": f"Bearer {stack.env['HEALTH_TOKEN']}"}

    def count():
        text = stack.ask("/metrics", headers=token).text
        return float(
            re.search(
                r'^clinic_request_seconds_count\{kind="search",status="2xx"\} (\S+)$', text, re.M
            )[1]
        )

    stack.ask("/search/?q=first")
    before = count()
    for number in range(10):
        stack.ask(f"/search/?q={number}")
    assert count() - before == 10
    assert stack.ask("/metrics").status == 404
    assert "clinic_queue_seconds_count" in stack.ask("/metrics", headers=token).text


# --- Staff -------------------------------------------------------------------------------------
def test_the_owner_signs_in_with_password_and_code(owner):
    page = owner.open("/admin/")
    assert owner.answer.status == 200
    assert page.find("h1")
    assert owner.answer["cache-control"] == "private, no-store"


def test_a_wrong_password_is_refused_and_nobody_else_is(stack):
    browser = Browser(stack)
    page = browser.open("/accounts/login/")
    form = page.find("input", attrs={"name": "login"}).find_parent("form")
    page = browser.send(form, {"login": "nobody", "password": "wrong"})
    assert browser.answer.status == 200
    assert "not correct" in page.get_text()


DRAFT = """
from clinic.models import ClinicSettings
from wagtail.models import Page
# The owner is no clinician: this is about caches, not about approval.
ClinicSettings.objects.update(approve_before_publishing=False)
page = Page.objects.get(slug="costs").specific
page.title = {title!r}
page.save_revision()
print(page.pk)
"""


def test_what_is_published_is_fresh_in_both_processes(stack, owner):
    for number in range(3):
        title = f"Costs, as of round {number}"
        page_id = stack.manage("shell", "-v", "0", "-c", DRAFT.format(title=title)).strip()
        # The editor's own form is made by script; the list's 'Publish' is plain HTML.
        soup = owner.open(f"/admin/bulk/wagtailcore/page/publish/?id={page_id}&next=/admin/")
        owner.send(
            soup.find("form", method=re.compile("post", re.I), action=re.compile("bulk")), {}
        )
        assert owner.answer.status == 200, stack.logs()[-5000:]
        # nginx may keep what it has for as long as clinic.env says.
        lag = int(stack.env["PROXY_CACHE_SECONDS"]) + 2
        stack.wait("the new title", lambda title=title: title in stack.ask("/costs/").text, lag)
        # Many at once reach both processes; none may show what was before.
        for _ask in range(12):
            page = BeautifulSoup(stack.ask("/costs/").body, "html.parser")
            assert title in page.title.get_text()


def fill_in(form) -> dict[str, str]:
    """Return plausible answers for every question of a form that must be answered."""
    answers: dict[str, str] = {}
    for tag in form.find_all(["input", "textarea", "select"]):
        name, kind = tag.get("name", ""), tag.get("type", "")
        if not name or kind in ("hidden", "submit") or name in answers:
            continue
        if tag.name == "select":
            options = [o["value"] for o in tag.find_all("option") if o.get("value")]
            answers[name] = options[0] if options else ""
        elif kind in ("radio", "checkbox"):
            answers[name] = tag.get("value", "on")
        elif kind == "email":
            answers[name] = "maria@example.com"
        elif kind == "tel":
            answers[name] = "(703) 555-0142"
        elif kind in ("text", "search"):
            answers[name] = "Maria Beispiel"
        elif tag.name == "textarea" and tag.has_attr("required"):
            answers[name] = "A few words of mine."
        elif kind == "date" and tag.has_attr("required"):
            answers[name] = f"{date.today() - timedelta(days=365 * 40)}"
    # What only robots fill in stays empty.
    for tag in form.select("[aria-hidden=true] input, .c-form__trap input, input[tabindex='-1']"):
        answers.pop(tag.get("name", ""), None)
    return answers


def test_a_request_is_sent_told_and_read_in_the_inbox(stack, owner, mail):
    visitor = Browser(stack)
    page = visitor.open("/request-an-appointment/")
    time.sleep(4)  # whoever needs less than three seconds is taken for a robot
    for _step in range(8):
        form = page.find("form", attrs={"data-form": True})
        if form is None:
            break
        button = form.select_one("button.c-button--primary[name=_go]")
        page = visitor.send(form, fill_in(form), button)
    wrong = [tag.get_text(" ", strip=True) for tag in page.select("[class*=error]")]
    assert "/sent/" in visitor.path, (visitor.path, visitor.answer.status, wrong)
    assert visitor.answer.status == 200
    inbox = owner.open("/admin/requests/")
    link = inbox.find("a", href=re.compile(r"/admin/requests/\d+/"))
    assert link is not None, inbox.get_text(" ", strip=True)[:800]
    request = owner.open(re.sub(r"^https://[^/]+", "", link["href"]))
    assert "Maria Beispiel" in request.get_text()
    end = time.monotonic() + 60
    while not mail.letters:
        assert time.monotonic() < end, "the worker told nobody"
        time.sleep(0.2)
    assert "Maria" not in "".join(mail.letters)


# --- What is written down ---------------------------------------------------------------------
def test_no_log_holds_what_somebody_looked_for(stack):
    stack.ask(f"/{LOOKED_FOR}-1/")
    stack.ask(f"/{LOOKED_FOR}-2")
    stack.ask(f"/search/?q={LOOKED_FOR}-3")
    stack.ask(f"/search/?q={LOOKED_FOR}-4&page=9999")
    stack.ask(f"/{LOOKED_FOR}-5/", "DELETE")
    stack.ask(f"/static/{LOOKED_FOR}-6.css")
    stack.ask(f"/media/{LOOKED_FOR}-7.jpg")
    stack.ask(f"/a%00{LOOKED_FOR}-8/")
    stack.ask(f"/search/?q={LOOKED_FOR}-9" + "a" * 40_000)
    stack.ask_plain(f"/{LOOKED_FOR}-10/?q={LOOKED_FOR}")
    stack.ask_socket(f"/{LOOKED_FOR}-11/")
    time.sleep(0.5)
    assert LOOKED_FOR not in stack.logs()
    assert " 404 GET - " in (stack.folder / "log/clinic.log").read_text()


# --- Plugs (last: they disturb the others) ------------------------------------------------------
def test_redis_is_away_and_comes_back(stack, owner):
    stack.redis.stop()
    try:
        assert {stack.ask(path).status for path in PAGES} == {200}
        owner.open("/admin/")
        assert owner.answer.status == 200
        answer = stack.ask("/readyz")
        assert answer.status == 200
        assert '"degraded"' in answer.text
        assert '"cache"' in answer.text
    finally:
        stack.redis.start()
    stack.wait("the recovery", lambda: '"cache"' not in stack.ask("/readyz").text, 10)
    assert {stack.ask(path).status for path in PAGES} == {200}


def test_the_database_is_away(stack):
    stack.postgres.stop()
    try:
        css = stack.folder / "static/css"
        name = next(css.glob("site.*.css")).name
        # What nginx kept a moment ago it may still show.
        lag = int(stack.env["PROXY_CACHE_SECONDS"]) + 4
        stack.wait("the end of what nginx kept", lambda: stack.ask("/").status == 503, lag)
        for _ask in range(6):
            answer = stack.ask("/")
            assert answer.status == 503
        assert answer.all("strict-transport-security") == [HSTS]
        assert stack.ask("/healthz").status == 200
        assert stack.ask(f"/static/css/{name}").status == 200
        stack.ask(f"/{LOOKED_FOR}/?q={LOOKED_FOR}")
    finally:
        stack.postgres.start()
    stack.wait("the site", lambda: stack.ask("/").status == 200, 3)
    assert LOOKED_FOR not in stack.logs()


def test_the_application_is_away(stack):
    stack.stop("web")
    answer = stack.ask(f"/{LOOKED_FOR}/?q={LOOKED_FOR}")
    assert answer.status == 503
    assert answer["retry-after"] == "120"
    assert answer.all("strict-transport-security") == [HSTS]
    assert answer.all("x-content-type-options") == ["nosniff"]
    assert "988" in answer.text
    assert stack.ask("/healthz").status == 503
    stack.start_web()
    assert stack.ask("/").status == 200
    assert LOOKED_FOR not in stack.logs()
