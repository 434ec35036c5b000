"""What the scripts say, and how they run what they run."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path


class StopScript(Exception):
    """Ends a script with a sentence that says what happened and what to do."""


def say_step(text: str) -> None:
    """Say what is being done now."""
    print(f"  · {text}", flush=True)


def say_next(title: str, lines: list[str]) -> None:
    """Say what comes next, a line each."""
    print(f"\n  {title}", flush=True)
    for line in lines:
        print(f"    {line}", flush=True)
    print(flush=True)


def run_command(
    command: list[str],
    *,
    user: str = "",
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    typed: str | None = None,
) -> str:
    """Run a command and return what it printed.

    Parameters: `user`, whose rights it gets (needs root; '' keeps ours); `typed`, what it reads from its standard
    input. Raises StopScript with the end of what it said where it fails.
    """
    # `user` is there only for root: without it subprocess changes nothing.
    rights = {"user": user, "group": user, "extra_groups": [], "umask": 0o027} if user else {}
    try:
        done = subprocess.run(
            command, env=env, cwd=cwd, input=typed, capture_output=True, text=True, **rights
        )  # type: ignore[call-overload]
    except OSError as error:
        raise StopScript(f"{command[0]} could not be run: {error.strerror}.") from None
    if done.returncode:
        tail = "\n    ".join((done.stderr.strip() or done.stdout.strip()).splitlines()[-12:])
        name = " ".join([Path(command[0]).name, *command[1:3]])
        raise StopScript(f"'{name}' failed. It said:\n    {tail}")
    return done.stdout


def run_script(main: Callable[[list[str]], None]) -> None:
    """Run a script; end it with its sentence, and code 1, where it stops."""
    try:
        main(sys.argv[1:])
    except StopScript as error:
        print(f"\n  {error}\n", file=sys.stderr)
        raise SystemExit(1) from None
    except KeyboardInterrupt:
        print("\n  Stopped by you. Run it again to go on.\n", file=sys.stderr)
        raise SystemExit(130) from None
