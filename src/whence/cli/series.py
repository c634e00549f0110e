"""A series, an account and findings across reports as lines for a terminal.

Colour only repeats what the words and marks say. Whatever comes from a report passes through `printable`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import Final

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from whence.cli.safe import printable
from whence.ledger.tracing.account import Account, Retelling
from whence.ledger.tracing.across import Across, Side
from whence.ledger.tracing.series import Line, Point, Series, high_of, in_unit, low_of, scale_of

_SHOWN: Final = 40
_QUOTE: Final = 240
_LABEL: Final = 12
_LEGEND: Final = "● a number   ├─┤ a range   ●─▶ this and more   ◀─● up to this   ○ told again"


def series_lines(series: Series, width: int) -> list[Text]:
    """The tables and plots of a series, one metric after the other, and what was found."""
    if not series.lines:
        return [Text("No figures for this measure.")]
    lines: list[Text] = []
    for line in series.lines:
        lines += [
            *([Text()] if lines else []),
            *_head(line, width),
            *_table(line, width),
            Text(),
            *_plot(line, width),
        ]
    lines += [
        Text(),
        Text(_LEGEND if cell_len(_LEGEND) <= width else "● number  ├─┤ range  ○ told again", "dim"),
    ]
    if series.findings:
        lines += [Text(), Text("What is found", "bold")]
        lines += finding_lines(series.findings, width)
    return lines


def accounts_lines(accounts: Sequence[Account], width: int) -> list[Text]:
    """What each figure of a statement became; where there are several, which one is meant."""
    lines: list[Text] = []
    for one in accounts:
        named = one.origin.words if len(accounts) > 1 else None
        lines += [*([Text()] if lines else []), *_account_lines(one, width, named)]
    return lines


def _account_lines(account: Account, width: int, named: str | None) -> list[Text]:
    """A statement: its earliest and most direct telling, and each retelling with what changed."""
    head = "Nearest the origin" + (f" of “{printable(named)}”" if named else "")
    lines = [Text(head, "bold"), *_side(account.origin, width, 2)]
    if not account.retellings:
        return [*lines, Text(), Text("No retelling of it is in the ledger.")]
    for told in account.retellings:
        lines += [Text(), *_told(told, width)]
    return lines


def finding_lines(findings: Iterable[Across], width: int) -> list[Text]:
    """Findings, each with both sides quoted and the one nearest the origin named.

    What changed between two sentences is told in one place.
    """
    lines: list[Text] = []
    drifts: dict[tuple[str, str], list[Across]] = {}
    for one in findings:
        if one.kind == "drift":
            drifts.setdefault((one.sides[0].quote, one.sides[1].quote), []).append(one)
    told: set[tuple[str, str]] = set()
    for one in findings:
        some = [one]
        if one.kind == "drift":
            pair = (one.sides[0].quote, one.sides[1].quote)
            if pair in told:
                continue
            told.add(pair)
            some = list({d.message: d for d in drifts[pair]}.values())
        what = ", ".join(dict.fromkeys(printable(d.what) for d in some if d.what and d.kind != "conflict"))
        kind = f"{one.kind} ({what})" if one.kind in ("drift", "revision") and what else one.kind
        lines.append(Text())
        messages = "; ".join(printable(d.message) for d in some)
        lines += _wrapped(Text.assemble((f"{kind}: ", "bold"), messages), width, 2)
        if one.kind in ("copies", "circular", "single-source", "origin-never-seen"):
            where = "; ".join(dict.fromkeys(_where(side) for side in one.sides))
            lines += [Text.assemble("    ", line) for line in _wrapped(Text(where), width - 4)]
            continue
        for side in one.sides:
            lines += _side(side, width, 4, nearest=side.item is not None and side.item == one.nearest)
    return lines


_PARTS: Final = (
    ("What changed on the way", ("drift",)),
    ("Who contradicts whom, and who took something back", ("conflict", "revision")),
    ("How many stand behind how many", ("copies", "circular", "single-source")),
    ("Cited, and never seen", ("origin-never-seen",)),
)


def grouped_lines(findings: Sequence[Across], width: int) -> list[Text]:
    """Findings of a whole ledger under the question that each answers."""
    lines: list[Text] = []
    for title, kinds in _PARTS:
        if some := [one for one in findings if one.kind in kinds]:
            lines += [*([Text()] if lines else []), Text(title.upper(), "bold"), *finding_lines(some, width)]
    return lines


def _head(line: Line, width: int) -> list[Text]:
    head = Text(printable(line.metric), "bold")
    origins = f"{line.origins} independent origin{'s' if line.origins != 1 else ''}"
    head.append(f"   {line.reports} report{'s' if line.reports != 1 else ''}, {origins}", "not bold")
    if line.more:
        head.append("; earlier ones left out, narrow it with --to", "not bold")
    lines = _wrapped(head, width)
    envelope = line.envelope
    if envelope is not None:
        low, high = printable(envelope.lowest.figure.words), printable(envelope.highest.figure.words)
        said = (
            f"from “{low}” ({_who(envelope.lowest)}) to “{high}” ({_who(envelope.highest)})"
            if envelope.lowest is not envelope.highest
            else f"“{low}” ({_who(envelope.lowest)})"
        )
        lines += _wrapped(Text(f"by independent origin: {said}"), width)
    return lines


def _table(line: Line, width: int) -> list[Text]:
    points = line.points[-_SHOWN:]
    rows = [("said", "outlet", "on whose word", "words", "")]
    for p in points:
        rows.append(
            (
                p.said or "date unknown", printable(p.figure.source.outlet or "outlet unknown"), _chain(p),
                printable(p.figure.words), _marks(p),
            )
        )  # fmt: skip
    space = width - 10 - 2 * 4
    sizes = [max(cell_len(row[i]) for row in rows) for i in range(5)]
    marks = min(sizes[4], max(10, space // 4))
    words = min(sizes[3], max(10, (space - marks) // 3))
    outlet = min(sizes[1], max(8, (space - marks - words) * 2 // 5))
    chain = max(8, min(sizes[2], space - marks - words - outlet))
    cut = (10, outlet, chain, words, marks)
    out: list[Text] = []
    if len(line.points) > _SHOWN:
        out.append(Text(f"({len(line.points) - _SHOWN} earlier ones are in --json)", "dim"))
    for number, row in enumerate(rows):
        cells = [_wrapped(Text(value), size) or [Text()] for value, size in zip(row, cut, strict=True)]
        for i in range(max(len(cell) for cell in cells)):
            parts = [cell[i].plain if i < len(cell) else "" for cell in cells]
            text = "  ".join(_padded(part, size) for part, size in zip(parts, cut, strict=True)).rstrip()
            out.append(Text(text, "dim" if number == 0 else ""))
    return out


def _marks(point: Point) -> str:
    if point.retells is None:
        return "" if point.figure.standing == "asserted" else point.figure.standing
    return f"told again, {', '.join(point.drift)} changed" if point.drift else "told again"


def _plot(line: Line, width: int) -> list[Text]:
    """Ranges over one scale, for each authority by the day they were said."""
    unit = scale_of(line.points)
    some = [
        p
        for p in line.points
        if in_unit(p) == unit
        and p.figure.note is None
        and (math.isfinite(low_of(p)) or math.isfinite(high_of(p)))
    ][-_SHOWN:]
    ends = [x for p in some for x in (low_of(p), high_of(p)) if math.isfinite(x)]
    if not ends:
        return []
    top = max(ends) * 1.15 or 1.0
    room = width - _LABEL - 2
    out = []
    by_who: dict[str, list[Point]] = {}
    for p in some:
        by_who.setdefault(p.who or f"{p.figure.source.outlet}, in its own voice", []).append(p)
    for group in by_who.values():
        out.append(Text(_short(_who(group[0]), width)))
        for p in group:
            out.append(Text(f"{_padded(p.said or 'undated', _LABEL)}{_bar(p, top, room)}".rstrip()))
    left, right = "0", _number(max(ends))
    at = int(max(ends) / top * (room - 1))
    scale = left + "─" * max(1, at - len(left) - len(right) + 1) + right
    out.append(Text(" " * _LABEL + scale, "dim"))
    return out


def _bar(point: Point, top: float, room: int) -> str:
    def at(value: float) -> int:
        return max(0, min(room - 1, int(value / top * (room - 1))))

    low, high = point.figure.low, point.figure.high
    mark = "●" if point.retells is None else "○"
    cells = [" "] * room
    if low is not None and high is not None:
        first, last = at(float(low)), at(float(high))
        if first == last:
            cells[first] = mark
        else:
            cells[first : last + 1] = ["─"] * (last - first + 1)
            cells[first], cells[last] = "├", "┤"
            if point.retells is not None:
                cells[(first + last) // 2] = "○"
    elif low is not None:
        first = at(float(low))
        cells[first:room] = ["─"] * (room - first)
        cells[first], cells[-1] = mark, "▶"
        if first == room - 1:
            cells[-1] = mark
    elif high is not None:
        last = at(float(high))
        cells[: last + 1] = ["─"] * (last + 1)
        cells[0], cells[last] = "◀", mark
    return "".join(cells)


def _told(told: Retelling, width: int) -> list[Text]:
    said = "a copy" if told.copied else "told again"
    head = Text.assemble((_where(told.side), "bold"), f"  {said}")
    lines = [*_wrapped(head, width), *_quote(told.side, width, 2)]
    for change in told.changes:
        before, after = printable(change.before), printable(change.after) or "nobody named"
        lines += _wrapped(
            Text.assemble("  changed: ", (change.what, "bold"), f", {before} → {after}"), width, 4
        )
    if not told.changes:
        lines.append(Text("  nothing changed that was looked for"))
    return lines


def _side(side: Side, width: int, indent: int, nearest: bool = False) -> list[Text]:
    head = Text(_where(side))
    if side.authority:
        head.append(f", on the word of {printable(side.authority)}")
    if nearest:
        head.append("  (nearest the origin)", "bold")
    pad = " " * indent
    return [
        *(Text.assemble(pad, line) for line in _wrapped(head, width - indent)),
        *_quote(side, width, indent),
    ]


def _quote(side: Side, width: int, indent: int) -> list[Text]:
    words = printable(side.quote)
    if len(words) > _QUOTE:
        words = words[: _QUOTE - 1].rstrip() + "…"
    pad = " " * (indent + 2)
    return [Text.assemble(pad, line) for line in _wrapped(Text(f"“{words}”", "italic"), width - len(pad))]


def _where(side: Side) -> str:
    day = side.published[:10] if side.published else "date unknown"
    return f"{printable(side.outlet or 'outlet unknown')}, {printable(day)}"


def _who(point: Point) -> str:
    return printable(point.authority or f"{point.figure.source.outlet or 'the report'}, in its own voice")


def _chain(point: Point) -> str:
    names = [" + ".join(map(printable, link)) for link in point.figure.chain]
    if not names:
        return _who(point) if point.authority else "(its own voice)"
    return " → ".join(names)


def _number(value: float) -> str:
    return f"{int(value):,}" if float(value).is_integer() else f"{value:,.3g}"


def _short(text: str, width: int) -> str:
    return text if cell_len(text) <= width else text[: width - 1] + "…"


def _padded(text: str, size: int) -> str:
    return text + " " * max(0, size - cell_len(text))


def _wrapped(text: Text, width: int, hanging: int = 0) -> list[Text]:
    console = Console(file=StringIO(), width=width, legacy_windows=False, _environ={})
    lines: list[Text] = []
    for line in text.wrap(console, max(8, width - hanging), overflow="fold"):
        line.rstrip()
        lines.append(Text.assemble(" " * hanging, line) if lines and hanging else line)
    return lines
