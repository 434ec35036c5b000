"""Lets another release answer without a failed request, and goes back by itself where it is not well."""

from __future__ import annotations

import fcntl
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager

from .place import Place, write_text
from .probes import ask_nginx, ask_release, read_failing, wait_until
from .releases import System, list_releases, point_link, share_static
from .terminal import StopScript, say_step
from .variables import read_variables

START = 90  # seconds until a release must answer
STEADY, WATCHED = 5, 45  # so long it must be well on end, within so many seconds
# nginx's old processes finish what they have passed on; then nobody speaks to the old release.
DRAIN = 3
WARMED = 12  # pages that are asked for before the first visitor is
_PAGE = re.compile(rb"<loc>https?://[^/<]+(/[^<]*)</loc>")


@contextmanager
def hold_machine(place: Place) -> Iterator[None]:
    """Keep a second script away while this one works. Raises StopScript where there is one already."""
    path = place.path("/run/clinic-deploy.lock")
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise StopScript(
                "Another script works on this machine now. Wait until it is done."
            ) from None
        yield


def start_release(place: Place, system: System, release: str) -> None:
    """Start a release and ask it until it is well. Raises StopScript if it never is.

    One that was started beside the release that answers is stopped again then, and also where somebody or something ends
    the script meanwhile. The one that answers goes on: what keeps it from being ready may pass.
    """
    own = release == place.current_release()
    say_step(f"starting {release}" + ("" if own else " beside what answers now"))
    try:
        system.start_web(release)
        failing = _wait_for_answers(place, release)
        if failing:
            after = "It goes on running." if own else "It was stopped; visitors never saw it."
            raise StopScript(f"{release} does not become ready ({failing}). {after}")
        _warm_pages(place, release)
    except BaseException:
        if not own:
            system.stop_web(release)
        raise


def _wait_for_answers(place: Place, release: str) -> str:
    """Wait until a release is ready and its home page comes. Returns what is wrong where it does not; else ''."""
    token = read_variables(place.path("/etc/clinic.env")).get("HEALTH_TOKEN", "")
    ready = wait_until(lambda: ask_release(place, release, "/readyz")[0] == 200, START)
    # A busy machine may take longer than one question waits for the page that nobody has asked for yet.
    page = 0

    def home_answers() -> bool:
        nonlocal page
        page, _body = ask_release(place, release, "/")
        return page != 0

    ready = ready and wait_until(home_answers, START)
    status, body = ask_release(place, release, "/readyz", token)
    if not ready or page >= 500:
        return f"readyz {status}: {read_failing(body)}; home page {page}"
    if b'"degraded"' in body:
        say_step(f"it answers; somebody should look at: {read_failing(body)}")
    return ""


def _warm_pages(place: Place, release: str) -> None:
    """Ask for the first pages of the sitemap, so that no visitor waits for them to be made."""
    _status, sitemap = ask_release(place, release, "/sitemap.xml")
    paths = [found.decode() for found in _PAGE.findall(sitemap)[:WARMED]]
    bad = [path for path in paths if ask_release(place, release, path)[0] >= 500]
    say_step(f"{len(paths)} pages are warm" + (f"; broken: {', '.join(bad)}" if bad else ""))


def point_nginx(place: Place, system: System, release: str) -> None:
    """Let nginx pass visitors on to a release; requests under way end where they began."""
    text = f"server unix:{place.socket(release)} fail_timeout=0;\n"
    write_text(place.path("/etc/nginx/clinic-upstream.conf"), text)
    system.reload_nginx()


def switch_release(place: Place, system: System, release: str) -> None:
    """Let `release` answer instead of the current one. Raises StopScript, with the old one answering, if it is not well."""
    old, before = place.current_release(), place.previous_release()
    share_static(place, release)
    start_release(place, system, release)
    say_step("nginx speaks to it")
    try:
        point_nginx(place, system, release)
        _point_links(place, release, old)
        system.restart_worker()
        _watch_release(place, system, release)
    except (
        BaseException
    ) as error:  # a full disk and a lost connection, too: nginx never stays half-way
        if not old or old == release:
            raise
        say_step(f"going back to {old}")
        point_nginx(place, system, old)
        _point_links(place, old, before)
        if not before:  # there was none to go back to, and this one is none
            place.link.with_name("previous").unlink(missing_ok=True)
        system.restart_worker()
        time.sleep(DRAIN)
        system.stop_web(release)
        why = str(error) or "The script was ended."
        raise StopScript(f"{why}\n  {old} answers as before. Data were not touched.") from None
    if old and old != release:
        say_step(f"stopping {old}, once it has finished what it is answering")
        time.sleep(DRAIN)
    # Also what a script left running that was cut off without a word.
    for other in list_releases(place):
        if other != release:
            system.stop_web(other)


def _point_links(place: Place, current: str, previous: str) -> None:
    point_link(place.link, place.releases / current)
    if previous and previous != current:
        point_link(place.link.with_name("previous"), place.releases / previous)


def _watch_release(place: Place, system: System, release: str) -> None:
    """Watch a release that answers. Raises StopScript where /readyz stays red, nginx does not reach it, or its worker ends."""
    say_step(f"watching it until it has been well for {STEADY} seconds")

    def is_well() -> bool:
        ready = ask_release(place, release, "/readyz")[0] == 200
        return ready and ask_nginx(place, "/healthz")[0] == 200 and system.worker_runs()

    if wait_until(is_well, WATCHED, STEADY):
        return
    status, body = ask_release(place, release, "/readyz")
    outside, _body = ask_nginx(place, "/healthz")
    worker = "runs" if system.worker_runs() else "ends by itself"
    raise StopScript(
        f"{release} did not stay well: readyz {status} ({read_failing(body)}), through nginx {outside}, its worker {worker}."
    )
