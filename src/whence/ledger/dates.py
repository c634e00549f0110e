"""Days from what a report says of time, so that a store can compare them."""

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import Final

_PART: Final = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_UNSURE: Final = re.compile(r"[?~%]")


def day_of(published: str | None) -> str | None:
    """The day (YYYY-MM-DD) of an ISO 8601 day or time; None where it is none."""
    if published is None:
        return None
    try:
        return date.fromisoformat(published[:10]).isoformat()
    except ValueError:
        return None


def around(day: date, days: int) -> tuple[str, str]:
    """The days (YYYY-MM-DD) so many before and behind a day, within the calendar."""
    low = max(day.toordinal() - days, date.min.toordinal())
    high = min(day.toordinal() + days, date.max.toordinal())
    return date.fromordinal(low).isoformat(), date.fromordinal(high).isoformat()


def edtf_days(edtf: str | None) -> tuple[str, str] | None:
    """The first and the last day of a date in EDTF; None where its year is not known or it is no date.

    "2024-10" is 2024-10-01 to 2024-10-31; "2024-10-01/2024-10-05" runs over the whole interval.
    """
    if not edtf:
        return None
    ends = [_days(part) for part in _UNSURE.sub("", edtf).split("/")]
    if len(ends) > 2 or ends[0] is None or ends[-1] is None:
        return None
    return ends[0][0], ends[-1][1]


def _days(part: str) -> tuple[str, str] | None:
    match = _PART.fullmatch(part.partition("T")[0])
    if match is None:
        return None
    year, month, day = (int(group) if group else None for group in match.groups())
    try:
        if year is None:
            return None
        first = date(year, month or 1, day or 1)
        if day is not None:
            return first.isoformat(), first.isoformat()
        last_month = month or 12
        last = date(year, last_month, calendar.monthrange(year, last_month)[1])
    except ValueError:
        return None
    return first.isoformat(), last.isoformat()
