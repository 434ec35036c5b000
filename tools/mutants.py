"""Changes the code in small ways and tells which change no test notices. By hand; it takes long.

    .venv/bin/python tools/mutants.py                 every part below, every mutant
    .venv/bin/python tools/mutants.py intake --most 20  one part, twenty mutants spread over the file
    .venv/bin/python tools/mutants.py claims          every part of the claims

Each mutant is one change of one place: a comparison turned, a number made one larger, `and` for `or`, a condition
negated, a `return` of a value made one of nothing. The part's own tests run against it in a child of a process that has the site
loaded, and what they let pass is tried once more in a copy of the checkout; no file of the checkout itself is changed.
A mutant that survives is read by a person: either a test is missing, or the change means nothing.
Neither mutmut nor cosmic-ray: the apps lie in two folders of `sys.path`, and this needs the standard library alone.
"""

from __future__ import annotations

import ast
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import redirect_stdout
from copy import deepcopy
from pathlib import Path
from types import ModuleType

import django
import pytest

ROOT = Path(__file__).resolve().parents[1]
PYTHON = ROOT / ".venv" / "bin" / "python"
COPIED = ("site", "home", "blog", "forms", "tests", "templates", "static", "requirements", "docs")
LONGEST = 600  # seconds that the tests of one mutant may take
# The one place that names the files: each part's code and the tests that must notice. Change it when a file moves.
PARTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "intake": (
        "forms/requests/intake/decision.py",
        ("tests/forms/requests/intake",),
    ),
    "storing": (
        "forms/requests/intake/storing.py",
        ("tests/forms/requests/intake", "tests/forms/requests/privacy"),
    ),
    "names": (
        "forms/requests/intake/names.py",
        ("tests/forms/requests/intake",),
    ),
    "outbox": (
        "forms/requests/delivery/outbox.py",
        ("tests/forms/requests/delivery",),
    ),
    "access": (
        "site/staff/access.py",
        ("tests/staff/accounts/test_roles.py", "tests/forms/requests/inbox/test_access.py"),
    ),
    **{
        f"claims-{name.replace('_', '-')}": (
            f"site/review/claims/{name}.py",
            ("tests/review/claims",),
        )
        for name in ("finding", "weighing", "sentences", "answers", "plain_letters", "kind_rules")
    },
}
TURNED: dict[type, type] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
}  # fmt: skip


def changes_of(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """Return each change of one node: what it says, and the node in its place."""
    new = deepcopy(node)
    if (
        isinstance(new, ast.BinOp)
        and isinstance(new.right, ast.Constant)
        and new.right.value is None
    ):
        return  # (`Word | None` is a type)
    if isinstance(new, ast.Compare) and type(new.ops[0]) in TURNED:
        new.ops[0] = TURNED[type(new.ops[0])]()
        yield "comparison turned", new
    elif isinstance(new, ast.BoolOp | ast.BinOp) and type(new.op) in TURNED:
        new.op = TURNED[type(new.op)]()
        yield "operator turned", new
    elif isinstance(new, ast.UnaryOp) and isinstance(new.op, ast.Not):
        yield "'not' taken away", new.operand
    elif isinstance(new, ast.Constant) and isinstance(new.value, bool):
        yield "truth turned", ast.Constant(not new.value)
    elif isinstance(new, ast.Constant) and isinstance(new.value, int):
        yield "one more", ast.Constant(new.value + 1)
    elif isinstance(new, ast.If | ast.IfExp):
        new.test = ast.UnaryOp(ast.Not(), new.test)
        yield "condition negated", new
    elif isinstance(new, ast.Return) and not _is_falsy(new.value):
        new.value = ast.Constant(None)
        yield "returns nothing", new


def _is_falsy(value: ast.expr | None) -> bool:
    """Tell whether a return gives nothing, or what a caller can't tell from nothing ('return False')."""
    return value is None or (isinstance(value, ast.Constant) and not value.value)


class Put(ast.NodeTransformer):
    """Puts one node in the place of another."""

    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self.old, self.new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        """Return the new node where the old one is."""
        return self.new if node is self.old else super().generic_visit(node)


def mutants_of(source: str) -> Iterator[tuple[int, str, str, str]]:
    """Return line, change, the words before and the changed source of each mutant."""
    count = sum(1 for _ in ast.walk(ast.parse(source)))
    for place in range(count):
        tree = ast.parse(source)
        node = list(ast.walk(tree))[place]
        for what, new in changes_of(node):
            before = ast.unparse(node).splitlines()[0]
            changed = ast.fix_missing_locations(Put(node, new).visit(tree))
            yield getattr(node, "lineno", 0), what, before, ast.unparse(changed)


def put_in(module: ModuleType, source: str) -> None:
    """Run changed source in the place of a module that is loaded, and hand the new things to all who hold the old ones."""
    before = {id(thing): name for name, thing in vars(module).items() if not name.startswith("__")}
    exec(compile(source, str(module.__file__), "exec"), vars(module))
    for other in list(sys.modules.values()):
        for name, thing in list(getattr(other, "__dict__", {}).items()):
            known = before.get(id(thing))
            if known is not None and thing is not vars(module).get(known) and other is not module:
                setattr(other, name, vars(module)[known])


def run_tests(name: str, tests: tuple[str, ...], source: str) -> bool:
    """Tell whether the tests pass with `source` in the place of a module: in a child, which starts with all loaded."""
    child = os.fork()
    if not child:
        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, 1), os.dup2(silence, 2)
        signal.alarm(LONGEST)
        try:
            put_in(sys.modules[name], source)
            code = int(pytest.main(["-q", "-x", "-p", "no:xdist", *tests]))
        except BaseException:
            code = 1
        os._exit(code)
    return os.waitpid(child, 0)[1] == 0


