"""Column types that hold any text there is: a NUL, or half of a surrogate pair, is kept and comes back."""

from __future__ import annotations

import json
import re
from typing import Any, Final

from sqlalchemy import BigInteger, Integer, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

_ESCAPE: Final = "\ufdd0"
"""A code point that stands for no character; it begins four hexadecimal digits."""
_UNSTORABLE: Final = re.compile(f"[\x00{_ESCAPE}\ud800-\udfff]")
_ESCAPED: Final = re.compile(f"{_ESCAPE}([0-9a-f]{{4}})")

Position = BigInteger().with_variant(Integer(), "sqlite")
"""A whole number of 64 bits; on SQLite of the type that can be the row's own number."""


def stored(text: str) -> str:
    """`text` as any database can hold it; `restored` undoes it exactly."""
    if _UNSTORABLE.search(text) is None:
        return text
    return _UNSTORABLE.sub(lambda match: f"{_ESCAPE}{ord(match[0]):04x}", text)


def restored(text: str) -> str:
    """The text that `stored` was given."""
    if _ESCAPE not in text:
        return text
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)


class Words(TypeDecorator[str]):
    """Text from the outside, whatever is in it."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """What the table holds of a text, see `stored`."""
        return None if value is None else stored(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        """The text that a table holds."""
        return None if value is None else restored(value)


class Json(TypeDecorator[Any]):
    """Plain data as JSON in ASCII, in which no character is out of place."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """Data as JSON."""
        if value is None:
            return None
        return json.dumps(value, ensure_ascii=True, allow_nan=False, sort_keys=True, separators=(",", ":"))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """Data from JSON."""
        return None if value is None else json.loads(value)
