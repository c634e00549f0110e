"""What an exchange is as external support in a conflict, in UCDP's terms (External Support Dataset)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

import tomli

from whence.errors import WhenceError
from whence.exchanges.exchange import ExchangeStanding, Item

_DATA: Final = Path(__file__).parent / "data" / "ucdp_esd.toml"
TYPES: Final = (
    "troops", "foreign military presence", "access to territory", "weapons", "materiel/logistics",
    "training/expertise", "funding/economic", "intelligence", "other",
)  # fmt: skip
"""Types of support; the dataset counts troops that fight as "troops", and others as a military presence."""
_ARRIVED: Final = frozenset({"under way", "delivered"})


def support_type(item: Item, standing: ExchangeStanding = "delivered", *, path: Path = _DATA) -> str | None:
    """The type of support that an item is; None where it is none.

    Soldiers are "troops" where they are said to have been sent, and a presence to come before that.
    Raises WhenceError where the file at `path` cannot be used.
    """
    found = _types(path).get(item.category)
    if found == "foreign military presence" and standing in _ARRIVED:
        return "troops"
    return found


@cache
def _types(path: Path) -> Mapping[str, str]:
    try:
        types = tomli.loads(path.read_text(encoding="utf-8"))["types"]
    except (OSError, UnicodeDecodeError, tomli.TOMLDecodeError, KeyError) as error:
        raise WhenceError(f"{path}: this is no table of types of support ({error}).") from error
    unknown = sorted({str(value) for value in types.values()} - set(TYPES))
    if unknown:
        raise WhenceError(f"{path}: {', '.join(unknown)}: no type of support. Use one of {', '.join(TYPES)}.")
    return {str(name): str(value) for name, value in types.items()}
