"""Counts which files of ours one action crosses, and how often it goes from one to another: by hand, after laying things out anew.

    .venv/bin/python tools/measuring/crossings.py            the four actions
    .venv/bin/python tools/measuring/crossings.py --files    and the files of each, with what is called in them

A fresh database with the sample site, each action done once to warm up and once under `sys.setprofile`, middleware included.
A switch is a call into a function of ours whose file is another than that of the call of ours before it.
"""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
OURS = tuple(f"{ROOT / room}{os.sep}" for room in ("site", "home", "blog", "forms"))
POST = "/blog/what-ketamine-is-and-how-it-works/"


class Trace:
    """What was called of ours, in order."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, str]] = []

    def note_call(self, frame: FrameType, event: str, _argument: object) -> None:
        """Remember one call of ours; the profiler's callback."""
        name = frame.f_code.co_filename
        if event == "call" and name.startswith(OURS) and os.sep + "migrations" not in name:
            self.calls.append((str(Path(name).relative_to(ROOT)), frame.f_code.co_qualname))

    @property
    def switches(self) -> int:
        """Return how often a call lies in another file than the one before it."""
        files = [name for name, _function in self.calls]
        return sum(one != other for one, other in itertools.pairwise(files))

    @property
    def files(self) -> Counter[str]:
        """Return the files, with the number of calls in each."""
        return Counter(name for name, _function in self.calls)


@contextmanager
def trace_calls(trace: Trace):
    """Note every call of ours inside of the block."""
    sys.setprofile(trace.note_call)
    try:
        yield
    finally:
        sys.setprofile(None)


def make_form() -> tuple[str, Callable[[], dict[str, str]]]:
    """Make a form page of one step; return its address, and what its next visitor sends."""
    import time
    import uuid

    from wagtail.models import Site

    from forms.requests.tokens import SubmissionToken
    from tests.factories.forms import FormPageFactory, request_settings

    request_settings(notify="desk@clinic.example", hourly_limit=1000, hourly_most=1000)
    home = Site.objects.get(is_default_site=True).root_page
    page = FormPageFactory(slug="write", title="Write to us", parent=home)
    keys = {field.field_type: field.clean_name for field in page.form_fields.all()}
    numbers = itertools.count(100)

    def write_letter() -> dict[str, str]:
        number = next(numbers)
        return {
            "_token": SubmissionToken(uuid.uuid4(), time.time() - 60).sign(),
            "_step": "0",
            "_go": "next",
            keys["name"]: f"Visitor {number}",
            keys["contact_method"]: "text",
            keys["phone"]: f"(703) 555-0{number}",
            keys["consent_contact"]: "yes",
        }

    return page.get_url(), write_letter


def list_actions(client: Any) -> dict[str, Callable[[], Any]]:
    """Return each action by what it is called in docs/architecture.md."""
    from wagtail.models import Page

    from infra import content_version

    address, write_letter = make_form()
    post = Page.objects.get(slug=POST.strip("/").split("/")[-1]).specific

    def view_fresh() -> Any:
        content_version.change_version()
        return client.get(POST)

    return {
        "a post is viewed, just published": view_fresh,
        "a post is viewed again": lambda: client.get(POST),
        "a form is shown": lambda: client.get(address),
        "a request is sent": lambda: client.post(address, write_letter()),
        "a page is published": lambda: post.save_revision().publish(),
    }


def trace_actions(show_files: bool) -> None:
    """Do each action twice, the second time traced, and print what it crossed."""
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    import django

    django.setup()
    from django.test import Client

    client = Client(HTTP_HOST="127.0.0.1", headers={"sec-fetch-site": "same-origin"})
    print(f"\n  {'':36}{'files':>6}{'switches':>10}{'calls':>8}")
    for name, act in list_actions(client).items():
        answer = act()
        assert getattr(answer, "status_code", 200) in (200, 302), (name, answer.status_code)
        trace = Trace()
        with trace_calls(trace):
            act()
        print(f"  {name:36}{len(trace.files):6}{trace.switches:10}{len(trace.calls):8}")
        if show_files:
            for file, calls in trace.files.most_common():
                called = dict.fromkeys(function for place, function in trace.calls if place == file)
                print(f"      {calls:4} {file}: {', '.join(called)}")


def main(arguments: list[str]) -> int:
    """Set up the sample site in a folder that goes away, and trace there."""
    if "--here" in arguments:
        trace_actions("--files" in arguments)
        return 0
    sys.path.insert(0, str(ROOT / "tools"))
    from serving import make_environment, run_manage

    with tempfile.TemporaryDirectory(prefix="crossings-") as folder:
        env = make_environment(Path(folder), production=False)
        for command in (["migrate", "--verbosity", "0"], ["load_sample_site", "--yes"]):
            run_manage(env, *command)
        command = [sys.executable, __file__, "--here", *arguments]
        return subprocess.run(command, cwd=ROOT, env=env).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
