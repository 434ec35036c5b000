"""Where everything lies on the machine, or below a prefix; deploy/'s files are filled in with that."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from pathlib import Path

DEPLOY = Path(__file__).resolve().parents[1]
EXAMPLE_HOST = "clinic.example.com"
EXAMPLE_SECOND = "second.example.com"
# The folders that deploy/'s files name. Below a prefix each lies there instead.
ROOTS = ("/srv/clinic", "/etc/clinic", "/etc/nginx", "/etc/letsencrypt", "/var/www/letsencrypt",
         "/var/cache/nginx", "/var/log/clinic", "/run/clinic")  # fmt: skip
_ROOT = re.compile(rf"(?<![\w/.-])({'|'.join(map(re.escape, ROOTS))})")
_BROTLI = re.compile(r"^(\s*)# (brotli_static on;)", re.MULTILINE)
_LISTEN = re.compile(r"^\s*listen \[::\].*\n", re.MULTILINE)


@dataclass
class Place:
    """One machine: its host name, its ports, and the folder below which it lies ('/' but for trials)."""

    host: str
    prefix: str = "/"
    https: int = 443
    http: int = 80
    # Of a trial in a folder: the virtual environment that stands in for one made anew.
    venv: str = ""
    brotli: bool = False
    # The first administrator, for an install that goes on where it stopped.
    admin: str = ""
    admin_mail: str = ""
    # A further name that leads to the site, for example the bare one beside www.
    second: str = ""

    @property
    def names(self) -> list[str]:
        """The names that the certificate holds."""
        return [self.host, self.second] if self.second else [self.host]

    def path(self, name: str) -> Path:
        """Return where a file of the machine lies, by its name on a real one."""
        return Path(self.prefix) / name.lstrip("/")

    @property
    def is_trial(self) -> bool:
        """Whether this is a folder: no root, no systemd, no packages."""
        return self.prefix != "/"

    @property
    def releases(self) -> Path:
        """The folder in which releases lie side by side."""
        return self.path("/srv/clinic/releases")

    @property
    def link(self) -> Path:
        """What points to the release that answers."""
        return self.path("/srv/clinic/app")

    def socket(self, release: str) -> Path:
        """Return the socket of a release's web processes."""
        return self.path(f"/run/clinic-{release}/web.sock")

    def current_release(self) -> str:
        """Return the name of the release that answers; '' before the first."""
        return self.link.resolve().name if self.link.is_symlink() else ""

    def previous_release(self) -> str:
        """Return the name of the release that answered before; '' where there was none."""
        link = self.link.with_name("previous")
        return link.resolve().name if link.is_symlink() else ""

    def fill_text(self, text: str) -> str:
        """Return one of deploy/'s texts with this machine's host name, paths and ports."""
        text = text.replace(EXAMPLE_HOST, self.host)
        second = EXAMPLE_SECOND if self.second else f" {EXAMPLE_SECOND}"
        text = text.replace(second, self.second)
        if self.brotli:
            text = _BROTLI.sub(r"\1\2", text)
        if not self.is_trial:
            return text
        text = _ROOT.sub(lambda found: str(self.path(found[1])), _LISTEN.sub("", text))
        text = text.replace("listen 443", f"listen 127.0.0.1:{self.https}")
        return text.replace("listen 80;", f"listen 127.0.0.1:{self.http};")

    def write_file(self, name: str, source: str, mode: int = 0o644) -> bool:
        """Fill in deploy/`source` and write it as `name`. Returns whether that changed anything."""
        text = self.fill_text((DEPLOY / source).read_text(encoding="utf-8"))
        return write_text(self.path(name), text, mode)

    def save_notes(self) -> None:
        """Write down what the other scripts need to know of this machine."""
        write_text(self.path("/etc/clinic-machine.json"), json.dumps(asdict(self), indent=1) + "\n")

    @classmethod
    def read_notes(cls, prefix: str) -> Place | None:
        """Return the machine as it was noted below `prefix`; None where there is none."""
        path = Path(prefix) / "etc/clinic-machine.json"
        return cls(**json.loads(path.read_text())) if path.exists() else None


def write_text(path: Path, text: str, mode: int = 0o644) -> bool:
    """Write a file whole or not at all. Returns whether it said something else before."""
    if path.exists() and path.read_text(encoding="utf-8") == text:
        path.chmod(mode)
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(path.name + ".new")
    fresh.touch(mode=mode)
    fresh.chmod(mode)
    fresh.write_text(text, encoding="utf-8")
    fresh.replace(path)
    return True
