"""Checks the rules of the house that no other tool knows; `make lint` runs it. Prints each breach with its place.

A file has at most 300 lines, a function 40, a folder 15 modules. A function's name is a verb with its noun, a docstring says more than a
noun, in plain words, and at most ten of our own imports are inside functions. Migrations follow Django's names and are left
out; of tests, whose functions are sentences, the length of files and folders counts alone.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("site", "home", "blog", "forms", "tools", "deploy")
TESTS = ("tests",)
APPS = (
    "config", "sample", "moving_in", "desk", "backups", "visits", "home", "blog", "forms", "review", "staff", "seo", "edge", "pages", "content", "clinic",
    "media", "infra",
)  # fmt: skip
LINES_OF_A_FILE = 300
LINES_OF_A_FUNCTION = 40
MODULES_OF_A_FOLDER = 15
IMPORTS_INSIDE = 10
WORDS_OF_A_DOCSTRING = 4
# Single verbs that say all there is: what they act on is their module, or the library's own word for it.
VERBS = {
    "decide", "decrypt", "encrypt", "main", "may", "measure", "memoize", "record", "require", "seal", "unseal",
}  # fmt: skip
# What nothing can be found by, in a class and inside a function, too; a property of such a name is a noun.
SAYS_NOTHING = {"do", "due", "lead", "process", "run", "say", "show", "take", "tell", "work"}
# Names that the class above asks for: Wagtail's operations on pictures, Django's sitemap.
INHERITED = {("site/media/icons.py", "run"), ("site/seo/sitemap.py", "_urls")}
# A path as documents and comments write it: below a folder of ours, with a file's ending.
PATH = re.compile(
    r"(?<![\w./-])((?:site|home|blog|forms|docs|tests|tools|templates|deploy|content|review|staff|edge|infra)"
    r"/[\w/.-]*\.(?:py|md|html|conf|yaml|toml))\b"
)
# What came and went is told there by the names of the day; a test that asks that a file is missing names it.
UNCHECKED = {"CHANGELOG.md", "tests/infra/test_sys_path.py"}
# Words that meant five things each in this project; standard terms say it (docs/glossary.md).
JARGON = re.compile(
    r"\breckon\w*|\bput down\b|\bhow the \w+ (?:goes|stands)\b|\bthe telling\b|\bwhat stands\b|\bnought\b|\bheed\w*"
    r"|\bupon oneself\b|\bhears of\b|^The way to the \w+\.$|^Do it\b",
    re.I,
)


def list_files(folders: tuple[str, ...] = FOLDERS) -> list[Path]:
    """Return the Python files of some folders that the rules are about."""
    wanted = ["git", "ls-files", "--cached", "--others", "--exclude-standard", *folders]
    names = subprocess.run(wanted, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    paths = [ROOT / name for name in names.split() if name.endswith(".py")]
    return [path for path in paths if path.exists() and "migrations" not in path.parts]


def check_folders(files: list[Path]) -> Iterator[str]:
    """Yield each folder with too many modules."""
    folders = Counter(path.parent for path in files if path.name != "__init__.py")
    for folder, count in folders.items():
        if count > MODULES_OF_A_FOLDER:
            yield f"{folder.relative_to(ROOT)}: {count} modules, {MODULES_OF_A_FOLDER} at most"


def check_length(path: Path) -> Iterator[str]:
    """Yield a file that is two things by its length."""
    if (count := len(path.read_text(encoding="utf-8").splitlines())) > LINES_OF_A_FILE:
        yield f"{path.relative_to(ROOT)}: {count} lines, {LINES_OF_A_FILE} at most"


def check_file(path: Path) -> Iterator[str]:
    """Yield functions that are too long, names that say too little, and docstrings that do."""
    text, place = path.read_text(encoding="utf-8"), path.relative_to(ROOT)
    tree = ast.parse(text)
    template_tags = "templatetags" in path.parts
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > LINES_OF_A_FUNCTION:
                yield f"{place}:{node.lineno}: {node.name} has {length} lines, {LINES_OF_A_FUNCTION} at most"
            if (str(place), node.name) not in INHERITED and says_nothing(node):
                yield f"{place}:{node.lineno}: {node.name} says nothing to a search; a function is a verb with its noun"
        if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Module):
            yield from check_docstring(node, str(place))
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and not template_tags:
            name = node.name.strip("_")
            if "_" not in name and name not in VERBS and node.name != "__getattr__":
                yield f"{place}:{node.lineno}: {node.name} names no noun; a function is a verb with its noun"


def says_nothing(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Tell whether a function's name is a verb without what it acts on: a private one, or one of those that are always too short."""
    if any("property" in ast.unparse(decorator) for decorator in node.decorator_list):
        return False
    private = node.name.startswith("_") and not node.name.startswith("__")
    return node.name in SAYS_NOTHING or (private and "_" not in node.name.strip("_"))


def check_docstring(node: ast.FunctionDef | ast.ClassDef | ast.Module, place: str) -> Iterator[str]:
    """Yield a docstring that is a noun alone, or uses a word of which nobody knows what it means here."""
    docstring = ast.get_docstring(node)
    if docstring is None:
        return
    line = node.body[0].lineno
    if len(re.findall(r"[\w’'`.-]+", docstring)) < WORDS_OF_A_DOCSTRING:
        yield f"{place}:{line}: “{docstring}” says too little"
    if found := JARGON.search(docstring):
        yield f"{place}:{line}: “{found[0]}” is no word of ours (docs/glossary.md)"


def check_references() -> Iterator[str]:
    """Yield each path that a document or a comment names and that is not in the repository."""
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    names = listed.stdout.split()
    known = {name for name in names if (ROOT / name).exists()}
    for name in sorted(known):
        if not name.endswith((".py", ".md")) or name in UNCHECKED:
            continue
        for number, line in enumerate((ROOT / name).read_text("utf-8").splitlines(), start=1):
            for found in PATH.findall(line):
                if not any(one == found or one.endswith(f"/{found}") for one in known):
                    yield f"{name}:{number}: {found} is not in the repository"


def find_inner_imports(files: list[Path]) -> list[str]:
    """Return our own imports inside functions. What a type checker alone imports is none."""
    found = []
    for path in files:
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            for node in ast.walk(function):
                names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
                names += (
                    [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
                )
                level = isinstance(node, ast.ImportFrom) and node.level > 0
                if level or any(name.split(".")[0] in APPS for name in names):
                    found.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    return found


def main() -> int:
    """Print every breach of the rules; return how many there are, at most 1."""
    files = list_files()
    everything = [*files, *list_files(TESTS)]
    breaches = [*check_folders(everything)]
    breaches += [breach for path in everything for breach in check_length(path)]
    breaches += [breach for path in files for breach in check_file(path)]
    breaches += check_references()
    if len(inner := find_inner_imports(files)) > IMPORTS_INSIDE:
        breaches.append(f"{len(inner)} of our own imports inside functions: {', '.join(inner)}")
    print("\n".join(breaches) or f"{len(everything)} files keep the rules of the house.")
    return 1 if breaches else 0


if __name__ == "__main__":
    sys.exit(main())
