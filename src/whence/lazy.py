"""Imports without what the imported library brings along and Whence never calls.

`import spacy` imports its whole command line for one function, `spacy.info`: a third of the time that a cold
`whence read` takes to import. Such a module is put off here, not left out: a placeholder stands in for it
while the library is imported, and loads the real one when somebody calls it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from types import ModuleType
from typing import Any


def import_without(library: str, put_off: Mapping[str, str]) -> ModuleType:
    """Import `library` and put off the modules named in `put_off`, each with the one function taken from it.

    Where the library or such a module is imported already, or the library no longer asks for it, this
    is a plain import. Raises ImportError where `library` cannot be imported.
    """
    if library in sys.modules:
        return sys.modules[library]
    placed: dict[str, ModuleType] = {}
    for module, function in put_off.items():
        parents = [module.rsplit(".", depth)[0] for depth in range(module.count("."), 0, -1)]
        for name in (*parents, module):
            if name == library or name in sys.modules:
                continue
            placed[name] = sys.modules[name] = ModuleType(name)
            placed[name].__path__ = []  # a package with nothing in it
        if module in placed:
            setattr(placed[module], function, _later(module, function))
    try:
        imported = import_module(library)
    finally:
        for name, placeholder in placed.items():
            if sys.modules.get(name) is placeholder:
                del sys.modules[name]
    within = len(library) + 1
    _serve(imported, {name[within:].split(".")[0] for name in placed if name.startswith(f"{library}.")})
    return imported


def leave_out(*libraries: str) -> None:
    """Let later imports of these fail as if they were not installed; what is imported already stays.

    For processes in which nothing but Whence runs: spaCy imports torch wherever it is installed, which takes
    longer than reading a report, and nothing here computes with it.
    """
    for name in libraries:
        sys.modules.setdefault(name, None)  # type: ignore[arg-type]


def _later(module: str, function: str) -> Callable[..., Any]:
    def call(*arguments: Any, **options: Any) -> Any:
        return getattr(import_module(module), function)(*arguments, **options)

    call.__name__ = function
    return call


def _serve(library: ModuleType, names: set[str]) -> None:
    """Let `library.name` import the submodule that was put off, as if it had come with the library."""
    before = vars(library).get("__getattr__")

    def attribute(name: str) -> Any:
        if name in names:
            return import_module(f"{library.__name__}.{name}")
        if before is not None:
            return before(name)
        raise AttributeError(f"module {library.__name__!r} has no attribute {name!r}")

    if names:
        vars(library)["__getattr__"] = attribute
