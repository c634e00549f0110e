"""Which fields a judgement can correct, what values they take, and the columns that follow from them."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from typing import Any, Final, get_args

from whence.attributions.attribution import Form, Polarity, Standing
from whence.exchanges.exchange import ExchangeStanding
from whence.figures.figure import Covers
from whence.figures.quantity import Change, Kind
from whence.ledger import keys
from whence.ledger.dates import day_of, edtf_days
from whence.ledger.errors import LedgerError

Check = Callable[[Any], Any]
"""From what an analyst gave (often text) to the value; raises ValueError, which says what is wanted."""

_EDTF: Final = re.compile(
    r"[\dX]{4}(-[\dX]{2}(-[\dX]{2})?)?[?~%]?(/([\dX]{4}(-[\dX]{2}(-[\dX]{2})?)?)?[?~%]?)?"
)
_LONGEST: Final = 1_000


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("some words are wanted")
    if len(value) > _LONGEST:
        raise ValueError(f"at most {_LONGEST:,} characters are wanted")
    return value.strip()


def _number(value: Any) -> int | float:
    if isinstance(value, bool):
        raise ValueError("a number is wanted")
    try:
        number = value if isinstance(value, (int, float)) else float(str(value).replace(",", ""))
        if not math.isfinite(number) or abs(number) > 1e300:
            raise ValueError
    except (ValueError, OverflowError) as error:
        raise ValueError("a number is wanted") from error
    return int(number) if float(number).is_integer() and abs(number) < 2**53 else float(number)


def _truth(value: Any) -> bool:
    known = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
    if isinstance(value, bool):
        return value
    if str(value).lower() not in known:
        raise ValueError("yes or no is wanted")
    return known[str(value).lower()]


def _edtf(value: Any) -> str:
    if not isinstance(value, str) or not _EDTF.fullmatch(value):
        raise ValueError("a date in EDTF is wanted, such as 2024-12-23, 2024-12 or XXXX-12-23")
    if "X" not in value and ".." not in value and edtf_days(value) is None:
        raise ValueError("a day that exists is wanted")
    return value


def _iso(value: Any) -> str:
    day = day_of(value) if isinstance(value, str) else None
    if day is None or not value.startswith(day):
        raise ValueError("a day is wanted, as YYYY-MM-DD")
    return str(value)


def _one_of(literal: Any) -> Check:
    allowed = get_args(literal)

    def check(value: Any) -> str:
        if value not in allowed:
            raise ValueError(f"one of {', '.join(allowed)} is wanted")
        return str(value)

    return check


FIELDS: Final[Mapping[str, Mapping[str, Check]]] = {
    "report": {"outlet": _text, "title": _text, "published": _iso},
    "attribution": {
        "authority": _text,
        "form": _one_of(Form),
        "polarity": _one_of(Polarity),
        "said": _edtf,
        "standing": _one_of(Standing),
    },
    "figure": {
        "approximate": _truth,
        "as_of": _edtf,
        "change": _one_of(Change),
        "covers": _one_of(Covers),
        "high": _number,
        "high_inclusive": _truth,
        "kind": _one_of(Kind),
        "low": _number,
        "low_inclusive": _truth,
        "metric": _text,
        "place": _text,
        "polarity": _one_of(Polarity),
        "side": _text,
        "since": _edtf,
        "standing": _one_of(Standing),
        "unit": _text,
        "what": _text,
    },
    "exchange": {
        "at": _edtf,
        "giver": _text,
        "receiver": _text,
        "standing": _one_of(ExchangeStanding),
    },
}
"""The fields that can be corrected, by the kind of what has them."""

_NEVER_EMPTY: Final = frozenset(
    ("approximate", "authority", "form", "high_inclusive", "kind", "low_inclusive", "polarity", "standing")
)
_KEYED: Final = frozenset(("what", "side", "place", "giver", "receiver"))


def checked(kind: str, field: str, value: Any) -> Any:
    """The value that a field of `kind` is corrected to; None where it is emptied. Raises LedgerError."""
    fields = FIELDS.get(kind, {})
    if field not in fields:
        known = ", ".join(sorted(fields)) or "none"
        raise LedgerError(f"{field!r} is no field of this {kind} that can be corrected. Fields: {known}.")
    if value is None or value == "":
        if field in _NEVER_EMPTY:
            raise LedgerError(f"{field}: it cannot be left empty. Give a value.")
        return None
    try:
        return fields[field](value)
    except ValueError as error:
        raise LedgerError(f"{field} cannot be {value!r}: {error}.") from error


def columns(kind: str, field: str, value: Any) -> dict[str, Any]:
    """The columns of a row that a corrected field sets."""
    if kind == "attribution" and field == "said":
        days = edtf_days(value)
        return {"said_from": days[0] if days else None, "said_to": days[1] if days else None}
    if kind == "report" and field == "published":
        return {"published": value, "day": day_of(value)}
    if field in _KEYED:
        return {field: value, f"{field}_key": keys.name_key(value) if value else None}
    return {field: value}
