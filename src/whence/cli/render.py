"""A reading as lines for a terminal: claim by claim, who said it, on whose word, and how surely.

Colour only repeats what the words say. Whatever comes from a report passes through `printable`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from io import StringIO
from typing import Final

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from whence.attributions.attribution import Attribution, Authority
from whence.cli.safe import printable
from whence.dates import Date
from whence.exchanges.exchange import Exchange
from whence.figures.figure import Figure, Measure
from whence.findings.finding import Finding
from whence.reading import Reading
from whence.reports.report import Foreign, Report

_FORMS: Final = {"direct": "quoted", "indirect": "paraphrased", "mixed": "partly quoted"}
_SURE: Final = ((0.85, "sure", "green"), (0.5, "likely", "yellow"), (0.0, "doubtful", "red"))
"""Least confidence, the word for it, and its colour."""
_LANGUAGES: Final = {
    "ar": "Arabic", "de": "German", "en": "English", "es": "Spanish", "fr": "French", "he": "Hebrew",
    "it": "Italian", "ja": "Japanese", "ko": "Korean", "nl": "Dutch", "pl": "Polish", "pt": "Portuguese",
    "ru": "Russian", "tr": "Turkish", "uk": "Ukrainian", "zh": "Chinese",
}  # fmt: skip
_SHOWN: Final = 5
"""Repairs and foreign passages that are shown one by one."""
_COMPARED: Final = 5
"""Figures that are shown one by one under a finding; where there are more, their ids must do."""
_EXCERPT: Final = 60
_RULE: Final = "─"


def render(reading: Reading, width: int) -> list[Text]:
    """The lines of `reading`, none wider than `width` cells of the terminal (40 and more)."""
    lines = _header(reading, width)
    claims = list(_in_order(reading.attributions))
    gutter = max((cell_len(claim.id) for _, claim in claims), default=0) + 2
    amounts = _Amounts(reading, gutter)
    for depth, claim in claims:
        lines.append(Text())
        lines += _claim(claim, depth, gutter, width)
        lines += amounts.lines(claim.id, min(depth * gutter, width // 3) + gutter, width)
    if not claims:
        lines += [Text(), Text("No claims found.")]
    own = amounts.lines(None, 0, width)
    if own:
        lines += [Text(), Text("In the report’s own voice, on nobody’s word", "bold"), *own]
    if reading.findings:
        lines += [Text(), Text("What does not hold, and what to know", "bold")]
        lines += [line for finding in reading.findings for line in finding_lines(finding, width)]
    notes = _notes(reading, width)
    if notes:
        lines += [Text(), Text(_RULE * min(width, 24), "dim"), *notes]
    return lines


def findings_of(reading: Reading, findings: Iterable[Finding], width: int) -> list[Text]:
    """Findings alone, under the report's name, each with the words of the figures compared."""
    report = reading.report
    location = "standard input" if report.location == "-" else printable(report.location)
    figures = {figure.id: figure for figure in reading.figures}
    lines = _wrapped(Text(printable(report.title or location), "bold"), width)
    for finding in findings:
        lines += finding_lines(finding, width)
        gutter = cell_len(finding.id) + 2
        for name in finding.figures if len(finding.figures) <= _COMPARED else ():
            if name in figures:
                row = Text.assemble((f"{printable(name)}  ", "dim"), figure_text(figures[name]))
                lines += [
                    Text.assemble(" " * gutter, line) for line in _wrapped(row, width - gutter, hanging=4)
                ]
    return lines


def ansi(line: Text) -> str:
    """`line` with the codes that colour it, in the sixteen colours that every theme sets."""
    out = StringIO()
    console = Console(
        file=out, force_terminal=True, color_system="standard", no_color=False, highlight=False, emoji=False,
        legacy_windows=False, _environ={},
    )  # fmt: skip
    console.print(line, end="", soft_wrap=True)
    return out.getvalue()


def chain(authorities: Iterable[Authority]) -> Text:
    """An authority chain in one line, outermost first: "Reuters → a senior official (anonymous)"."""
    links = []
    for authority in authorities:
        joint = [_authority(one) for one in (authority, *authority.also)]
        links.append(Text(" + ").join(joint))
    return Text(" → ").join(links) if links else Text("(no source named)", "yellow")


