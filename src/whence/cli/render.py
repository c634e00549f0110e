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

from whence.attributions.attribution import Attribution, Authority, Date
from whence.cli.safe import printable
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
_EXCERPT: Final = 60
_RULE: Final = "─"


def render(reading: Reading, width: int) -> list[Text]:
    """The lines of `reading`, none wider than `width` cells of the terminal (40 and more)."""
    lines = _header(reading, width)
    claims = list(_in_order(reading.attributions))
    gutter = max((cell_len(claim.id) for _, claim in claims), default=0) + 2
    for depth, claim in claims:
        lines.append(Text())
        lines += _claim(claim, depth, gutter, width)
    if not claims:
        lines += [Text(), Text("No claims found.")]
    notes = _notes(reading, width)
    if notes:
        lines += [Text(), Text(_RULE * min(width, 24), "dim"), *notes]
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
    count = len(reading.attributions)
    about = [
        printable(report.outlet or "") or "outlet unknown",
        printable(report.published or "") or "date unknown",
        *([location] if title else []),
        "1 claim" if count == 1 else f"{count} claims",
    ]
    lines = _wrapped(Text(title or location, "bold"), width)
    if report.authors:
        lines += _wrapped(Text("by " + ", ".join(map(printable, report.authors))), width)
    return lines + _wrapped(Text(" · ".join(about), "dim"), width)


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
    word, colour = next((word, colour) for least, word, colour in _SURE if claim.confidence >= least)
    parts.append(Text(f"{word} {claim.confidence:.2f}", colour))
    return Text(" · ").join(parts)


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
