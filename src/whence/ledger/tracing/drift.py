"""Drift: what changed between a statement as it was first told and a retelling of it.

Each kind of change is looked for by itself, and only what both texts bear out is named: a word that a
retelling leaves out is drift where it held the statement open, and none where it only said more.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from whence.ledger.tracing.alternatives import narrowed
from whence.ledger.tracing.amounts import same_amount
from whence.ledger.tracing.apart import ALIKE, contents, is_whole, part_beside
from whence.ledger.tracing.lexicon import Lexicon, packaged_lexicon
from whence.ledger.tracing.outcomes import changed
from whence.ledger.tracing.scopes import changed_scope
from whence.ledger.tracing.statements import Bound, Telling
from whence.ledger.tracing.text import WORD, stem
from whence.ledger.tracing.vouching import changed_word

DriftKind = Literal["metric", "bound", "standing", "figure", "authority", "scope", "polarity"]
KINDS: Final[tuple[DriftKind, ...]] = ("metric", "bound", "standing", "figure", "authority", "scope")
"""Those of statements with a figure."""
PLAIN_KINDS: Final[tuple[DriftKind, ...]] = ("metric", "standing", "authority", "scope", "polarity")
"""Those of statements without one."""


@dataclass(frozen=True, slots=True)
class Drift:
    """One thing that changed: what the origin has, and what the retelling has in its place."""

    kind: DriftKind
    before: str
    after: str


def drift(origin: Telling, later: Telling, lexicon: Lexicon | None = None) -> tuple[Drift, ...]:
    """What changed from the origin to a retelling, in the order of KINDS; empty where nothing did."""
    lexicon = lexicon or packaged_lexicon()
    if _own_words(origin, later):
        return ()
    found: list[Drift | None] = [_metric(origin, later, lexicon), _figure(origin, later)]
    # A headline is short, and "has cut its count from 45" speaks of the 45 as of the past.
    headline = later.page.sentences.all[later.sentence].headline
    if not headline and (origin.moved or not later.moved or _reaches(origin, later)):
        found += [_bound(origin, later, lexicon), _standing(origin, later, lexicon)]
        if (word := changed_word(origin, later, lexicon)) is not None:
            found.append(Drift("authority", *word))
        if (scope := changed_scope(origin, later, lexicon)) is not None:
            found.append(Drift("scope", *scope))
    return tuple(sorted((one for one in found if one is not None), key=lambda d: KINDS.index(d.kind)))


def _reaches(origin: Telling, later: Telling) -> bool:
    """Whether a retelling tells of a change up to the very figure: "had risen to nearly 9.2 metres"."""
    same = same_amount(origin.value or 0.0, later.value or 0.0, origin.unit)
    return same and _RISEN_TO.search(_lead(later)) is not None


_RISEN_TO: Final = re.compile(
    r"\b(?:risen|rose|rises|fallen|fell|climbed|grown|grew|sunk|sank) to (?:\w+ )?$"
)


def _own_words(origin: Telling, later: Telling) -> bool:
    """Whether the retelling is a copy, word for word."""
    a, b = " ".join(origin.text.split()), " ".join(later.text.split())
    return a == b or a.endswith(b) or b.endswith(a)


def _metric(origin: Telling, later: Telling, lexicon: Lexicon) -> Drift | None:
    if is_whole(origin) and is_whole(later):
        # Of "11 of the 14 missiles were shot down" the word belongs to the 11.
        return None
    before, after = contents(origin, lexicon), contents(later, lexicon)
    if before and after and set(after) < set(before) and _joined(origin, later):
        # "Tonnes of food and medicine" that became tonnes of food.
        return Drift("metric", " and ".join(before), " and ".join(after))
    if changed(origin.outcome, later.outcome, lexicon):
        return Drift("metric", str(origin.outcome), str(later.outcome))
    if len(origin.outcome.names) < _TOGETHER and (left := narrowed(origin, later, lexicon)) is not None:
        return Drift("metric", *left)
    one, other = origin.thing, later.thing
    if (stead := _counted_in_stead(origin, later, lexicon)) is not None:
        return stead
    read = origin.what is not None and later.what is not None
    if not read or not one or not other or one == other or not lexicon.related(one, other):
        return None
    if {one, other} == _HOMES and origin.outcome.names != later.outcome.names:
        # A household is a home, unless something else became of it: roofs that were lost, and homes.
        return Drift("metric", one, other)
    return None if any({one, other} <= alike for alike in ALIKE) else Drift("metric", one, other)


_HOMES: Final = frozenset({"houses", "families"})


_TOGETHER: Final = 2
"""So many outcomes are counted together, and compared as such."""


def _counted_in_stead(origin: Telling, later: Telling, lexicon: Lexicon) -> Drift | None:
    """What was counted and is still spoken of, but something else is counted: "300 complaints" and "300
    ballot boxes were the subject of complaints".
    """
    one, other = origin.what, later.what
    if not one or not other or one == other or origin.unit != "count" or later.unit != "count":
        return None
    if origin.thing and later.thing and origin.thing == later.thing:
        return None
    if one in lexicon.ladders or other in lexicon.ladders or other in origin.words:
        return None
    counted = (later.figure.what or "").lower()
    if one not in later.words or one in {stem(word) for word in WORD.findall(counted)}:
        return None
    there = {stem(word) for word in WORD.findall(origin.page.sentences.paragraph(origin.sentence))}
    return None if other in there else Drift("metric", one, other)


def _joined(origin: Telling, later: Telling) -> bool:
    """Whether the origin counts two things together, of which the retelling's sentence has one alone."""
    text = origin.page.sentences.text[origin.figure.end : origin.figure.end + 60]
    match = _TWO.match(text)
    if match is None:
        return False
    there = later.page.sentences.paragraph(later.sentence).lower()
    return sum(word in there for word in (match[1], match[2])) == 1


