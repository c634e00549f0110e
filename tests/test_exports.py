from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from importlib.metadata import entry_points
from pathlib import Path

import pytest

import whence


def test_all_is_sorted_and_whole() -> None:
    assert whence.__all__ == sorted(whence.__all__)
    assert len(set(whence.__all__)) == len(whence.__all__)
    assert set(whence.__all__) == {*whence._HOME, "__version__"}
    assert set(whence.__all__) <= set(dir(whence))


@pytest.mark.parametrize("name", sorted(whence._HOME))
def test_every_name_is_there(name: str) -> None:
    value = getattr(whence, name)
    assert value.__name__ == name
    assert value.__doc__


def test_type_checkers_see_what_is_fetched_lazily() -> None:
    tree = ast.parse(Path(whence.__file__).read_text(encoding="utf-8"))
    seen = {
        alias.name: node.module
        for guard in tree.body
        if isinstance(guard, ast.If)
        for node in ast.walk(guard)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert seen == whence._HOME


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'wherefore'"):
        _ = whence.wherefore


def test_importing_the_package_imports_nothing_of_weight() -> None:
    code = "import sys, whence; print(*(m for m in sys.modules if m.startswith('whence.')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_the_entry_points_lead_somewhere(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["scripts"] == {"whence": "whence.cli:main"}
    assert callable(whence.read)
    for group in ("console_scripts", "spacy_factories"):
        for point in entry_points(group=group):
            if point.value.startswith("whence."):
                assert callable(point.load())


def test_dependencies_are_sorted_ranges(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for wanted in (project["dependencies"], *project["optional-dependencies"].values()):
        assert wanted == sorted(wanted, key=str.lower)
        assert all(">=" in one for one in wanted)
