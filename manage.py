#!/usr/bin/env python
"""Django's command line. Puts the apps (`site/` and the top level) on the path."""

import gc
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent


def main() -> None:
    """Run the command that the arguments name."""
    # Importing the site makes a million objects that stay; looking for rubbish among them is a fifth of the start.
    gc.set_threshold(50_000, 20, 20)
    # `site/` is a folder on the path and never a package: the standard library owns that name.
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
