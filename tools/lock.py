"""Writes the locks in `requirements/`: exact versions with hashes and no index address.

.venv/bin/python tools/lock.py            keep what is locked, add what is new
.venv/bin/python tools/lock.py --upgrade  take the newest versions that pyproject.toml allows
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
UV = [sys.executable, "-m", "uv"]
# The second and third lock hold the versions of the first.
LOCKS = {
    "run": [],
    "test": ["--extra", "test", "-c", "requirements/run.txt"],
    "production": ["--extra", "production", "-c", "requirements/run.txt"],
}


def main(arguments: list[str]) -> None:
    """Compile each lock and check that no address slipped in."""
    (ROOT / "requirements").mkdir(exist_ok=True)
    for name, extra in LOCKS.items():
        target = ROOT / "requirements" / f"{name}.txt"
        command = [
            *UV, "pip", "compile", "pyproject.toml", "--quiet", "--generate-hashes", "--universal",
            "--python-version", "3.11", "--no-emit-index-url", "--no-emit-find-links",
            "--custom-compile-command", "make lock", "-o", str(target.relative_to(ROOT)), *extra,
        ]  # fmt: skip
        if "--upgrade" in arguments:
            command.append("--upgrade")
        subprocess.run(command, cwd=ROOT, check=True)
        text = target.read_text()
        if "://" in text:
            raise SystemExit(f"requirements/{name}.txt names an address; it must not.")
        pins = sum(1 for line in text.splitlines() if line and line[0].isalnum())
        print(f"  requirements/{name}.txt: {pins} packages")


if __name__ == "__main__":
    main(sys.argv[1:])
