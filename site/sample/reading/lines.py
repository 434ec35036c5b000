"""Lines and YAML rows that remember their file and line, so that a mistake can be pointed at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from django.db.models import Model

from ..markup import SampleTextError

FENCE = "---"
_SHARED = "{{shared:"


@dataclass(frozen=True)
class SourceLine:
    """One line of a text file: its words, the file's name below `texts/`, and its number."""

    text: str
    file: str
    number: int

    def error(self, sentence: str) -> SampleTextError:
        """Return the error that names this file and line before `sentence`."""
        return SampleTextError(f"{self.file}, line {self.number}: {sentence}")


class SourceRow(dict[str, Any]):
    """A YAML mapping that knows on which line it and each of its names are."""

    place: SourceLine
    places: dict[str, SourceLine]

    def at(self, name: str) -> SourceLine:
        """Return the line of `name`, or the row's first line where it has no such name."""
        return self.places.get(name, self.place)

    def check(self, needed: Iterable[str], allowed: Iterable[str] = ()) -> SourceRow:
        """Return the row itself.

        Parameters: `needed`, names that must be there and not empty; `allowed`, names that may.
        Raises SampleTextError for a name that is missing, and for one that nothing reads.
        """
        for name in needed:
            if self.get(name) in (None, ""):
                raise self.at(name).error(f"The field “{name}” is missing. Please add it.")
        known = {*needed, *allowed}
        for name in self:
            if name not in known:
                raise self.at(name).error(
                    f"There is no field “{name}” here. Use one of: {', '.join(sorted(known))}."
                )
            if self[name] is None:
                raise self.at(name).error(
                    f"The field “{name}” has no value. Write one, or take the line out."
                )
        return self

    def check_lists(self, *names: str) -> None:
        """Raise SampleTextError for one of the fields that is written and no list."""
        for name in names:
            if not isinstance(self.get(name, []), list):
                raise self.at(name).error(f"“{name}” is a list: below it, lines with “  - ”.")

    def check_choices(self, model: type[Model]) -> None:
        """Raise SampleTextError for a value that `model` does not offer for its field."""
        for name, value in self.items():
            found = [f for f in model._meta.get_fields() if f.name == name]
            choices = dict(getattr(found[0], "flatchoices", ())) if found else {}
            if choices and value not in choices:
                known = ", ".join(str(key) for key in choices if key)
                raise self.at(name).error(f"“{value}” is no {name}. Use one of: {known}.")


def read_file(path: Path, folder: Path) -> list[SourceLine]:
    """Return the lines of a text file. Raises SampleTextError where it is missing or not UTF-8."""
    name = path.relative_to(folder).as_posix()
    try:
        words = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise SampleTextError(f"{name}: the file is missing.") from None
    except UnicodeDecodeError:
        raise SampleTextError(f"{name}: please save the file as UTF-8.") from None
    return [
        SourceLine(text.rstrip(), name, number) for number, text in enumerate(words.split("\n"), 1)
    ]


def with_shared(lines: list[SourceLine], folder: Path) -> list[SourceLine]:
    """Return the lines with those of `shared/NAME.md` in place of each line `{{shared:NAME}}`.

    Raises SampleTextError for a name that has no file.
    """
    found: list[SourceLine] = []
    for line in lines:
        words = line.text.strip()
        if not (words.startswith(_SHARED) and words.endswith("}}")):
            found.append(line)
            continue
        path = folder / "shared" / f"{words.removeprefix(_SHARED).removesuffix('}}')}.md"
        if not path.exists():
            known = ", ".join(sorted(p.stem for p in (folder / "shared").glob("*.md")))
            raise line.error(f"There is no shared text “{path.stem}”. There are: {known}.")
        found += read_file(path, folder)
    return found


def split_front_matter(lines: list[SourceLine]) -> tuple[SourceRow, list[SourceLine]]:
    """Return what is between the two lines `---` at the top, and the lines below.

    Raises SampleTextError where one of the two is missing.
    """
    first = lines[0]
    if first.text != FENCE:
        raise first.error("The file must begin with a line of three dashes and its fields.")
    for number, line in enumerate(lines[1:], 1):
        if line.text == FENCE:
            return _read_mapping(lines[1:number], first), lines[number + 1 :]
    raise first.error("The second line of three dashes, which ends the fields, is missing.")


def read_yaml(path: Path, folder: Path) -> Any:
    """Return the content of a YAML file; its mappings are Rows. Raises SampleTextError."""
    lines = read_file(path, folder)
    return _load_yaml(lines, SourceLine("", lines[0].file, 1))


def _read_mapping(lines: list[SourceLine], first: SourceLine) -> SourceRow:
    found = _load_yaml(lines, first)
    if not isinstance(found, SourceRow):
        raise first.error("Between the two lines of dashes stand fields, each as “name: value”.")
    return found


def _load_yaml(lines: list[SourceLine], first: SourceLine) -> Any:
    start = lines[0].number if lines else first.number
    try:
        loader = _make_loader(first.file, start)("\n".join(line.text for line in lines))
        return loader.get_single_data()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        number = start + (mark.line if mark else 0)
        raise SourceLine("", first.file, number).error(
            f"This can't be read ({error.problem}). Is a text with a colon in quotes, and are the "
            "lines below it set in by two spaces?"
        ) from error


def _make_loader(file: str, start: int) -> type[yaml.SafeLoader]:
    """Return a safe YAML loader that makes Rows, for a file whose first line has number `start`."""

    class RowLoader(yaml.SafeLoader):
        """Makes Rows and refuses a name that is given twice."""

    def make(loader: yaml.SafeLoader, node: yaml.MappingNode) -> SourceRow:
        values = loader.construct_mapping(node, deep=True)
        row = SourceRow({str(name): value for name, value in values.items()})
        row.place = SourceLine("", file, start + node.start_mark.line)
        row.places = {}
        for key, _value in node.value:
            place = SourceLine("", file, start + key.start_mark.line)
            if key.value in row.places:
                raise place.error(f"The field “{key.value}” stands here twice.")
            row.places[key.value] = place
        return row

    RowLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, make)
    return RowLoader
