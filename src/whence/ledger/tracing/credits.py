"""Credit lines: from whom a report says that it has its text, as in "(Reuters)" or "Reporting by …"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from whence.ledger import keys

Place = Literal["dateline", "end"]

_HEAD: Final = 400
_TAIL: Final = 400
_NAME: Final = r"[A-Z][\w&.’'/-]*(?:\s+(?:of|de|and|[A-Z][\w&.’'/-]*)){0,4}"
DATELINE: Final = re.compile(
    # PLACE, date (Agency) - or (Agency) at the very start of a paragraph.
    rf"^[ \t]*(?:[A-ZÀ-Þ][\w.’' /-]{{1,40}}(?:,\s*[\w.’' ]{{1,30}}){{0,2}}\s*)?"
    rf"\(({_NAME})\)\s*(?:[-–—:]|\s|$)",
    re.MULTILINE,
)
"""The head of a dispatch: place, date and the agency in brackets."""
_BRACKETS: Final = re.compile(rf"\(\s*(?:(?i:with|from|via|source:?|text:?|©)\s+)?({_NAME})\s*\)[.\s]*$")
_REPORTING: Final = re.compile(
    r"\b(?i:(?:with\s+)?(?:additional\s+)?(?:reporting|report|text|material|contributions?|files?)\s+(?:by|from)"
    r"|source:|from|via|courtesy\s+of|this\s+(?:story|report|article)\s+(?:is|was|comes?)\s+(?:by|from))"
    rf"\s+(?:the\s+)?({_NAME})"
)
_STAFF: Final = re.compile(
    r"\s+(?:staff|news\s*desk|correspondents?|reporters?|bureau|in)\b.*$", re.IGNORECASE
)
_NO_NAMES: Final = frozenset({"reporting", "editing", "writing", "photo", "video", "staff", "agencies"})


@dataclass(frozen=True, slots=True)
class Credit:
    """Whom a report credits for its text."""

    name: str
    key: str
    place: Place
    start: int
    end: int


def credits_of(text: str, outlet: str | None) -> tuple[Credit, ...]:
    """The credit lines at the head and the end of a report, other than to its own outlet.

    They are read by their form, so that an agency need not be known: a name in brackets in the dateline,
    or at the end "(with Name)", "Reporting by Name", "with reporting by Name", "Source: Name".
    """
    own = keys.name_key(outlet) if outlet else ""
    found: dict[str, Credit] = {}
    head = text[:_HEAD]
    match = DATELINE.search(head)
    if match is not None:
        _put(found, match, "dateline", own, 0)
    start = max(0, len(text) - _TAIL)
    # Only what stands in the last lines, and as a line of its own or its last sentence.
    tail = text[start:].rstrip()
    line = max(tail.rfind("\n"), 0)
    for pattern in (_BRACKETS, _REPORTING):
        for match in pattern.finditer(tail, line):
            lead = tail[line : match.start()].strip(" \n(–—-")
            if (
                pattern is _REPORTING
                and lead
                and not lead.endswith((".", ",", ";", "with"))
                and len(lead) > 60
            ):
                continue
            if pattern is _REPORTING and re.match(r"(?:from|via)\b", match[0], re.IGNORECASE) and lead:
                continue
            _put(found, match, "end", own, start)
    return tuple(found.values())


def standing_of(text: str, outlet: str | None) -> int:
    """How near a text is to being its outlet's own, by its credit lines: the smaller, the nearer.

    0 where its dateline names its own outlet, 1 where it credits nobody, 2 where it credits another.
    """
    if credits_of(text, outlet):
        return 2
    match = DATELINE.search(text[:_HEAD])
    own = match is not None and outlet is not None and keys.name_key(match[1]) == keys.name_key(outlet)
    return 0 if own else 1


def _put(found: dict[str, Credit], match: re.Match[str], place: Place, own: str, shift: int) -> None:
    name = _STAFF.sub("", match[1]).strip().rstrip(".")
    if not name[:1].isupper() or name.lower() in _NO_NAMES:
        return
    key = keys.name_key(name)
    if key and key != own:
        found.setdefault(key, Credit(name, key, place, shift + match.start(1), shift + match.end(1)))
