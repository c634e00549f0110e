"""Drift: what changed between a statement as it was first told and a retelling of it.

Each kind of change is looked for by itself, and only what both texts bear out is named: a word that a
retelling leaves out is drift where it held the statement open, and none where it only said more.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from whence.ledger.tracing.amounts import same_amount
from whence.ledger.tracing.lexicon import Lexicon, packaged_lexicon
from whence.ledger.tracing.outcomes import changed
from whence.ledger.tracing.scopes import changed_scope
from whence.ledger.tracing.statements import Bound, Telling
from whence.ledger.tracing.vouching import changed_word

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
    found: list[Drift | None] = [_metric(origin, later, lexicon), _figure(origin, later)]
    # A headline is short, and "has cut its count from 45" speaks of the 45 as of the past.
    if not later.page.sentences.all[later.sentence].headline and (origin.moved or not later.moved):
        found += [_bound(origin, later, lexicon), _standing(origin, later, lexicon)]
        if (word := changed_word(origin, later, lexicon)) is not None:
            found.append(Drift("authority", *word))
        if (scope := changed_scope(origin, later, lexicon)) is not None:
            found.append(Drift("scope", *scope))
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
    return None if any({one, other} <= alike for alike in _ALIKE) else Drift("metric", one, other)


_ALIKE: Final = (
    frozenset({"people", "soldiers", "sailors", "police", "workers", "patients", "cases"}),
    frozenset({"families", "houses"}),
)
"""Who is called "people" in one report may be called by what they are in another; a household is a home."""


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
    if not same and b != "exactly":
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
    return text[max(0, telling.figure.start - 12) : telling.figure.start].lower()


def _standing(origin: Telling, later: Telling, lexicon: Lexicon) -> Drift | None:
    text = later.text.lower()
    for kind in ("provisional", "estimated", "expected", "planned", "suspected"):
        if kind in origin.hedges and kind not in later.kept and not lexicon.keepers[kind].among(text):
            return Drift("standing", kind, "asserted" if not later.hedges else min(later.hedges))
    done = not later.future and not later.hedges and _DONE.search(text)
    if origin.future and done and not lexicon.keepers["planned"].among(text):
        return Drift("standing", "still to come", "done")
    return None


_DONE: Final = re.compile(r"\b(?:has|have|had|was|were)\b")


def _figure(origin: Telling, later: Telling) -> Drift | None:
    a, b = origin.value, later.value
    if a is None or b is None or same_amount(a, b, origin.unit):
        return None
    return Drift("figure", origin.figure.words, later.figure.words)
