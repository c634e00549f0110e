"""What is asked for: a measure out of words such as "North Korean soldiers killed"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from whence.actors import packaged_actors
from whence.figures.metrics import packaged_metrics
from whence.figures.sides import party_names
from whence.ledger import keys
from whence.ledger.errors import LedgerError
from whence.ledger.tracing.lexicon import packaged_lexicon
from whence.ledger.tracing.text import WORD, stem

BESIDE: Final[dict[str, tuple[str, ...]]] = dict.fromkeys(
    ("killed", "casualties", "losses", "wounded"), ("killed", "casualties", "losses", "wounded", "missing")
) | {
    "damaged": ("damaged", "destroyed"),
    "destroyed": ("destroyed", "damaged"),
    "deployed": ("deployed", "sent"),
    "sent": ("sent", "deployed"),
}
"""Metrics that are shown beside another, in lines of their own, since reports take one for the other."""
_LONGEST: Final = 3


@dataclass(frozen=True, slots=True)
class Asked:
    """A measure that is asked for. What is None is open."""

    metric: str
    side: str | None = None
    """The name of the party whose they are: "North Korea"."""
    what: str | None = None
    place: str | None = None
    since: str | None = None
    """The first and the last day of publication, YYYY-MM-DD."""
    until: str | None = None
    authority: str | None = None
    outlet: str | None = None

    @property
    def metrics(self) -> tuple[str, ...]:
        """The metric and those that are shown beside it."""
        beside = BESIDE.get(self.metric, ())
        return (self.metric, *(name for name in beside if name != self.metric))

    @property
    def side_keys(self) -> tuple[str, ...]:
        """The side as the ledger has it."""
        return (keys.name_key(self.side),) if self.side else ()

    @property
    def thing(self) -> str | None:
        """The class of what is counted."""
        return packaged_lexicon().thing(self.what) if self.what else None


def asked_in(words: str) -> Asked:
    """The measure that words ask for: what is counted, whose, what became of them, and where.

    Raises LedgerError where no metric is named.
    """
    metric, rest = _metric(words)
    if metric is None:
        known = ", ".join(sorted(packaged_metrics().names)[:12])
        raise LedgerError(
            f'{words[:80]!r}: what is to be traced? Name what is measured, as in "North Korean soldiers '
            f'killed", or give --metric ({known}, …).'
        )
    party = party_names(packaged_actors())
    side, place, kept = None, None, []
    tokens = rest.split()
    i = 0
    after = ""
    while i < len(tokens):
        for j in range(min(len(tokens), i + _LONGEST), i, -1):
            phrase = " ".join(tokens[i:j])
            # "North Korean soldiers" is a phrase for the party too; only the name is the side.
            name = party(phrase) if all(word[:1].isupper() for word in tokens[i:j]) else None
            if name is not None:
                if after in ("in", "near", "at", "around"):
                    place = phrase
                elif side is None:
                    side = name
                i = j
                break
        else:
            word = tokens[i]
            if after in ("in", "near", "at", "around") and word[:1].isupper():
                place = f"{place} {word}" if place else word
            elif word.lower() not in _PLAIN and word.lower() != "in":
                kept.append(word)
            if word.lower() in ("in", "near", "at", "around", "by", "from", "of"):
                after = word.lower()
                kept = [w for w in kept if w.lower() != word.lower()]
            i += 1
    return Asked(metric, side, " ".join(kept) or None, place)


_PLAIN: Final = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "by",
        "from",
        "in",
        "near",
        "at",
        "around",
        "how",
        "many",
        "number",
        "who",
        "were",
        "was",
        "have",
        "has",
        "been",
    ]
)


def side_of(name: str) -> str:
    """The party that a side is asked for by: "Pyongyang", "North Korean" and "North Korea" are one."""
    return party_names(packaged_actors())(name) or name


def narrowed(asked: Asked, **given: str | None) -> Asked:
    """`asked` with what was given besides."""
    changes = {name: value for name, value in given.items() if value is not None}
    if "side" in changes:
        changes["side"] = side_of(changes["side"])
    return replace(asked, **changes)


def check_metric(metric: str) -> None:
    """Raise LedgerError where a metric, of which a ledger has no figure, is none that is known."""
    if metric not in packaged_metrics().names:
        raise LedgerError(
            f"{metric!r} is no metric. Give one of: {', '.join(sorted(packaged_metrics().names))}."
        )


def fits(asked: Asked, what: str | None, place: str | None) -> bool:
    """Whether a figure's things and place can be those asked for; what is not said, or more general, can."""
    lexicon = packaged_lexicon()
    if asked.what and what:
        one, other = asked.thing, lexicon.thing(what)
        if one and other and one != other and "people" not in (one, other):
            return False
        if not (one or other) and not _shared(asked.what, what):
            return False
    if asked.place and place:
        one_key, other_key = keys.name_key(asked.place), keys.name_key(place)
        return one_key in other_key or other_key in one_key
    return True


def _shared(one: str, other: str) -> bool:
    first, second = ({stem(w[0]) for w in WORD.finditer(text)} for text in (one, other))
    return bool(first & second)


def _metric(words: str) -> tuple[str | None, str]:
    """The metric that words name, and the words without it."""
    metrics = packaged_metrics()
    tokens = words.split()
    lowered = [w.lower().strip(",.") for w in tokens]
    for i, word in enumerate(lowered):
        if word in metrics.names:
            return word, " ".join(tokens[:i] + tokens[i + 1 :])
    tables: Iterable[dict[str, str]] = (
        dict(metrics.by_adjective), dict(metrics.by_noun), dict(metrics.by_object), dict(metrics.by_subject),
    )  # fmt: skip
    known = {stem(word): name for table in tables for word, name in table.items()}
    for i, word in enumerate(lowered):
        name = known.get(stem(word))
        if name is not None:
            return name, " ".join(tokens[:i] + tokens[i + 1 :])
    return None, words
