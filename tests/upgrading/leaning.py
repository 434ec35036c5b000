"""Finds in the code what it leans on that the packages do not promise to keep."""

from __future__ import annotations

import ast
import importlib
import inspect
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("site", "home", "blog", "forms")
# Needs a package that only a live site has.
PRODUCTION_ONLY = ("infra.resilience.redis_cache",)
# Modules of theirs that their documentation doesn't describe, or describes for other uses.
INTERNAL = re.compile(
    r"^(wagtail\.admin\.(api|auth|filters|forms\.models|modal_workflow|telepath|rich_text\.converters|ui|urls|views)"
    r"|wagtail\.(coreutils|utils|views|url_routing)|wagtail\.(users|snippets)\.(apps|forms|views)"
    r"|wagtail\.images\.(fields|forms)|wagtail\.(documents\.rich_text|rich_text\.pages)"
    r"|wagtail\.contrib\.(forms\.forms|redirects\.(?!models\b)\w+|settings\.registry)|wagtail\.forms|wagtail\.search\.query"
    r"|allauth\.(.*\binternal\b|core|mfa\.base|account\.authentication|account\.utils)"
    r"|django\.(views\.csrf|http\.request|contrib\.auth\.middleware)|treebeard|draftjs_exporter"
    r"|django_recaptcha\.(client|widgets)|modelcluster\.forms)\b"
)


@cache
def sources() -> dict[Path, ast.Module]:
    """Return the parsed code of the rooms, without migrations and the sample site."""
    files = (file for room in ROOMS for file in sorted((ROOT / room).rglob("*.py")))
    return {
        file: ast.parse(file.read_text(encoding="utf-8"))
        for file in files
        if not {"migrations", "sample", "__pycache__"} & set(file.parts)
    }


def internal_imports() -> set[str]:
    """Return every name that is imported from an internal module, as 'module.Name'."""
    return {
        f"{node.module}.{alias.name}"
        for tree in sources().values()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module and node.level == 0
        for alias in node.names
        if INTERNAL.match(f"{node.module}.{alias.name}")
    }


def is_private(name: str) -> bool:
    """Tell whether `name` begins with one underscore; `_meta` is documented."""
    return bool(re.match(r"_[a-z]", name)) and name != "_meta"


def touched_privates() -> set[str]:
    """Return the private attributes that the code uses and does not define itself."""
    used: set[str] = set()
    own: set[str] = set()
    for tree in sources().values():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                own.add(node.name)
            elif isinstance(node, ast.Name):
                own.add(node.id)
            elif isinstance(node, ast.Attribute):
                on_self = isinstance(node.value, ast.Name) and node.value.id in ("self", "cls")
                written = isinstance(node.ctx, ast.Store)
                (own if on_self and written else used).add(node.attr)
    return {name for name in used - own if is_private(name)}


def is_installed(model: type) -> bool:
    """Tell whether a class comes from a package."""
    file = getattr(inspect.getmodule(model), "__file__", None) or ""
    return "site-packages" in Path(file).parts


def _our_classes() -> Iterator[tuple[type, ast.ClassDef]]:
    for file, tree in sources().items():
        parts = file.relative_to(ROOT).with_suffix("").parts
        name = ".".join(parts[1:] if parts[0] == "site" else parts).removesuffix(".__init__")
        if name.startswith("config") or name in PRODUCTION_ONLY:
            continue
        for node in tree.body:
            if isinstance(node, ast.ClassDef):
                yield getattr(importlib.import_module(name), node.name), node


def overridden_privates() -> set[str]:
    """Return the private methods of other people's classes that classes of ours replace or extend."""
    found = set()
    for model, node in _our_classes():
        for method in (item for item in node.body if isinstance(item, ast.FunctionDef)):
            if is_private(method.name) and any(
                method.name in vars(base) and is_installed(base)
                for base in inspect.getmro(model)[1:]
            ):
                found.add(method.name)
    return found


def overridden_templates() -> dict[str, Path]:
    """Return the templates of ours that stand in front of a package's, with the file that they hide."""
    from django.apps import apps

    folders = [
        Path(config.path) / "templates"
        for config in apps.get_app_configs()
        if not Path(config.path).is_relative_to(ROOT / "site")
        and "site-packages" in Path(config.path).parts
    ]
    ours = [file for file in sorted((ROOT / "templates").rglob("*")) if file.is_file()]
    hidden = {}
    for file in ours:
        name = file.relative_to(ROOT / "templates")
        found = next((folder / name for folder in folders if (folder / name).exists()), None)
        if found:
            hidden[name.as_posix()] = found
    return hidden


def hook_names() -> set[str]:
    """Return the names of Wagtail's hooks that the site registers for."""
    return {
        node.args[0].value
        for tree in sources().values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) == "hooks.register"
        and isinstance(node.args[0], ast.Constant)
    }


_ADDRESS = re.compile(
    r"""(?:reverse|reverse_lazy|redirect)\(\s*"((?:wagtail|account_|mfa_)[\w:]+)\""""
    r"""|\{% url '((?:wagtail|account_|mfa_)[\w:]+)'"""
)


def address_names() -> set[str]:
    """Return the names of other people's addresses that code and templates ask for."""
    files = [*sources(), *(ROOT / "templates").rglob("*.html")]
    return {
        one or other
        for file in files
        for one, other in _ADDRESS.findall(file.read_text(encoding="utf-8"))
    }
