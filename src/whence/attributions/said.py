"""When something was said: the time expression beside a cue."""

from __future__ import annotations

from whence.dates import Date, find_dates


def find_said(text: str, start: int, end: int, published: str | None) -> Date | None:
    """The first time expression in text[start:end], resolved against the report's date, if any.

    In a report with a date, words that give no date against it ("next Monday", "since the war began")
    do not say when something was said, unless they are counted from an event or from the report.
    """
    for when in find_dates(text, start, end, published):
        if when.date.span.text.startswith("by "):
            continue  # "how many had crossed by Friday was not clear"; "By Monday he claimed" is
        if when.role in ("since", "until") or (when.role == "within" and when.date.edtf is None):
            continue  # it dates what is said
        if when.date.edtf is None and published and not when.anchored:
            continue
        return when.date
    return None
