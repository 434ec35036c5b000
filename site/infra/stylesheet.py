"""The stylesheets: many source files, one built file each.

The sources lie in a folder, one file a component, and its `index.css` names them in the order of the cascade. What a browser
gets is one file: the sources together, minified by rcssmin. There are three: the website's (`static/css/`), the admin's
(`static/admin/screens/`) and that of the pages around signing in (`static/admin/door/`). They are built where they are needed (by
`build_stylesheet`, by `collectstatic`, and by the development server when a source has changed) into a folder that is never committed.
"""

import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import rcssmin
from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder, FileSystemFinder
from django.core.files.storage import FileSystemStorage, Storage

STATIC = Path(settings.ROOT) / "static"
BUILT = Path(settings.STYLESHEET_ROOT)


@dataclass(frozen=True)
class Stylesheet:
    """A built stylesheet: where it is served below the static files, and the folder of its sources."""

    served_as: str
    sources: Path

    def list_states(self) -> tuple[tuple[str, int, int], ...]:
        """Return each source with when it was written and its size: what differs once one of them has changed."""
        states = [(file, file.stat()) for file in sorted(self.sources.rglob("*.css"))]
        return tuple((str(file), state.st_mtime_ns, state.st_size) for file, state in states)


SITE = Stylesheet("css/site.css", STATIC / "css")
STYLESHEETS = (
    SITE,
    Stylesheet("admin/clinic.css", STATIC / "admin/screens"),
    Stylesheet("admin/accounts.css", STATIC / "admin/door"),
)

_IMPORT = re.compile(r'@import "(?P<file>[^"]+)"(?: layer\((?P<layer>[\w-]+)\))?;')
# rcssmin drops the space of `.block :is(…)` inside a layer, which then means something else. `*:is(…)` is the same
# selector without that space before a colon. `@page :first` takes no star.
_DESCENDANT_PSEUDO = re.compile(r"(?<!@page)(?<=[\w\])*]) (?=::?[a-z])")
_LEADING_ZERO = re.compile(r"(?<![\w.#])0(?=\.\d)")  # 0.5rem is .5rem
# Beside what follows it a `+` needs no space; in a sum it does.
_SELECTOR = re.compile(r"(?<=[{};])[^{};@]+(?={)")


class StylesheetError(Exception):
    """The sources can't be put together; the message says which file and why."""


def bundle_sources(folder: Path = SITE.sources) -> str:
    """Return the sources in one text, each in its layer, in the order of `index.css`.

    Args:
        folder: where `index.css` and the files that it names lie.

    Raises:
        StylesheetError: a file is named that is not there, or lies there and is named nowhere.
    """
    index = (folder / "index.css").read_text(encoding="utf-8")
    imports = list(_IMPORT.finditer(index))
    named = {match["file"] for match in imports} | {"index.css"}
    found = {file.relative_to(folder).as_posix() for file in folder.rglob("*.css")}
    if named != found:
        missing, spare = sorted(named - found), sorted(found - named)
        raise StylesheetError(
            f"{folder / 'index.css'} and the files beside it differ. Named but not there: {', '.join(missing) or 'none'}. "
            f"There but not named: {', '.join(spare) or 'none'}."
        )

    parts = [index[: imports[0].start()]]
    # Neighbours of one layer share a block.
    for layer, neighbours in groupby(imports, key=lambda match: match["layer"]):
        source = "".join(
            (folder / match["file"]).read_text(encoding="utf-8") for match in neighbours
        )
        parts.append(f"@layer {layer} {{\n{source}}}\n" if layer else source)
    return "".join(parts)


def minify_source(source: str) -> str:
    """Return `source` without comments and spaces, with the same rules in the same order."""
    small = _LEADING_ZERO.sub("", rcssmin.cssmin(_DESCENDANT_PSEUDO.sub(" *", source)))
    return _SELECTOR.sub(_tighten_selector, small)


def _tighten_selector(found: re.Match[str]) -> str:
    """Return a selector with no space around `+`, and one colon for the two oldest pseudo-elements."""
    return re.sub(r"::(?=before|after)", ":", found[0].replace(" + ", "+").rstrip())


def build_stylesheet(sheet: Stylesheet = SITE, target: Path = BUILT) -> Path:
    """Build a stylesheet into `target`, unless the file there is the same already; return its path.

    The file is put in place in one step, so that whoever reads it meanwhile sees the old one or the new one.

    Args:
        sheet: which one.
        target: the folder that stands for the root of the static files.

    Raises:
        StylesheetError: its sources can't be put together.
    """
    file = target / sheet.served_as
    content = minify_source(bundle_sources(sheet.sources)).encode()
    if file.is_file() and file.read_bytes() == content:
        return file
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=file.parent, suffix=".new")
    with os.fdopen(handle, "wb") as output:
        output.write(content)
    Path(temporary).chmod(0o644)
    Path(temporary).replace(file)
    return file


class SourceFilesFinder(FileSystemFinder):
    """Django's finder of `static/`, without the stylesheets' sources: what is sent are the built files."""

    _hidden = tuple(sheet.sources.relative_to(STATIC).as_posix() for sheet in STYLESHEETS)

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        """Yield each file below `static/` and its storage, except the stylesheets' sources."""
        hidden = [f"{folder}/*" for folder in self._hidden]
        yield from super().list([*(ignore_patterns or []), *hidden])

    def find_location(self, root: str, path: str, prefix: str | None = None) -> str | None:
        """Return where `path` lies below `root`, or nothing for a stylesheet's source."""
        if any(Path(path).is_relative_to(folder) for folder in self._hidden):
            return None
        return super().find_location(root, path, prefix)


class StylesheetFinder(BaseFinder):
    """Hands out the built stylesheets, and builds one first when a source of it has changed."""

    sheets = STYLESHEETS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._storage = FileSystemStorage(location=BUILT)
        self._seen: dict[str, tuple[tuple[str, int, int], ...]] = {}

    def check(self, **kwargs: Any) -> list:
        """Return no finding: the stylesheets need no settings of Django's."""
        return []

    # Django's finders answer in three shapes: nothing is an empty list, one is a path, all are a list.
    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """Return the built file's path (in a list with `find_all`) where `path` is a stylesheet's, else nothing."""
        name = Path(path).as_posix()
        for sheet in self.sheets:
            if sheet.served_as == name:
                file = str(self._build_if_changed(sheet))
                return [file] if find_all else file
        return []

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        """Yield each built stylesheet and its storage."""
        for sheet in self.sheets:
            self._build_if_changed(sheet)
            yield sheet.served_as, self._storage

    def _build_if_changed(self, sheet: Stylesheet) -> Path:
        """Build when a source was added, removed or written since the last time in this process."""
        now, file = sheet.list_states(), BUILT / sheet.served_as
        if now != self._seen.get(sheet.served_as) or not file.is_file():
            file = build_stylesheet(sheet)
            self._seen[sheet.served_as] = now
        return file