def survives_afresh(folder: Path, file: str, source: str, tests: tuple[str, ...]) -> bool:
    """Tell whether the tests pass in a copy of the checkout and a process of its own: what decorates is run there too."""
    old = (folder / file).read_text(encoding="utf-8")
    (folder / file).write_text(source, encoding="utf-8")
    env = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONWARNINGS": "ignore"}
    env.pop("DATABASE_URL", None)
    command = [str(PYTHON), "-m", "pytest", "-q", "-x", "-p", "no:xdist", *tests]
    try:
        done = subprocess.run(command, cwd=folder, env=env, capture_output=True, timeout=LONGEST)
    except subprocess.TimeoutExpired:
        return False
    finally:
        (folder / file).write_text(old, encoding="utf-8")
    return done.returncode == 0


def try_part(folder: Path, name: str, most: int | None) -> list[str]:
    """Run the mutants of one part and print each survivor. Returns the survivors."""
    file, tests = PARTS[name]
    source = (ROOT / file).read_text(encoding="utf-8")
    found = list(mutants_of(source))
    chosen = found if most is None else found[:: max(1, len(found) // most)][:most]
    print(f"\n  {name}: {len(chosen)} of {len(found)} mutants of {file}", flush=True)
    module = file.removeprefix("site/").removesuffix(".py").replace("/", ".")
    if not run_tests(module, tests, source):
        raise SystemExit(f"  The tests of '{name}' fail on the code as it is. Mend that first.")
    survivors = []
    for number, (line, what, before, changed) in enumerate(chosen, start=1):
        if run_tests(module, tests, changed) and survives_afresh(folder, file, changed, tests):
            survivors.append(f"{file}:{line}  {what}: {before}")
            print(f"    survives  {survivors[-1]}", flush=True)
        elif number % 10 == 0:
            print(f"    {number} of {len(chosen)}", flush=True)
    print(f"    {len(chosen) - len(survivors)} noticed, {len(survivors)} survive", flush=True)
    return survivors


def choose_parts(names: list[str]) -> list[str]:
    """Return the parts of these names, 'claims' standing for every part of the claims; all where none is named."""
    found = [part for part in PARTS if not names or {part, part.split("-")[0]} & set(names)]
    known = {word for part in PARTS for word in (part, part.split("-")[0])}
    if unknown := set(names) - known:
        raise SystemExit(
            f"  No such part: {', '.join(sorted(unknown))}. There are: {', '.join(PARTS)}."
        )
    return found


def main(arguments: list[str]) -> None:
    """Load the site, and run the parts that are named (all, where none is)."""
    most = None
    if "--most" in arguments:
        place = arguments.index("--most")
        most = int(arguments[place + 1])
        arguments = arguments[:place] + arguments[place + 2 :]
    chosen = choose_parts(arguments)
    os.chdir(ROOT)
    os.environ.pop("DATABASE_URL", None)
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    django.setup()
    from tests.database import template  # (a path of its own until now)

    # What a child need not do again: migrate, load all that the tests import.
    template()
    with Path(os.devnull).open("w") as silence, redirect_stdout(silence):
        pytest.main(
            ["-q", "--collect-only", *(test for _file, tests in PARTS.values() for test in tests)]
        )
    with tempfile.TemporaryDirectory(prefix="mutants-") as place:
        folder = Path(place)
        for name in COPIED:
            shutil.copytree(
                ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__")
            )
        for name in ("manage.py", "pyproject.toml", "Makefile"):
            shutil.copy(ROOT / name, folder / name)
        for name in chosen:
            try_part(folder, name, most)


if __name__ == "__main__":
    main(sys.argv[1:])
