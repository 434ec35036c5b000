"""Releases lie side by side: each has its code, its packages and its collected files, and none changes another's."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from .debian import DebianSystem
from .folder import FolderSystem
from .place import DEPLOY, Place
from .spelling import spell_prefix
from .terminal import StopScript, run_command, say_step
from .variables import read_variables

# The one that answers, the one before it, and one more.
MOST_RELEASES = 3
# A release with its packages, and what is written while it is made.
ROOM = 1_000_000_000
_NOT_CODE = {".git", ".venv", ".venv-next", "var", "__pycache__", "shots", "audit", "node_modules"}
System = DebianSystem | FolderSystem


def open_system(place: Place) -> System:
    """Return what starts and stops things on this machine."""
    return FolderSystem(place) if place.is_trial else DebianSystem(place)


def open_machine(prefix: str) -> tuple[Place, System]:
    """Return a machine that deploy/install made. Raises StopScript where there is none."""
    place = Place.read_notes(spell_prefix(prefix))
    if place is None:
        raise StopScript("This machine was not set up by deploy/install. Run that first.")
    if not place.is_trial and os.geteuid() != 0:
        raise StopScript("Run it as root, with sudo.")
    return place, open_system(place)


def manage_site(place: Place, system: System, release: str, *words: str, **extra: str) -> str:
    """Run a command of the site in one release, as the site's user. Returns what it printed."""
    folder = place.releases / release
    env = {**os.environ, **read_variables(place.path("/etc/clinic.env")), "PYTHONPATH": "", **extra}
    return run_command(
        [str(folder / ".venv/bin/python"), "manage.py", *words],
        user=system.user,
        env=env,
        cwd=folder,
    )


def list_releases(place: Place) -> list[str]:
    """Return the names of the whole releases, the oldest first."""
    folders = place.releases.iterdir() if place.releases.exists() else []
    return sorted(path.name for path in folders if (path / ".whole").exists())


def make_release(place: Place, system: System) -> str:
    """Copy the code that this script belongs to, install its packages, collect its files. Returns its name."""
    source = DEPLOY.parent
    _drop_unfinished(place)
    name = f"{datetime.now(UTC):%Y%m%d-%H%M%S}-{_read_commit(source)}"
    folder = place.releases / name
    say_step(f"release {name}: code and packages (a minute or two)")
    try:
        _copy_code(source, folder)
        _install_packages(place, folder)
        system.give_away(folder)
        say_step("its static files, compressed")
        manage_site(
            place, system, name, "collectstatic", "--noinput", "--verbosity", "0", STATIC_ROOT=""
        )
        (folder / ".whole").touch()
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return name


def _drop_unfinished(place: Place) -> None:
    """Delete what a script left that was cut off while it made a release: nothing answers from there."""
    for folder in place.releases.iterdir() if place.releases.exists() else []:
        if folder.is_dir() and not (folder / ".whole").exists():
            shutil.rmtree(folder, ignore_errors=True)
    if shutil.disk_usage(place.path("/srv/clinic")).free < ROOM:
        raise StopScript(
            f"Less than {ROOM // 1_000_000_000} GB is free below {place.path('/srv/clinic')}: make room first. The site answers on."
        )


def _ask_git(source: Path, *words: str) -> str:
    """Return what git says of the code; '' where it lies in no repository."""
    # Root may read a clone that somebody else owns.
    command = ["git", "-c", "safe.directory=*", "-C", str(source), *words]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return ""


def _read_commit(source: Path) -> str:
    return _ask_git(source, "rev-parse", "--short=7", "HEAD").strip() or "files"


def _copy_code(source: Path, folder: Path) -> None:
    """Copy what git knows, or everything that is code where there is no git."""
    names = _ask_git(source, "ls-files", "--cached", "--others", "--exclude-standard", "-z").split(
        "\0"
    )
    if names == [""]:
        shutil.copytree(source, folder, symlinks=True, ignore=shutil.ignore_patterns(*_NOT_CODE))
        return
    for name in filter(None, names):
        if (source / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source / name, folder / name)


def _install_packages(place: Place, folder: Path) -> None:
    if place.venv:
        (folder / ".venv").symlink_to(place.venv)
        return
    run_command([sys.executable, "-m", "venv", str(folder / ".venv")])
    run_command([str(folder / ".venv/bin/pip"), "install", "--quiet", "--disable-pip-version-check",
                 "--require-hashes", "-r", str(folder / "requirements/production.txt")])  # fmt: skip


def point_link(link: Path, target: Path) -> None:
    """Let a link point elsewhere, in one step that nobody can catch half-done."""
    fresh = link.with_name(link.name + ".new")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(target)
    fresh.replace(link)


def share_static(place: Place, release: str) -> None:
    """Put a release's files beside those of the others: pages of both versions find theirs."""
    shared = place.path("/srv/clinic/static")
    for file in sorted((place.releases / release / "var/static").rglob("*")):
        target = shared / file.relative_to(place.releases / release / "var/static")
        # The list of hashed names is each release's own; its processes read it where it was made.
        if not file.is_file() or file.name == "staticfiles.json":
            continue
        if target.exists() and target.stat().st_ino == file.stat().st_ino:
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        file.chmod(0o644)
        fresh = target.with_name(target.name + ".new")
        fresh.unlink(missing_ok=True)
        os.link(file, fresh)
        fresh.replace(target)
    for folder in (shared, *(path for path in shared.rglob("*") if path.is_dir())):
        folder.chmod(0o755)


def prune_releases(place: Place, keep: set[str], system: System | None = None) -> list[str]:
    """Delete the oldest releases but `keep`. Returns what went. Parameter: `system`, as for `drop_releases`."""
    names = list_releases(place)
    spare = [name for name in names if name not in keep]
    gone = spare[: max(0, len(names) - MOST_RELEASES)]
    drop_releases(place, gone, system)
    return gone


def drop_releases(place: Place, names: list[str], system: System | None = None) -> None:
    """Delete these releases, and the static files that none of the rest knows.

    Parameter: `system`, which stops their processes first, also for the next start of the machine.
    """
    if not names:
        return
    for name in names:
        if system is not None:
            with suppress(StopScript):
                system.stop_web(name)
        shutil.rmtree(place.releases / name)
    known: set[Path] = set()
    for rest in list_releases(place):
        root = place.releases / rest / "var/static"
        known.update(path.relative_to(root) for path in root.rglob("*"))
    shared = place.path("/srv/clinic/static")
    for path in sorted(shared.rglob("*"), reverse=True):
        if path.relative_to(shared) not in known:
            path.rmdir() if path.is_dir() else path.unlink()