_TWO: Final = re.compile(r"\s+(?:\w+\s+)?of ([a-z]{3,}) and ([a-z]{3,})\b")


_PUT: Final[dict[Bound, str]] = {
    "exactly": "no bound", "more than": "more than", "at least": "at least", "less than": "less than",
    "at most": "at most", "about": "about", "estimated": "estimated", "nearly": "nearly",
    "just over": "just over", "between": "between",
}  # fmt: skip


def _bound(origin: Telling, later: Telling, lexicon: Lexicon) -> Drift | None:
    a, b = origin.bound, later.bound
    if a == b or origin.figure.vague or later.figure.vague:
        return None
    limited = lexicon.limits.among(origin.text.lower()) or lexicon.limits.among(later.text.lower())
    if limited and {a, b} == {"at most", "exactly"}:
        # A limit of 250 and no more than 250 are one.
        return None
    if "between" in (a, b):
        return None
    if {a, b} in _ALL_BUT_ONE:
        return None
    same = same_amount(origin.value or 0.0, later.value or 0.0, origin.unit)
    if not same and b != "exactly" and origin.unit == "part":
        # "Nearly half" for 40% changes the figure; how near it is belongs to the new one.
        return None
    if origin.figure.kind == "duration" and any(_lead(t).endswith("over ") for t in (origin, later)):
        # "Over six years" is more than six as often as it is in the course of six.
        return None
    if {a, b} == {"nearly", "about"} and _close_to(origin, later):
        return None
    return Drift("bound", _PUT[a], _PUT[b])


_ALL_BUT_ONE: Final = (
    {"just over", "more than"}, {"nearly", "less than"}, {"at most", "less than"}, {"estimated", "about"},
    {"estimated", "exactly"},
)  # fmt: skip
"""Bounds that differ by a shade: nobody is accused of it."""


def _close_to(origin: Telling, later: Telling) -> bool:
    """Whether one says "close to", which is nearly."""
    return any("close to" in t.figure.words.lower() or "close to" in _lead(t) for t in (origin, later))


def _lead(telling: Telling) -> str:
    text = telling.page.sentences.text
    return text[max(0, telling.figure.start - 16) : telling.figure.start].lower()


def _standing(origin: Telling, later: Telling, lexicon: Lexicon) -> Drift | None:
    text = later.text.lower()
    for kind in ("provisional", "estimated", "expected", "planned", "proposed", "suspected"):
        if kind in origin.hedges and kind not in later.kept and not lexicon.keepers[kind].among(text):
            return Drift("standing", kind, "asserted" if not later.hedges else min(later.hedges))
    if (firm := _made_firm(origin, later, lexicon)) is not None:
        return Drift("standing", firm, "firm")
    done = not later.future and not later.hedges and _DONE.search(_NECESSARY.sub(" ", text))
    if origin.future and done and not lexicon.keepers["planned"].among(text):
        return Drift("standing", "still to come", "done")
    if _put_off(origin, later, lexicon):
        return Drift("standing", "done", "planned" if "planned" in later.hedges else "still to come")
    return None


def _made_firm(origin: Telling, later: Telling, lexicon: Lexicon) -> str | None:
    """What was planned or expected to be done and now will be: "plans to ship", "will ship"; "were expected
    home", "will be home".
    """
    text = later.text.lower()
    kinds = [kind for kind in ("planned", "expected") if kind in origin.hedges]
    if not kinds or later.hedges or _WILL.search(origin.text.lower()) or _IF.search(text):
        return None
    if any(word not in _FIRM for kind in kinds for word in lexicon.keepers[kind].among(text)):
        return None
    mine = origin.text.lower()
    for match in _MEANT_TO.finditer(mine):
        if re.search(rf"\bwill (?:soon |now |also )?{re.escape(match[2])}\b", text):
            return match[1]
    for match in _MEANT.finditer(mine):
        if re.search(rf"\bwill (?:soon |now |also )?be (?:back )?{re.escape(match[2])}\b", text):
            return match[1]
    return None