def _header(reading: Reading, width: int) -> list[Text]:
    report = reading.report
    location = "standard input" if report.location == "-" else printable(report.location)
    title = printable(report.title or "")
    about = [
        printable(report.outlet or "") or "outlet unknown",
        printable(report.published or "") or "date unknown",
        *([location] if title else []),
        _counted(len(reading.attributions), "claim"),
        *([_counted(len(reading.figures), "figure")] if reading.figures else []),
        *([_counted(len(reading.exchanges), "exchange")] if reading.exchanges else []),
    ]
    lines = _wrapped(Text(title or location, "bold"), width)
    if report.authors:
        lines += _wrapped(Text("by " + ", ".join(map(printable, report.authors))), width)
    return lines + _wrapped(Text(" · ".join(about), "dim"), width)


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _in_order(attributions: Iterable[Attribution]) -> Iterator[tuple[int, Attribution]]:
    """Each with its depth: in order of the text, what is nested after what it is nested in."""
    claims = sorted(attributions, key=_start)
    known = {claim.id for claim in claims}
    children: dict[str | None, list[Attribution]] = defaultdict(list)
    for claim in claims:
        children[claim.parent if claim.parent in known else None].append(claim)
    stack = [(0, claim) for claim in reversed(children[None])]
    while stack:
        depth, claim = stack.pop()
        yield depth, claim
        stack += [(depth + 1, child) for child in reversed(children[claim.id])]


def _start(claim: Attribution) -> int:
    return min(span.start for span in (claim.source, claim.cue, *claim.content) if span is not None)


