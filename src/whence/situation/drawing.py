"""A situation as a drawing: parties as nodes, flows as bands, each a link to the words it rests on.

What a band says never hangs on colour: line style says how far it got, a label and a pattern what flows.
The claims stand below the drawing, so that a link leads to them in the same file, and in print.
"""

from __future__ import annotations

import re
import textwrap
import unicodedata
from typing import Final
from xml.sax.saxutils import escape as _escape
from xml.sax.saxutils import quoteattr

from whence.situation.claim import Claim, Side
from whence.situation.flow import Flow
from whence.situation.situation import Situation

WIDTH: Final = 600
_WIDEST: Final = 900
"""Pixels on a wide screen; on a narrow one the drawing is as wide as the screen."""
_NODE: Final = 112
_MARGIN: Final = 16
_ROW: Final = 50
_NOTE: Final = 18
_BAND: Final = 14
_LINE: Final = 18
_LETTERS: Final = 70
"""Letters of a line of a claim, at a size that fits the width."""
_UNFIT: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_STYLE: Final = {
    "delivered": ("solid", ""), "under way": ("dashed", "14 5"), "in preparation": ("dashed", "14 5"),
    "expected": ("dashed", "14 5"), "requested": ("dotted", "2 6"), "offered": ("dotted", "2 6"),
    "promised": ("dotted", "2 6"), "agreed": ("dotted", "2 6"), "signed": ("dash-dotted", "14 5 2 5"),
    "refused": ("crossed", "2 6"), "stopped": ("crossed", "14 5"), "denied": ("crossed", "2 6"),
}  # fmt: skip
_TINTS: Final = ("#dfe8f2", "#f2e6da", "#e2efdf", "#efe0ec", "#efeccf", "#dcebeb")
_HATCHES: Final = 6
_CSS: Final = (
    "text{font-family:'DejaVu Sans',Verdana,sans-serif;font-size:14px;fill:#111}"
    ".small{font-size:13px}.bold{font-weight:bold}.mark{fill:#111}"
    "a:focus{outline:2px solid #111}a:hover text{text-decoration:underline}"
)


def svg(situation: Situation) -> str:
    """The drawing as a document of its own; text in it is escaped, whatever the reports hold."""
    body: list[str] = []
    y = 30
    title = _title(situation)
    for line in textwrap.wrap(title, 58):
        body.append(_text(_MARGIN, y, line, "bold"))
        y += 22
    y = _legend(body, y + 4)
    categories = sorted({flow.category for flow in situation.flows})
    for one, other in _pairs(situation):
        y = _pair(body, situation, one, other, categories, y + 20)
    if not situation.flows:
        body.append(_text(_MARGIN, y + 20, "Nothing that passes between two named parties was found."))
        y += 40
    y = _lists(body, situation, y + 34)
    height = y + _MARGIN
    described = "; ".join(_flow_words(flow) for flow in situation.flows)
    patterns = "".join(_pattern(i, category) for i, category in enumerate(categories))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
        # Without a height of its own a browser shrinks all of a long drawing into its window.
        f'width="{WIDTH}" height="{height}" style="width:min(100%,{_WIDEST}px);height:auto" '
        'role="img" aria-labelledby="title desc" id="top">'
        f'<title id="title">{escape(title)}</title><desc id="desc">{escape(described)}</desc>'
        f"<style>{_CSS}</style><defs>{patterns}</defs>"
        f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>' + "\n".join(body) + "</svg>\n"
    )


def escape(text: str) -> str:
    """Text as XML can hold it."""
    return _escape(_UNFIT.sub("\ufffd", text))


def anchor(key: str) -> str:
    """A fragment for a name that stands for nothing else."""
    return "c-" + "".join(c if c.isalnum() and c.isascii() else f"_{ord(c):x}_" for c in key)


def _pairs(situation: Situation) -> list[tuple[Side, Side]]:
    found: dict[tuple[str, str], tuple[Side, Side]] = {}
    for flow in situation.flows:
        one, other = sorted((flow.giver, flow.receiver), key=lambda side: (side.name, side.key))
        found.setdefault((one.key, other.key), (one, other))
    return list(found.values())


