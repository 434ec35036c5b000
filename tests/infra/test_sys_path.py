"""The layout of the repository, where a slip would break the interpreter itself."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_site_is_a_folder_and_never_a_package():
    # With frozen modules off, site/__init__.py would replace the standard library's `site`.
    assert (ROOT / "site").is_dir()
    assert not (ROOT / "site" / "__init__.py").exists()


def test_git_ignore_does_not_hide_the_settings():
    lines = (ROOT / ".gitignore").read_text().splitlines()
    assert "/site" not in lines and "site/" not in lines
    assert "!/site/" in lines
