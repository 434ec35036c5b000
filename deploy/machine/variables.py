"""/etc/clinic.env: read, made once with random keys, and never overwritten."""

from __future__ import annotations

import base64
import re
import secrets
from pathlib import Path

from .place import DEPLOY, Place, write_text
from .terminal import StopScript

# Whoever has these and a backup can read the requests; without the first nobody can.
KEYS = ("SECRET_KEY", "LOOKUP_KEY", "FIELD_ENCRYPTION_KEYS")
# Where they lie for whoever carries them to the safe, beside the variables and as closed as they.
KEYS_FILE = "/etc/clinic-keys.txt"
# systemd would read these characters as its own.
_UNFIT = re.compile(r"[\s'\"\\]")


def read_variables(path: Path) -> dict[str, str]:
    """Return the variables of a file as systemd reads it. Raises StopScript where there is none."""
    if not path.exists():
        raise StopScript(f"{path} is missing: run deploy/install first.")
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    pairs = (line.partition("=") for line in lines if "=" in line and line[0] not in "#;")
    return {name.strip(): _read_value(value.strip()) for name, _equals, value in pairs}


def _read_value(text: str) -> str:
    """Return a value without the quotes and backslashes that somebody who mends the file by hand may set (systemd.exec(5))."""
    if len(text) > 1 and text[0] == text[-1] == "'":
        return text[1:-1]
    if len(text) > 1 and text[0] == text[-1] == '"':
        return re.sub(r'\\(["\\`$])', r"\1", text[1:-1])
    return re.sub(r"\\(.)", r"\1", text)


def make_keys() -> dict[str, str]:
    """Return new random keys, by the names of their variables."""
    return {
        "SECRET_KEY": secrets.token_urlsafe(50),
        "LOOKUP_KEY": secrets.token_urlsafe(50),
        "FIELD_ENCRYPTION_KEYS": base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(),
    }


def read_keys(path: Path) -> dict[str, str]:
    """Return the keys of an earlier machine from the file that deploy/install wrote. Raises StopScript if one is missing."""
    found = read_variables(path)
    missing = [name for name in KEYS if not found.get(name)]
    if missing:
        raise StopScript(f"{path} does not hold {', '.join(missing)}.")
    return {name: found[name] for name in KEYS}


def write_variables(place: Place, values: dict[str, str], target: Path | None = None) -> None:
    """Fill in deploy/clinic.env.example and write it, readable by root alone. Raises StopScript for a value it can't hold."""
    for name, value in values.items():
        if _UNFIT.search(value):
            raise StopScript(
                f"{name} must not hold spaces, quotes or backslashes; percent-encode them (%20, %22, %5C)."
            )
    lines = []
    example = (DEPLOY / "clinic.env.example").read_text(encoding="utf-8")
    for line in place.fill_text(example).splitlines():
        name, equals, _value = line.partition("=")
        known = equals and not line.startswith("#") and name in values
        lines.append(f"{name}={values[name]}" if known else line)
    named = {line.partition("=")[0] for line in lines}
    lines += [f"{name}={value}" for name, value in values.items() if name not in named]
    write_text(target or place.path("/etc/clinic.env"), "\n".join(lines) + "\n", 0o600)