def _pair(
    body: list[str], situation: Situation, one: Side, other: Side, categories: list[str], y: int
) -> int:
    """Two parties and all that flows between them; where the next may begin."""
    there = [f for f in situation.flows if f.giver.key == one.key and f.receiver.key == other.key]
    back = [f for f in situation.flows if f.giver.key == other.key and f.receiver.key == one.key]
    rows = [*there, *back]
    height = sum(_ROW + (_NOTE if _note(flow) else 0) for flow in rows) + 12
    left, right = _MARGIN, WIDTH - _MARGIN - _NODE
    _node(body, one, left, y, height)
    _node(body, other, right, y, height)
    at = y + 6
    for flow in rows:
        at = _flow(body, flow, categories.index(flow.category), left + _NODE, right, at, flow in there)
    return y + height


def _node(body: list[str], side: Side, x: int, y: int, height: int) -> None:
    lines = textwrap.wrap(_shown(side.name), 11)[:4]
    # A label has its place in the middle, whatever the height.
    top = y + height / 2 - (len(lines) - 1) * 9 + 5
    texts = "".join(
        _text(x + _NODE // 2, round(top + i * 18), line, "bold", "middle") for i, line in enumerate(lines)
    )
    body.append(
        f"<a href={quoteattr('#' + anchor(side.key))}><title>{escape(side.name)}: its claims</title>"
        f"<desc>{escape(side.name)}, a party. Leads to the claims in which it gives or receives.</desc>"
        f'<rect x="{x}" y="{y}" width="{_NODE}" height="{height}" rx="6" fill="#fff" stroke="#111" '
        f'stroke-width="2"/>{texts}</a>'
    )


def _flow(body: list[str], flow: Flow, tint: int, left: int, right: int, y: int, there: bool) -> int:
    style, dashes = _STYLE[flow.standing]
    start, end = left + 10, right - 10
    tip, tail = (end, start) if there else (start, end)
    step = -14 if there else 14
    top, middle = y + 28, y + 28 + _BAND // 2
    words = _flow_words(flow)
    dash = f' stroke-dasharray="{dashes}"' if dashes else ""
    low, high = min(tail, tip + step), max(tail, tip + step)
    cross = ""
    if style == "crossed":
        x = (start + end) // 2
        cross = (
            f'<path d="M{x - 8} {middle - 8}L{x + 8} {middle + 8}M{x - 8} {middle + 8}L{x + 8} {middle - 8}" '
            'stroke="#111" stroke-width="3"/>'
        )
    label, note = f"{flow.category}: {flow.standing}", _note(flow)
    bottom = y + _ROW + (_NOTE if note else 0)
    arrow = f"{label} →" if there else f"← {label}"
    count = len(flow.claims)
    body.append(
        f"<a href={quoteattr('#' + anchor(flow.key))}><title>{escape(words)}</title>"
        f"<desc>{escape(words)}. Leads to its {count} claim{'s' if count != 1 else ''}.</desc>"
        + _text((start + end) // 2, y + 20, _cut(arrow, 38), "", "middle")
        + (_text((start + end) // 2, top + _BAND + _NOTE, note, "small", "middle") if note else "")
        + f'<rect x="{low}" y="{top}" width="{high - low}" height="{_BAND}" fill="url(#p{tint})"/>'
        f'<path d="M{tail} {top}H{tip + step}M{tail} {top + _BAND}H{tip + step}" fill="none" stroke="#111" '
        f'stroke-width="2"{dash}/>'
        f'<path class="mark" d="M{tip + step} {top - 4}L{tip} {middle}L{tip + step} {top + _BAND + 4}Z"/>'
        f"{cross}</a>"
    )
    return bottom


def _note(flow: Flow) -> str:
    if flow.contested:
        return "contested"
    return "a delivery is denied" if flow.affirmed and flow.denied else ""


def _legend(body: list[str], y: int) -> int:
    kinds = (
        ("delivered", ""), ("expected, on its way", "14 5"), ("offered to agreed", "2 6"),
        ("signed", "14 5 2 5"), ("denied, stopped", "x"),
    )  # fmt: skip
    x = _MARGIN
    for name, dashes in kinds:
        dash = f' stroke-dasharray="{dashes}"' if dashes not in ("", "x") else ""
        dash = ' stroke-dasharray="2 6"' if dashes == "x" else dash
        body.append(f'<path d="M{x} {y}h34" stroke="#111" stroke-width="3" fill="none"{dash}/>')
        if dashes == "x":
            body.append(f'<path d="M{x + 11} {y - 6}l12 12m-12 0l12 -12" stroke="#111" stroke-width="2"/>')
        body.append(_text(x + 40, y + 4, name, "small"))
        x += 64 + round(len(name) * 7)
        if x > WIDTH - 180:
            x, y = _MARGIN, y + 24
    return y + 6


def _lists(body: list[str], situation: Situation, y: int) -> int:
    """The claims of each flow, under the drawing, and for each party where it gives or receives."""
    body.append(_text(_MARGIN, y, "What it rests on", "bold"))
    y += 26
    for side in situation.parties:
        flows = [f for f in situation.flows if side.key in (f.giver.key, f.receiver.key)]
        body.append(f'<g id="{anchor(side.key)}">' + _text(_MARGIN, y, _cut(_shown(side.name), 58), "bold"))
        y += _LINE
        for flow in flows:
            line = _cut(_flow_words(flow), _LETTERS)
            body.append(f"<a href={quoteattr('#' + anchor(flow.key))}>{_text(30, y, line, 'small')}</a>")
            y += _LINE
        body.append("</g>")
        y += 8
    for flow in situation.flows:
        body.append(f'<g id="{anchor(flow.key)}">')
        for line in textwrap.wrap(_flow_words(flow), 58):
            body.append(_text(_MARGIN, y, line, "bold"))
            y += _LINE
        for claim in flow.claims:
            y = _claim(body, claim, y)
        body.append("</g>")
        y += 12
    return y


def _claim(body: list[str], claim: Claim, y: int) -> int:
    chain = " → ".join(_shown(name) for name in claim.chain) or "in its own voice"
    head = (
        f"{claim.standing}: {claim.outlet or 'outlet unknown'}, {claim.published or 'date unknown'}, {chain}"
    )
    lines = textwrap.wrap(_shown(head), _LETTERS)
    lines += textwrap.wrap(f"“{_shown(claim.words)}” [{claim.id}]", _LETTERS - 2)
    texts = []
    for line in lines:
        texts.append(_text(30, y, line, "small"))
        y += _LINE
    address = claim.location if claim.location.startswith(("https://", "http://")) else "#top"
    body.append(
        f"<a href={quoteattr(escape_link(address))}><title>{escape(_shown(head))}</title>{''.join(texts)}</a>"
    )
    return y + 6


def escape_link(address: str) -> str:
    """An address without what XML cannot hold."""
    return _UNFIT.sub("", address)


def _text(x: int, y: int, text: str, css: str = "", place: str = "start") -> str:
    return f'<text x="{x}" y="{y}" class="{css}" text-anchor="{place}">{escape(text)}</text>'


def _pattern(number: int, category: str) -> str:
    """A hatch that is unlike the next one's, in grey too."""
    tint = _TINTS[number % len(_TINTS)]
    size = (8, 5, 12)[number // _HATCHES % 3]
    half = size / 2
    lines = (
        "", f"M0 0L{size} {size}", f"M0 {size}L{size} 0", f"M0 {half}H{size}", f"M{half} 0V{size}",
        f"M0 0L{size} {size}M0 {size}L{size} 0",
    )  # fmt: skip
    line = lines[number % _HATCHES]
    mark = f'<path d="{line}" stroke="#777" stroke-width="1"/>' if line else ""
    return (
        f'<pattern id="p{number}" width="{size}" height="{size}" patternUnits="userSpaceOnUse">'
        f'<title>{escape(category)}</title><rect width="{size}" height="{size}" fill="{tint}"/>{mark}'
        "</pattern>"
    )


def _flow_words(flow: Flow) -> str:
    said = f"{_shown(flow.giver.name)} → {_shown(flow.receiver.name)}, {flow.category}: {flow.standing}"
    return f"{said}; {note}" if (note := _note(flow)) else said


def _title(situation: Situation) -> str:
    parties = " and ".join(side.name for side in situation.between) if situation.between else "all parties"
    day = f", as reported by {situation.as_of}" if situation.as_of else ""
    return f"What passes between {_shown(parties)}{day}, as reports have it"


def _shown(text: str) -> str:
    """Text on one line, without what turns its direction or cannot be seen."""
    return " ".join("".join(" " if unicodedata.category(c) in ("Cc", "Cf") else c for c in text).split())


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
