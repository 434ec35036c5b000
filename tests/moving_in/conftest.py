"""What the tests of this folder share."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tests.factories.blog import blog_index
from tests.factories.home import home_page
from tests.moving_in.bringing import picture


@pytest.fixture(params=["folder", "zip"])
def media(request, tmp_path) -> Path:
    """Return a folder or a zip of the old library; the zip holds traps as well."""
    files = {
        "2023/05/Room.JPG": picture("green", (1600, 1200)), "2023/05/Room-300x200.JPG": picture("green", (300, 200)),
        "2023/05/plan.png": picture("blue", kind="PNG"), "2023/06/copy-of-plan.png": picture("blue", kind="PNG"),
        "2023/05/big-scaled.jpg": picture("teal", (800, 600)), "2023/05/big.jpg": picture("teal", (2000, 1500)),
        "2023/05/broken.jpg": picture()[:200], "2024/01/intake.pdf": b"%PDF-1.4 words", "2024/01/fake.pdf": b"no pdf",
    }  # fmt: skip
    if request.param == "folder":
        for name, data in files.items():
            path = tmp_path / "uploads" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        (tmp_path / "uploads" / "2023" / "05" / "link.jpg").symlink_to("/etc/hostname")
        return tmp_path / "uploads"
    with zipfile.ZipFile(tmp_path / "media.zip", "w", zipfile.ZIP_DEFLATED) as box:
        for name, data in files.items():
            box.writestr(f"wp-content/uploads/{name}", data)
        box.writestr("../../2023/05/evil.jpg", picture())
        box.writestr("2023/05/bomb.jpg", b"\0" * (30 << 20))
    return tmp_path / "media.zip"


@pytest.fixture
def new_site(db, settings, tmp_path):
    """A site with a home page and a blog, to which somebody moves; files go to folders of the test's own."""
    settings.MOVING_IN_ROOT = tmp_path / "moving-in"
    settings.MEDIA_ROOT = tmp_path / "media"
    home_page()
    blog_index()
