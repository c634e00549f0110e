"""Drift: what changed between a statement as it was first told and a retelling of it.

Each kind of change is looked for by itself, and only what both texts bear out is named: a word that a
retelling leaves out is drift where it held the statement open, and none where it only said more.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from whence.ledger.tracing.amounts import same_amount
from whence.ledger.tracing.authorities import is_country
from whence.ledger.tracing.lexicon import Lexicon, packaged_lexicon
from whence.ledger.tracing.outcomes import changed
from whence.ledger.tracing.statements import Bound, Telling
from whence.ledger.tracing.text import stem

DriftKind = Literal["metric", "bound", "standing", "figure", "authority", "scope"]
KINDS: Final[tuple[DriftKind, ...]] = ("metric", "bound", "standing", "figure", "authority", "scope")


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
    found = [_metric(origin, later, lexicon), _figure(origin, later)]
    # A headline is short, and "has cut its count from 45" speaks of the 45 as of the past.
    if not later.page.sentences.all[later.sentence].headline and not later.moved:
        found += [
            _bound(origin, later, lexicon),
            _standing(origin, later, lexicon),
            _authority(origin, later, lexicon),
            _scope(origin, later, lexicon),
        ]
    return tuple(sorted((one for one in found if one is not None), key=lambda d: KINDS.index(d.kind)))


def _own_words(origin: Telling, later: Telling) -> bool:
    """Whether the retelling is a copy, word for word."""
    a, b = " ".join(origin.text.split()), " ".join(later.text.split())
    return a == b or a.endswith(b) or b.endswith(a)


def _metric(origin: Telling, later: Telling, lexicon: Lexicon) -> Drift | None:
    if changed(origin.outcome, later.outcome, lexicon):
        return Drift("metric", str(origin.outcome), str(later.outcome))
    one, other = origin.thing, later.thing
    read = origin.what is not None and later.what is not None
    if not read or not one or not other or one == other or not lexicon.related(one, other):
        return None
    if not {one, other} <= _ALIKE:
        return Drift("metric", one, other)
    return None


_ALIKE: Final = frozenset({"people", "soldiers", "sailors", "workers", "patients", "cases"})
"""Who is called "people" in one report may be called by what they are in another."""


_PUT: Final[dict[Bound, str]] = {
    "exactly": "no bound", "more than": "more than", "at least": "at least", "less than": "less than",
    "at most": "at most", "about": "about", "nearly": "nearly", "just over": "just over",
    "between": "between",
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
    if b in ("nearly", "about") and not same_amount(origin.value or 0.0, later.value or 0.0, origin.unit):
        # "Nearly half" for 40% changes the figure; how near it is belongs to the new one.
        return None
    if {a, b} == {"nearly", "about"} and _close_to(origin, later):
        return None
    return Drift("bound", _PUT[a], _PUT[b])


_ALL_BUT_ONE: Final = (
    {"just over", "more than"}, {"nearly", "less than"}, {"at most", "less than"},
)  # fmt: skip
"""Bounds that differ by a shade: nobody is accused of it."""


def _close_to(origin: Telling, later: Telling) -> bool:
    """Whether one says "close to", which is nearly."""
    return any("close to" in t.figure.words.lower() or "close to" in _lead(t) for t in (origin, later))


def _lead(telling: Telling) -> str:
    text = telling.page.sentences.text
    return text[max(0, telling.figure.start - 12) : telling.figure.start].lower()


def _standing(origin: Telling, later: Telling, lexicon: Lexicon) -> Drift | None:
    text = later.text.lower()
    for kind in ("provisional", "estimated", "expected", "planned", "suspected"):
        if kind in origin.hedges and kind not in later.kept and not lexicon.keepers[kind].among(text):
            return Drift("standing", kind, "asserted" if not later.hedges else min(later.hedges))
    return None


def _figure(origin: Telling, later: Telling) -> Drift | None:
    a, b = origin.value, later.value
    if a is None or b is None or same_amount(a, b, origin.unit):
        return None
    return Drift("figure", origin.figure.words, later.figure.words)


def _authority(origin: Telling, later: Telling, lexicon: Lexicon) -> Drift | None:
    a, b = origin.word, later.word
    before = a.name or "nobody named"
    after = b.name or "nobody named"
    if a.reach == "none" and not a.tokens:
        # By the sentence alone it is known that somebody said so, and not surely who.
        known = {w for w in b.tokens | b.last if w in a.around}
        return None if known or b.reach != "whole" else Drift("authority", before, after)
    if a.reach == "nobody":
        return _widened(origin, later)
    named = (a.tokens | a.last) - _WEAK
    if b.reach in ("none", "nobody", "whole", "company"):
        if a.reach in ("whole", "nobody", "company", "none") and not named - _WHOLE:
            return _widened(origin, later)
        if b.reach == "company" and (a.officer or a.reach == "company" or _firm(origin, lexicon)):
            return None
        if named & b.around or named & b.tokens - _WHOLE:
            return _dropped(origin, later)
        if b.pronoun and b.reach != "whole" and _pronoun_of_saying(later):
            return None
        return Drift("authority", before, after)
    return _dropped(origin, later)


_WEAK: Final = frozenset({"minister", "president", "general", "governor", "official", "spokesman", "chief"})
_WHOLE: Final = frozenset(
    {"government", "country", "state", "stat", "nation", "company", "official", "authority"}
)


def _pronoun_of_saying(later: Telling) -> bool:
    lowered = f" {later.text.lower()} "
    return any(
        f" {who} {cue}" in lowered for who in ("he", "she", "they") for cue in ("said", "says", "say")
    ) or ("account" in lowered)


def _firm(origin: Telling, lexicon: Lexicon) -> bool:
    return bool(set(origin.text.lower().split()) & lexicon.company) or origin.word.officer


def _widened(origin: Telling, later: Telling) -> Drift | None:
    """Unnamed officials who became a country, its government or one of its bodies."""
    a, b = origin.word, later.word
    if not a.name or not b.name or not (a.anonymous or a.last) or a.key == b.key or (a.cited & b.last):
        return None
    body = (b.actor or "").partition(":")[0] in _BODIES and not b.anonymous and a.party == b.party
    return Drift("authority", a.name, b.name) if b.reach == "whole" or body else None


_BODIES: Final = frozenset({"country", "government", "military", "agency"})


def _dropped(origin: Telling, later: Telling) -> Drift | None:
    """A source whom the origin cites for it, and whom the retelling leaves out."""
    cited = origin.word.cited - _WEAK
    if not cited:
        return None
    there = later.word.around | later.word.tokens | later.word.cited
    around = later.page.sentences.paragraph(later.sentence).lower()
    if cited & there or any(token in around for token in cited if len(token) > 3):
        return None
    return Drift("authority", f"{origin.word.name or ''}, citing another".lstrip(", "), later.word.name or "")


def _scope(origin: Telling, later: Telling, lexicon: Lexicon) -> Drift | None:
    low_a, low_b = _said(origin), _said(later)
    reckoned = _reckoned(low_a, lexicon), _reckoned(low_b, lexicon)
    if bool(reckoned[0]) != bool(reckoned[1]):
        return Drift("scope", reckoned[0] or "without such words", reckoned[1] or "without such words")
    wide = [w for w in _wide(later, lexicon) if w not in lexicon.wide.among(low_a)]
    narrow_a = lexicon.narrow.among(low_a)
    narrow_b = [w for w in lexicon.narrow.among(low_b) if w not in narrow_a]
    lost = _lost_place(origin, later, bool(wide))
    if wide and (lost or narrow_a):
        return Drift("scope", lost or narrow_a[0], wide[0])
    if origin.figure.since is None and later.figure.since is not None and lost:
        return Drift("scope", lost, f"since {later.figure.since}")
    if any(w in _PARTS for w in narrow_b) and not set(narrow_b) & set(narrow_a):
        return Drift("scope", lost or "a wider one", narrow_b[0])
    return None


_PARTS: Final = frozenset({"capital", "alone", "only", "district", "quarter"})


_BODY: Final = re.compile(
    r"\s+(?:[A-Z]|(?:army|police|military|intelligence|government|ministry|minister|president|parliament|largest)\b)"
)


def _wide(telling: Telling, lexicon: Lexicon) -> list[str]:
    """Words for a whole in a sentence, but for those that say whose an authority is: "the country's army"."""
    text = telling.text
    return [
        phrase
        for _, end, phrase in lexicon.wide.places(text.lower())
        if not (phrase.endswith("'s") and _BODY.match(text[end : end + 30]))
    ]


def _said(telling: Telling) -> str:
    """The words said, without those that tell who says them."""
    words = telling.figure.statement if telling.figure.attribution else telling.text
    return words.lower()


def _reckoned(lowered: str, lexicon: Lexicon) -> str | None:
    """What is counted in or out: "including those at suppliers"; not "counting both killed and wounded"."""
    for _, end, phrase in lexicon.reckoned.places(lowered):
        rest = lowered[end : end + 40]
        if not lexicon.outcomes.among(rest) and not rest.lstrip().startswith(
            ("both", "at least", "some", "about")
        ):
            return phrase + " " + " ".join(rest.split()[:3])
    return None


_WHERE: Final = re.compile(
    r"\b(?:in|near|around|at|outside|inside|off|across|from|of)\s+(?:the\s+)?"
    r"(?:(?:town|city|province|region|district|village|valley|state|port|island)s?\s+(?:of\s+)?)?"
    r"((?:[A-Z][\w’'-]+\s?){1,3})"
)


def _lost_place(origin: Telling, later: Telling, widened: bool) -> str | None:
    """A place of the origin that the retelling's paragraph, or where it is wider its sentence, lacks."""
    known = later.text.lower() if widened else later.page.sentences.paragraph(later.sentence).lower()
    place = origin.figure.place
    said = origin.figure.statement if origin.figure.attribution else origin.text
    found = [place] if place else []
    found += [m[1].strip() for m in _WHERE.finditer(said)]
    for one in found:
        parts = [
            part for part in re.findall(r"[^\W\d_]+", one.lower()) if len(part) > 2 and part not in _MONTHS
        ]
        if parts and not any(part in known for part in parts) and not _is_authority(one, origin):
            return one
    return None


_MONTHS: Final = frozenset(
    {"january", "february", "march", "april", "may", "june", "july", "august", "september", "october"}
    | {
        "november",
        "december",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "the",
    }
)


def _is_authority(words: str, telling: Telling) -> bool:
    named = telling.word.tokens | telling.word.last | telling.word.cited
    return all(stem(part) in named or is_country(part) for part in words.split())