def _claim(claim: Attribution, depth: int, gutter: int, width: int) -> list[Text]:
    # However deep the nesting, most of the width is left to the words.
    indent = min(depth * gutter, width // 3)
    room = width - indent - gutter
    who = chain(claim.authority)
    if not claim.authority and claim.source is not None:
        who = Text.assemble((printable(claim.source.text), "bold"), (" (unresolved)", "yellow"))
    words = Text(" … ".join(printable(span.text) for span in claim.content))
    body = [*_wrapped(who, room), *_wrapped(_how(claim), room), *_wrapped(words, room)]
    name = Text(printable(claim.id).ljust(gutter), "dim")
    margin = Text(" " * (indent + gutter))
    return [
        Text.assemble(" " * indent, name, line) if i == 0 else Text.assemble(margin, line)
        for i, line in enumerate(body)
    ]


def _how(claim: Attribution) -> Text:
    """Standing, form, polarity, when, and how surely: in words."""
    parts = []
    if claim.parent is not None:
        parts.append(Text(f"inside {printable(claim.parent)}"))
    standing = Text(printable(claim.standing))
    if claim.polarity == "denied":
        standing = (
            Text("denied", "red") if claim.standing == "asserted" else standing.append(", denied", "red")
        )
    if claim.cue is not None:
        standing = Text.assemble(standing, f" (“{printable(claim.cue.text)}”)")
    parts += [standing, Text(_FORMS[claim.form])]
    if claim.said is not None:
        parts.append(Text(_said(claim.said)))
    parts.append(_surety(claim.confidence))
    return Text(" · ").join(parts)


def _surety(confidence: float) -> Text:
    """A confidence as a word with its colour, and as a number."""
    word, colour = next((word, colour) for least, word, colour in _SURE if confidence >= least)
    return Text(f"{word} {confidence:.2f}", colour)


def _said(date: Date) -> str:
    words = printable(date.span.text)
    if date.edtf is None or date.edtf == words:
        return f"said {words}"
    modifier = f"{date.modifier} " if date.modifier else ""
    return f"said {words} ({modifier}{printable(date.edtf)})"


def _authority(authority: Authority) -> Text:
    name = (printable(authority.name), "bold")
    marks = [
        *(["anonymous"] if authority.anonymous else []),
        *([] if authority.resolved else ["unresolved"]),
    ]
    return Text.assemble(name, (f" ({', '.join(marks)})", "yellow") if marks else "")


class _Amounts:
    """Figures and exchanges as lines under what they rest on."""

    def __init__(self, reading: Reading, gutter: int) -> None:
        self.rows: dict[str | None, list[tuple[int, str, Text]]] = defaultdict(list)
        known = {claim.id for claim in reading.attributions}
        for figure in reading.figures:
            on = figure.attribution if figure.attribution in known else None
            self.rows[on].append((figure.span.start, figure.id, figure_text(figure)))
        for exchange in reading.exchanges:
            on = exchange.attribution if exchange.attribution in known else None
            parts = (
                exchange.trigger,
                *(p.span for p in (exchange.giver, exchange.receiver) if p is not None),
            )
            start = min((span.start for span in parts if span is not None), default=0)
            self.rows[on].append((start, exchange.id, exchange_text(exchange)))
        self.gutter = max(gutter, *(cell_len(i) + 2 for rows in self.rows.values() for _, i, _ in rows), 0)

    def lines(self, on: str | None, indent: int, width: int) -> list[Text]:
        out = []
        for _, name, words in sorted(self.rows.get(on, ()), key=lambda row: row[0]):
            indent = min(indent, width // 3)
            for i, line in enumerate(_wrapped(words, width - indent - self.gutter)):
                lead = Text(printable(name).ljust(self.gutter) if i == 0 else " " * self.gutter, "dim")
                out.append(Text.assemble(" " * indent, lead, line))
        return out


def figure_text(figure: Figure) -> Text:
    """A figure in one line: its words, what it measures, and what else is known of it."""
    measure = figure.measure
    named = [measure.what, measure.metric, measure.side]
    if measure.metric is not None and _says(measure, measure.metric.value):
        named.remove(measure.metric)
    what = " · ".join(printable(part.value) for part in named if part is not None)
    known = [amount(figure)]
    if figure.change is not None:
        known.append({"up": "a rise", "down": "a fall"}[figure.change])
    if figure.of is not None:
        known.append(f"of {printable(figure.of)}")
    if figure.same_as is not None:
        known.append(f"{printable(figure.same_as)} in other words")
    if figure.parts:
        known.append(f"the sum of {', '.join(map(printable, figure.parts))}")
    if measure.place is not None:
        known.append(f"at {printable(measure.place.value)}")
    if measure.since is not None:
        known.append(f"since {_when(measure.since)}")
    if measure.as_of is not None:
        known.append(f"as of {_when(measure.as_of)}")
    if measure.covers == "period":
        known.append("in one period")
    if figure.standing != "asserted":
        known.append(printable(figure.standing))
    if figure.polarity == "denied":
        known.append("denied")
    if figure.note is not None:
        known.append(printable(figure.note))
    return Text.assemble(
        (printable(figure.span.text), "cyan"), f" {what}" if what else "", (f" · {' · '.join(known)}", "dim")
    )


def exchange_text(exchange: Exchange) -> Text:
    """An exchange in one line: who gives what to whom, for what, how far it got, how surely it is read."""
    giver = printable(exchange.giver.name) if exchange.giver else "(nobody named)"
    receiver = printable(exchange.receiver.name) if exchange.receiver else "(nobody named)"
    gives = ", ".join(printable(item.span.text) for item in exchange.gives) or "(not said what)"
    line = Text.assemble((giver, "cyan"), " → ", (receiver, "cyan"), f": {gives}")
    if exchange.in_return:
        line.append(f" ⇄ {', '.join(printable(item.span.text) for item in exchange.in_return)}")
    known = [exchange.standing, *([_when(exchange.when)] if exchange.when else [])]
    known += [printable(i) for i in exchange.figures]
    return line.append(f" · {' · '.join(known)} · ", "dim").append(_surety(exchange.confidence))


def finding_lines(finding: Finding, width: int) -> list[Text]:
    """A finding: how grave, what does not hold, and the figures, claims and exchanges compared."""
    about = [printable(i) for i in (*finding.figures, *finding.attributions, *finding.exchanges)]
    colour = {"error": "red", "warning": "yellow", "note": "blue"}[finding.severity]
    words = Text.assemble(
        (f"{finding.severity}: ", colour),
        printable(finding.message),
        (f" [{', '.join(about)}]", "dim") if about else "",
    )
    gutter = cell_len(finding.id) + 2
    return [
        Text.assemble((printable(finding.id).ljust(gutter) if i == 0 else " " * gutter, "dim"), line)
        for i, line in enumerate(_wrapped(words, width - gutter))
    ]


def amount(figure: Figure) -> str:
    """An amount as Whence understood it: "≥ 3,000", "> 600,000", "0.25 of all", "10,000–12,000"."""
    if figure.vague is not None and figure.low is None and figure.high is None:
        return "no number"
    if figure.kind == "rank":
        return f"rank {number(figure.low)}" if figure.low is not None else "a rank"
    unit = ""
    if figure.kind == "money" or (figure.kind in ("measure", "duration") and figure.unit):
        unit = f" {printable(figure.unit or '')}".rstrip()
    elif figure.kind == "percentage":
        unit = "%" if figure.unit != "percentage point" else " points"
    elif figure.kind == "ratio":
        unit = " : 1"
    about = "≈ " if figure.approximate else ""
    low, high = figure.low, figure.high
    if low is not None and high is not None:
        text = number(low) if low == high else f"{number(low)}–{number(high)}"
        return f"{about or ('= ' if low == high else '')}{text}{unit}"
    if low is not None:
        return f"{about}{'≥' if figure.low_inclusive else '>'} {number(low)}{unit}"
    if high is not None:
        return f"{about}{'≤' if figure.high_inclusive else '<'} {number(high)}{unit}"
    return "no number"


def number(value: float) -> str:
    """A number as people write it: thousands apart, four digits at most behind the point."""
    if float(value).is_integer() and abs(value) < 1e15:
        return f"{int(value):,}"
    return f"{value:,.4f}".rstrip("0").rstrip(".") if abs(value) < 1e15 else f"{value:.4g}"


def _says(measure: Measure, metric: str) -> bool:
    """Whether what is counted says the metric already: "casualties", "deaths"."""
    what = measure.what.value.lower() if measure.what is not None else ""
    return metric in what


def _when(date: Date) -> str:
    words = printable(date.span.text)
    if date.edtf is None or date.edtf == words:
        return f"“{words}”"
    return f"{date.modifier + ' ' if date.modifier else ''}{printable(date.edtf)}"


def _notes(reading: Reading, width: int) -> list[Text]:
    report = reading.report
    notes = []
    if report.repairs:
        mended = [f"“{printable(r.before)}” read as “{printable(r.after)}”" for r in report.repairs[:_SHOWN]]
        notes.append(("mended", _some(mended, len(report.repairs))))
    if report.foreign:
        passages = [_passage(report, foreign) for foreign in report.foreign[:_SHOWN]]
        notes.append(("in another language", _some(passages, len(report.foreign))))
    notes += [("note", printable(warning)) for warning in (*report.warnings, *reading.warnings)]
    return [
        line
        for name, words in notes
        for line in _wrapped(Text.assemble((name, "bold"), f": {words}"), width, hanging=2)
    ]


def _some(shown: list[str], total: int) -> str:
    more = f"; and {total - len(shown)} more" if total > len(shown) else ""
    return "; ".join(shown) + more


def _passage(report: Report, foreign: Foreign) -> str:
    words = printable(report.text[foreign.start : foreign.end])
    if len(words) > _EXCERPT:
        words = words[: _EXCERPT - 1].rstrip() + "…"
    language = _LANGUAGES.get(foreign.language, printable(foreign.language))
    return f"{language}{', an insertion' if foreign.insertion else ''}: “{words}”"


def _wrapped(text: Text, width: int, hanging: int = 0) -> list[Text]:
    """`text` cut into lines of `width` cells; all but the first begin with `hanging` spaces."""
    console = Console(file=StringIO(), width=width, legacy_windows=False, _environ={})
    lines: list[Text] = []
    for line in text.wrap(console, width - hanging, overflow="fold"):
        line.rstrip()
        lines.append(Text.assemble(" " * hanging, line) if lines and hanging else line)
    return lines
