"""The files of the old site's library: under which names a picture may be known, and which is the largest."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

_SIZE = re.compile(r"-\d{2,5}x\d{2,5}(?=\.\w{2,5}$)")
_SCALED = re.compile(r"-(?:scaled|rotated)(?=\.\w{2,5}$)")
_ORIGINAL = re.compile(r's:14:"original_image";s:\d+:"([^"/\\]+)"')
_UPLOADS = re.compile(r"(?:^|/)wp-content/uploads/(?:sites/\d+/)?(.+)$")
# What visitors send through forms lies beside the pictures of the library.
_SENT = re.compile(
    r"(?:^|/)(?:wpforms|gravity_forms|cf7_uploads|wpcf7_uploads|cfdb7_uploads|formidable|ninja-forms|"
    r"fluentform|forminator|elementor/forms|woocommerce_uploads|edd|ultimatemember|jet-form-builder|"
    r"wp_dndcf7_uploads|everest_forms_uploads|happyforms|private|protected|patients?|intakes?)/",
    re.IGNORECASE,
)
PICTURES = ("jpg", "jpeg", "jpe", "png", "gif", "webp", "avif")


@dataclass(frozen=True)
class Upload:
    """One file of the old library."""

    id: int = 0
    parent: int = 0
    # Below wp-content/uploads, as `2023/05/Room.JPG`.
    file: str = ""
    url: str = ""
    original: str = ""
    alt: str = ""
    caption: str = ""
    title: str = ""
    path: str = ""

    @property
    def is_picture(self) -> bool:
        """Whether its name is that of a picture."""
        return ending_of(self.file or self.url) in PICTURES

    @property
    def was_sent(self) -> bool:
        """Whether a visitor sent it, by the folder it lies in."""
        return bool(_SENT.search("/" + self.file) or _SENT.search(urlsplit(self.url).path))


def ending_of(name: str) -> str:
    """Return the ending of a file's name or address, in small letters."""
    last = name.partition("?")[0].rpartition("/")[2]
    return last.rpartition(".")[2].lower() if "." in last else ""


def original_in(metadata: str) -> str:
    """Return the name of the file as it was uploaded, where WordPress shows a smaller one."""
    found = _ORIGINAL.search(metadata)
    return found[1] if found else ""


def file_in(address: str) -> str:
    """Return the file below wp-content/uploads that an address names; '' where it names none.

    WordPress's own picture server repeats the address behind its own (`i0.wp.com/clinic.example/…`).
    """
    try:
        path = unquote(urlsplit(address.strip()).path)
    except ValueError:
        return ""
    found = _UPLOADS.search(path)
    return found[1] if found and ".." not in found[1].split("/") else ""


def without_size(name: str) -> str:
    """Return the name of the whole picture that `name` is a size of."""
    return _SCALED.sub("", _SIZE.sub("", name))


def names_of(upload: Upload | None, address: str) -> list[str]:
    """Return the files in which a picture may be found, the largest first, without doubles."""
    names: list[str] = []
    shown = file_in(address)
    file = (upload.file if upload else "") or (file_in(upload.url) if upload else "")
    if upload and upload.original and file:
        names.append(file.rpartition("/")[0] + "/" + upload.original)
    for name in (file, shown):
        if name:
            names += [without_size(name), _SIZE.sub("", name), name]
    return [name.lstrip("/") for name in dict.fromkeys(names)]
