"""The reader room: one pass of one model gives spans, links, entities and syntax, as a spaCy Doc."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from whence.reader.model import WeightsError
    from whence.reader.reader import Reader
    from whence.reader.relations import Evidence, Relation

__all__ = ["Evidence", "Reader", "Relation", "WeightsError"]

_HOMES = {"Reader": "reader", "WeightsError": "model", "Evidence": "relations", "Relation": "relations"}


def __getattr__(name: str) -> Any:
    """Load what is asked for when it is asked for: spaCy and onnxruntime are heavy."""
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(f"whence.reader.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
