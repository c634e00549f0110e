"""A series as one HTML page that needs nothing else: every figure given, by measure and by authority."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING, BinaryIO, Final

from whence.ledger.exports.columns import row
from whence.ledger.exports.plain import fit

if TYPE_CHECKING:
    from whence.ledger.exports.write import Pair
    from whence.ledger.find import Filters
    from whence.ledger.records import Number

MOST: Final = 20_000
"""Figures on one page; a browser has to hold it."""
_WIDTH: Final = 900
_LEFT: Final = 90
_PLOT: Final = 240

Entry = tuple[dict[str, object], "Number | None", "Number | None"]


def write_html(out: BinaryIO, pairs: Iterable[Pair], filters: Filters) -> int:
    """A page with a plot and a table for each measure; casualties and killed are never in one."""
    series: dict[tuple[str, str, str], list[Entry]] = defaultdict(list)
    count = 0
    for figure, judged in pairs:
        count += 1
        if count > MOST:
            continue
        key = (figure.metric or "no metric", figure.side or figure.what or "", figure.unit or "")
        series[key].append((dict(row(figure, judged)), figure.low, figure.high))
    template = files("whence.ledger.exports").joinpath("page.html").read_text(encoding="utf-8")
    title = ", ".join(
        f"{name} {value}"
        for name in filters.__slots__
        if (value := getattr(filters, name)) and name != "figures"
    )
    shown = f"{count:,} figures" if count <= MOST else f"the first {MOST:,} of {count:,} figures"
    parts = "".join(_section(key, some) for key, some in sorted(series.items()))
    filled = {"title": _e(title or "All figures"), "shown": _e(shown), "sections": parts}
    # In one pass: what is filled in may have braces of its own.
    page = re.sub(r"\{(title|shown|sections)\}", lambda match: filled[match[1]], template)
    out.write(page.encode("utf-8"))
    return count


def _section(key: tuple[str, str, str], some: list[Entry]) -> str:
    some.sort(
        key=lambda entry: (str(entry[0]["source_original"] or ""), _day(entry[0]) or "", str(entry[0]["id"]))
    )
    heading = " · ".join(part for part in key if part)
    rows = "".join(_line(values) for values, _, _ in some)
    head = "".join(
        f"<th>{name}</th>"
        for name in ("On whose word", "Said", "Figure", "Words", "Standing", "Report", "Judged")
    )
    return (
        f"<section><h2>{_e(heading)}</h2>{_plot(some)}<table><thead><tr>{head}</tr></thead>"
        f"<tbody>{rows}</tbody></table></section>"
    )


def _line(values: dict[str, object]) -> str:
    low, high = values["low"], values["high"]
    amount = _number(low) if low is not None and low == high else f"{_number(low)} – {_number(high)}"
    report = " · ".join(
        str(values[name]) for name in ("source_office", "source_date", "source_headline", "source_article")
        if values[name]
    )  # fmt: skip
    judged = " ".join(
        str(values[name])
        for name in ("judged", "reliability", "credibility", "grade", "comment")
        if values[name]
    )
    cells = (
        values["authority_chain"] or "the report itself", values["said"] or "", amount,
        f"{values['words']}: {values['statement']}", f"{values['standing']} {values['polarity']}", report,
        judged,
    )  # fmt: skip
    return "<tr>" + "".join(f"<td>{_e(str(cell))}</td>" for cell in cells) + "</tr>"


def _plot(some: list[Entry]) -> str:
    """Ranges over days, a line of the legend for each authority; nothing where too little is known."""
    known = [(values, low, high, day) for values, low, high in some if (day := _day(values)) is not None]
    bounds = [value for _, low, high, _ in known for value in (low, high) if value is not None]
    if len(known) < 2 or not bounds or max(bounds) <= 0:
        return ""
    days = [date.fromisoformat(day).toordinal() for *_, day in known]
    first, span, top = min(days), max(max(days) - min(days), 1), float(max(bounds))
    names = sorted({str(values["source_original"] or "the report itself") for values, *_ in known})
    height = _PLOT

    def x(day: int) -> float:
        return round(_LEFT + (day - first) / span * (_WIDTH - _LEFT - 20), 1)

    def y(value: Number) -> float:
        return round(height - 20 - max(float(value), 0.0) / top * (height - 40), 1)

    marks = []
    for (values, low, high, day), number in zip(known, days, strict=True):
        colour = f"c{names.index(str(values['source_original'] or 'the report itself')) % 8}"
        at = x(number)
        lower, upper = y(low if low is not None else 0), y(high if high is not None else top)
        hint = f"{values['words']} ({values['source_original'] or 'the report itself'}, {day})"
        shape = (
            f'<circle cx="{at}" cy="{lower}" r="4"/>' if low is not None and low == high
            else f'<line x1="{at}" x2="{at}" y1="{lower}" y2="{upper}"/>'
        )  # fmt: skip
        open_end = "" if low is not None and high is not None else " open"
        marks.append(f'<g class="{colour}{open_end}"><title>{_e(hint)}</title>{shape}</g>')
    axis = (
        f'<text x="0" y="{y(top)}">{_number(max(bounds))}</text><text x="0" y="{height - 20}">0</text>'
        f'<text x="{_LEFT}" y="{height}">{date.fromordinal(first)}</text>'
        f'<text x="{_WIDTH}" y="{height}" text-anchor="end">{date.fromordinal(first + span)}</text>'
    )
    legend = "".join(f'<li class="c{i % 8}">{_e(name)}</li>' for i, name in enumerate(names))
    return (
        f'<svg viewBox="0 0 {_WIDTH} {height + 5}" role="img">{axis}{"".join(marks)}</svg>'
        f'<ul class="legend">{legend}</ul>'
    )


def _day(values: dict[str, object]) -> str | None:
    """The day to plot at: that of the figure, else that of its report."""
    day = values["date_end"] or values["date_start"] or values["source_date"]
    return str(day) if day else None


def _number(value: object) -> str:
    if value is None:
        return "?"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    return f"{value:,}" if isinstance(value, (int, float)) else str(value)


def _e(text: str) -> str:
    return escape(fit(text), quote=True)
