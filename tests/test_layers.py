"""Who may import whom: the corpus knows nobody, and only the assistant knows everybody."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent
PACKAGES = ("corpus", "index", "prompts", "assistant", "evals")
MAY_IMPORT = {
    "corpus": set(),
    "index": {"corpus"},
    "prompts": {"corpus"},
    "assistant": {"corpus", "index", "prompts"},
    "evals": {"assistant", "corpus", "index", "prompts"},
}


COMMAND_LINE = {CHECKOUT / "assistant" / "cli.py", *(CHECKOUT / "assistant" / "commands").glob("*.py")}
"""Starts everything, the benchmark and the evaluation included."""


def _allowed(path: Path, package: str) -> set[str]:
    return MAY_IMPORT[package] | {package} | ({"evals"} if path in COMMAND_LINE else set())


def imports(text: str, package: str) -> set[str]:
    """Every module that a file imports, wherever the import stands; relative ones with their package."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "" if node.level == 0 else package)
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "import_module":
            found |= {arg.value for arg in node.args if isinstance(arg, ast.Constant)}
    return found


def modules(package: str) -> list[Path]:
    return sorted((CHECKOUT / package).rglob("*.py"))


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_imports_only_what_is_below_it(package: str) -> None:
    files = modules(package)
    assert files
    wrong = [
        (path.relative_to(CHECKOUT).as_posix(), name)
        for path in files
        for name in imports(path.read_text(encoding="utf-8"), package)
        if name.split(".")[0] in PACKAGES and name.split(".")[0] not in _allowed(path, package)
    ]
    assert wrong == []


def test_no_package_imports_the_tests() -> None:
    for package in PACKAGES:
        for path in modules(package):
            assert not {name for name in imports(path.read_text(encoding="utf-8"), package) if "tests" in name}


def test_the_evaluation_uses_the_door_of_the_assistant() -> None:
    inside = [
        (path.name, name)
        for path in modules("evals")
        for name in imports(path.read_text(encoding="utf-8"), "evals")
        if name.startswith("assistant.")
    ]
    assert inside == []


def test_only_one_module_knows_chroma() -> None:
    """Beside it stands the peer that is LangChain's own wrapper: it is measured as its users have it."""
    knows = [
        path.relative_to(CHECKOUT).as_posix()
        for package in PACKAGES
        for path in modules(package)
        if any(
            name.split(".")[0] in ("chromadb", "langchain_chroma")
            for name in imports(path.read_text(encoding="utf-8"), package)
        )
    ]
    assert sorted(knows) == ["evals/bench/retrieval/systems/langchain.py", "index/vectors.py"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("import index.build", {"index.build"}, id="plain"),
        pytest.param("import os, index as i", {"os", "index"}, id="renamed"),
        pytest.param("from index.build import build", {"index.build"}, id="from"),
        pytest.param("def f():\n    from index import x", {"index"}, id="inside a function"),
        pytest.param(
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import index",
            {"typing", "index"},
            id="types",
        ),
        pytest.param("from . import x", {"corpus"}, id="relative"),
        pytest.param("importlib.import_module('index.build')", {"index.build"}, id="by name"),
    ],
)
def test_every_way_of_importing_is_seen(text: str, found: set[str]) -> None:
    assert imports(text, "corpus") == found
