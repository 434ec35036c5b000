"""What the scripts say, and how they run what they run."""

from __future__ import annotations

import errno
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

_ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class StopScript(Exception):
    """Ends a script with a sentence that says what happened and what to do."""


def say_step(text: str) -> None:
    """Say what is being done now."""
    with suppress(OSError):  # the terminal may be gone; the work goes on
        print(f"  · {text}", flush=True)


def say_next(title: str, lines: list[str]) -> None:
    """Say what comes next, a line each."""
    with suppress(OSError):
        print(f"\n  {title}", *(f"    {line}" for line in lines), "", sep="\n", flush=True)


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


def _end_by_signal(_number: int, _frame: object) -> None:
    """Let a script that is ended, or whose connection was lost, clean up as after Ctrl-C; nothing disturbs that."""
    for number in _ENDING:
        signal.signal(number, lambda _number, _frame: None)
    raise KeyboardInterrupt


def run_script(main: Callable[[list[str]], None]) -> None:
    """Run a script; end it with its sentence, and code 1, where it stops."""
    for number in _ENDING:
        # Who started it with nohup wants it to go on.
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _end_by_signal)
    try:
        main(sys.argv[1:])
    except (StopScript, OSError) as error:
        _say_why(error)
        raise SystemExit(1) from None
    except KeyboardInterrupt:
        _say_why("Stopped by you. Run it again to go on.")
        raise SystemExit(130) from None


def _say_why(error: Exception | str) -> None:
    """Say it, where somebody still hears it."""
    text = str(error)
    if isinstance(error, OSError):
        text = f"{error.strerror}: {error.filename}. Mend that, then run it again."
        if error.errno == errno.ENOSPC:
            text = f"The disk is full ({error.filename or 'no file is named'}). Make room, then run it again."
    with suppress(OSError):
        print(f"\n  {text}\n", file=sys.stderr)
