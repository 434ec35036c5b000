"""Tells for which names a certificate stands."""

from __future__ import annotations

import re
from pathlib import Path

from .terminal import run_command


def holds_names(file: Path, names: list[str]) -> bool:
    """Tell whether the certificate in `file` is there and stands for each of `names`. Raises StopScript if it can't be read."""
    if not file.exists():
        return False
    said = run_command(["openssl", "x509", "-noout", "-ext", "subjectAltName", "-in", str(file)])
    return set(names) <= set(re.findall(r"DNS:([^\s,]+)", said))