_WILL: Final = re.compile(r"\bwill\b")
_IF: Final = re.compile(r"\b(?:if|unless|provided)\b")
_FIRM: Final = frozenset(("will", "to be"))
_MEANS: Final = (
    "plans?|planned|planning|intends?|intended|hopes?|hoped|wants?|wanted|aims?|aimed|expects?|expected"
    "|likely"
)
_MEANT_TO: Final = re.compile(rf"\b({_MEANS}) to ([a-z]{{2,}})\b")
_MEANT: Final = re.compile(r"\b(?:is|are|was|were) (expected|likely) (?:to be )?([a-z]{3,})\b")


def _put_off(origin: Telling, later: Telling, lexicon: Lexicon) -> bool:
    """Whether what was done at first is only planned, possible or to come: "has sent" and "plans to send"."""
    open_kinds = {"planned", "expected", "proposed", "suspected"}
    text = origin.text.lower()
    if origin.future or origin.hedges & open_kinds or origin.outcome.names != later.outcome.names:
        return False
    if any(lexicon.keepers[kind].among(text) for kind in ("planned", "expected", "proposed")):
        return False
    ahead = _AHEAD.search(_before(later)[-_REACH:]) or _AHEAD.match(_behind(later))
    done = _DONE_BY.search(_before(origin)[-_REACH:]) or _DONE_THEN.match(_behind(origin))
    return ahead is not None and done is not None and bool(origin.outcome.names)


def _before(telling: Telling) -> str:
    at = telling.page.sentences.all[telling.sentence].start
    return telling.page.sentences.text[at : telling.figure.start].lower()


def _behind(telling: Telling) -> str:
    return telling.page.sentences.text[telling.figure.end : telling.figure.end + _REACH].lower()


_REACH: Final = 60
_AHEAD: Final = re.compile(
    r"(?:[a-z ]{0,24})?\b(?:"
    r"(?:plans?|planned|intends?|wants?|hopes?|is going|are going|is|are|due|about|set) to "
    r"(?!have\b|be (?:said|understood)\b)[a-z]+"
    r"|(?:could|might|may|will|would) (?:soon |also |yet )?(?!have\b)[a-z]+)"
)
_HAS: Final = r"\b(?:has|have|had) (?:already |now |since |been )?[a-z]+(?:ed|en|t|d)\b"
_DONE_BY: Final = re.compile(_HAS)
_DONE_THEN: Final = re.compile(rf"(?:\s+(?!who\b|that\b|which\b)[\w’'-]+){{1,4}}?\s+{_HAS}")


_DONE: Final = re.compile(r"\b(?:has|have|had|was|were)\b")
_NECESSARY: Final = re.compile(
    r"\b(?:was|were|(?:has|have|had) been) (?:still |also )?(?:needed|required|necessary|due|to\b)"
)
"""What was still to come, told of the past: "said that 85 million was needed"."""


def _figure(origin: Telling, later: Telling) -> Drift | None:
    part, others_part = part_beside(origin), part_beside(later)
    if part and others_part:
        before, after = _part_of(part, origin.value), _part_of(others_part, later.value)
        if before and after:
            return Drift("figure", part, others_part) if abs(before - after) >= 1 else None
    a, b = origin.value, later.value
    if a is None or b is None:
        return None
    if same_amount(a, b, origin.unit) and not _misrounded(origin, later):
        return None
    return Drift("figure", origin.figure.words, later.figure.words)


def _misrounded(origin: Telling, later: Telling) -> bool:
    """Whether both are in per cent, and the second is not the first in so many digits: 52.4 and 53."""
    first, second = _PER_CENT.search(origin.figure.words), _PER_CENT.search(later.figure.words)
    if first is None or second is None or origin.bound != later.bound or origin.bound == "between":
        return False
    digits = len(second[1].partition(".")[2])
    return len(first[1].partition(".")[2]) > digits and round(float(first[1]), digits) != float(second[1])


_PER_CENT: Final = re.compile(r"\b(\d+(?:\.\d+)?) ?(?:%|per ?cent)")


def _part_of(part: str, whole: float | None) -> float | None:
    """How many a part is that is written as a number, or as a fraction of its whole: "a third of the 30"."""
    if (number := _small(part)) is not None:
        return number
    *many, fraction = re.split(r"[\s-]+", part)
    share = _FRACTIONS.get(fraction.removesuffix("s"))
    return None if share is None or whole is None else whole * share * (_small(many[0]) or 1 if many else 1)


_FRACTIONS: Final = {"half": 1 / 2, "third": 1 / 3, "quarter": 1 / 4, "fifth": 1 / 5}


def _small(number: str) -> int | None:
    """A whole number in digits or in the plainest words; None of others."""
    if number.replace(",", "").isdigit():
        return int(number.replace(",", ""))
    return _WORDS.index(number) + 2 if number in _WORDS else None


_WORDS: Final = (
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
