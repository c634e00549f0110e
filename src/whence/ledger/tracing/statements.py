"""Statements with figures as they are compared: each figure of a report with its sentence, amount, measure,
hedges and authority, in forms that are equal where reports only put them in other words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Any, Final, Literal, Protocol

from whence.figures.lexicon import table
from whence.ledger.records import FigureRecord, figure_record
from whence.ledger.tracing.authorities import Word, word_of
from whence.ledger.tracing.credits import DATELINE
from whence.ledger.tracing.lexicon import Lexicon
from whence.ledger.tracing.outcomes import Other, Outcome, outcome_of
from whence.ledger.tracing.text import CALENDAR, WORD, stem
from whence.reports.vocabulary import english
from whence.sentences import Sentences

Bound = Literal[
    "exactly",
    "more than",
    "at least",
    "less than",
    "at most",
    "about",
    "estimated",
    "nearly",
    "just over",
    "between",
]
Row = Mapping[Any, Any]
Counted = tuple[str | None, str | None, Mapping[str, float]]
"""The class of what is counted, the stem of its noun, and the words of the sentence."""
_FRACTIONS: Final = ("share", "percentage", "ratio")
_COMMON: Final = 1_500
_KNOWN: Final = 8_000


@dataclass(frozen=True, slots=True)
class Page:
    """A report as statements are compared: its text in sentences, and where and when it appeared."""

    n: int
    id: str
    outlet: str | None
    title: str | None
    location: str
    published: str | None
    day: date | None
    sentences: Sentences

    @property
    def topic(self) -> frozenset[str]:
        """The names in it, in small letters."""
        return _topic(self.title or "", self.sentences.text[:20_000])


class Spoken(Protocol):
    """What is known of any statement, with a figure or without one, that another may tell again."""

    @property
    def page(self) -> Page:
        """The report that it stands in."""
        ...

    @property
    def sentence(self) -> int:
        """Which of its sentences."""
        ...

    @property
    def word(self) -> Word:
        """On whose word it is."""
        ...

    @property
    def names(self) -> frozenset[str]:
        """The names in its sentence, in small letters."""
        ...

    @property
    def text(self) -> str:
        """Its words as the report has them."""
        ...

    @property
    def stated(self) -> str:
        """The same without those that tell who says them."""
        ...

    @property
    def n(self) -> int:
        """Its place in the ledger."""
        ...

    @property
    def at(self) -> int:
        """Where it stands in the text, in characters."""
        ...

    @property
    def said(self) -> tuple[str, str] | None:
        """The first and the last day on which it may have been said, where that is known."""
        ...


@dataclass(frozen=True, slots=True)
class Telling:
    """One figure, as one report tells it."""

    figure: FigureRecord
    page: Page
    sentence: int
    low: float | None
    high: float | None
    """The amount; shares and percentages as a part of one."""
    unit: str
    """"count", "part", or the unit of money and measures."""
    bound: Bound
    what: str | None
    """Stem of the noun that is counted."""
    thing: str | None
    """The class of what is counted (`things` of tracing.toml)."""
    outcome: Outcome
    """What became of those counted, or what is measured."""
    side: str | None
    place: str | None
    words: Mapping[str, float]
    """Stems of the content words of the sentence with their weights."""
    names: frozenset[str]
    hedges: frozenset[str]
    kept: frozenset[str]
    """Kinds of hedges that its paragraph keeps open."""
    word: Word
    """On whose word."""
    said: tuple[str, str] | None
    """The first and the last day on which it may have been said, where that is known."""
    future: bool
    """Whether it is of what is to come."""
    moved: bool
    """Whether the sentence tells of a new figure in place of an older one."""

    @property
    def id(self) -> str:
        """The id of the figure in the ledger."""
        return self.figure.id

    @property
    def n(self) -> int:
        """Its place in the ledger."""
        return self.figure.n

    @property
    def at(self) -> int:
        """Where it stands in the text."""
        return self.figure.start

    @property
    def stated(self) -> str:
        """The words of the statement that it stands in, without those that tell who says them."""
        return self.figure.statement

    @property
    def value(self) -> float | None:
        """The one number named, of a bound that number."""
        return self.low if self.low is not None else self.high

    @property
    def text(self) -> str:
        """The sentence that it stands in."""
        return self.page.sentences.words(self.sentence)

    @property
    def order(self) -> tuple[str, int]:
        """Where it stands in time: the day of the report; without one, last."""
        return (self.page.day.isoformat() if self.page.day else "9999", self.figure.n)


def page_of(row: Row) -> Page:
    """A report's row as a page."""
    sentences = Sentences(row["text"])
    return Page(
        n=row["n"],
        id=row["id"],
        outlet=row["outlet"],
        title=row["title"],
        location=row["location"],
        published=row["published"],
        day=date.fromisoformat(row["day"]) if row["day"] else None,
        sentences=sentences,
    )


@lru_cache(maxsize=500)
def _topic(title: str, text: str) -> frozenset[str]:
    return frozenset(names_in(f"{title}. {text}"))


def counted_in(page: Page, row: Row, lexicon: Lexicon) -> Counted | None:
    """What a figure counts, by its sentence alone: a cheap first look; None where there is no sentence."""
    if not page.sentences.all:
        return None
    number = page.sentences.at(row["start"])
    words = page.sentences.words(number)
    line = DATELINE.match(words)
    names = frozenset(names_in(words[line.end() :] if line else words))
    return _counted(row, words, page.sentences.all[number].start, names, lexicon)


def _counted(row: Row, words: str, start: int, names: frozenset[str], lexicon: Lexicon) -> Counted:
    lowered = words.lower()
    line = DATELINE.match(words)
    return (
        _thing(lowered[row["end"] - start :], row["what"], lexicon),
        stem(row["what"].split()[-1]) if row["what"] else None,
        _content(lowered[line.end() :] if line else lowered, names, lexicon),
    )


def telling_of(
    page: Page,
    report: Row,
    row: Row,
    claim: Row | None,
    links: Mapping[int, Sequence[Row]],
    claims: Mapping[int, Row],
    known: Sequence[Row],
    spans: Sequence[Other],
    lexicon: Lexicon,
) -> Telling | None:
    """A row of the ledger's figures as it is compared with others; None for what no other report can retell.

    Ranks and what is denied are not retold, nor figures without an amount.
    """
    if not page.sentences.all or row["kind"] == "rank" or row["polarity"] == "denied":
        return None
    low, high, unit = amount_of(row)
    if low is None and high is None:
        return None
    number = page.sentences.at(row["start"])
    sentence = page.sentences.all[number]
    words = page.sentences.words(number)
    lowered = words.lower()
    at = row["start"] - sentence.start
    line = DATELINE.match(words)
    names = frozenset(names_in(words[line.end() :] if line else words))
    thing, what, content = _counted(row, words, sentence.start, names, lexicon)
    beside = [
        (a - sentence.start, b - sentence.start, metric)
        for a, b, metric in spans
        if sentence.start <= a < sentence.end and a != row["start"]
    ]
    outcome = outcome_of(
        row["metric"], words, at, row["end"] - sentence.start, beside, lexicon, row["what"],
        money=row["kind"] == "money" or (thing is None and _SUM.search(row["words"]) is not None),
    )  # fmt: skip
    record = figure_record(report, claim, row)
    # Of the figure's own standing, that of a future tense is no hedge: "will save" is firm.
    standing = {claim["standing"] if claim is not None else None}
    standing |= {row["standing"]} - {"expected", "planned"}
    if lexicon.same.get("pledged", "pledged") in outcome.names:
        # That it is promised is what is measured, and no hedge besides.
        standing -= {"planned"}
    # What could not be done is no expectation.
    open_words = REVISED.sub(" ", COULD_NOT.sub(" ", lowered))
    if open_words != lowered and REVISED.search(lowered):
        standing -= {"estimated", "preliminary"}
    hedges = {kind for kind, some in lexicon.hedges.items() if some.among(open_words)}
    if "estimated" not in hedges and _PUTS.search(lowered):
        # To put a number at 180 is a way of giving it: who then says "180" has hardened nothing.
        standing -= {"estimated"}
    hedges |= {kind for kind, name in STANDINGS.items() if name in standing}
    hedges |= {"suspected" if m[1] == "have" else "expected" for m in _MAY.finditer(words)}
    # A sentence behind it that speaks of its figure, and has none of its own: "The count is preliminary."
    follow = ""
    if number + 1 < len(page.sentences.all):
        follows = page.sentences.all[number + 1]
        of_one = follows.paragraph == sentence.paragraph or _SPEAKS_OF_IT_ALONE.match(
            page.sentences.words(number + 1)
        )
        if of_one and not any(follows.start <= a < follows.end for a, _, _ in spans):
            follow = page.sentences.words(number + 1)
    after = follow.lower()
    if _SPEAKS_OF_IT.search(after) and lexicon.hedges["provisional"].among(after):
        hedges.add("provisional")
    before = page.sentences.words(number - 1) if number else ""
    around = page.sentences.paragraph(number).lower()
    kept = hedges | {kind for kind, some in lexicon.keepers.items() if some.among(around)}
    chain = links.get(claim["n"], ()) if claim is not None else ()
    parent = claims.get(claim["n"]) if claim is not None else None
    while parent is not None and parent["parent"] is not None:
        # What stands inside another's words rests on both.
        parent = next((c for c in claims.values() if c["local"] == parent["parent"]), None)
        if parent is not None:
            chain = [*links.get(parent["n"], ()), *chain]
    word = word_of(
        page.outlet,
        words[line.end() :] if line else words,
        before,
        claim,
        chain,
        known,
        lexicon,
        page.day,
        page.sentences.text[:20_000],
        follow,
    )
    if row["kind"] == "duration" and not word.cue and lowered[:at].rstrip().endswith("within"):
        # A term that is set is nobody's statement.
        return None
    said = (record.said_from, record.said_to) if record.said_from and record.said_to else None
    return Telling(
        figure=record,
        page=page,
        sentence=number,
        low=low,
        high=high,
        unit=unit,
        bound=_bound(row, lowered, at, lexicon),
        what=what,
        thing=thing,
        outcome=outcome,
        side=row["side_key"],
        place=row["place_key"],
        words=content,
        names=names,
        hedges=frozenset(hedges),
        kept=frozenset(kept),
        word=word,
        said=said,
        future=bool(_FUTURE.search(lowered))
        and (row["standing"] in ("expected", "planned") or bool(_WILL.search(lowered))),
        moved=bool(lexicon.moved.among(lowered)),
    )


def _thing(after: str, what: str | None, lexicon: Lexicon) -> str | None:
    """The class of what is counted: by the noun that was read, else by the words behind the number."""
    if what is not None and (found := lexicon.thing(what)) is not None:
        return found
    words = re.match(r"\s*((?:[^\W\d_]+[’'-]?\w*\s+){0,2}[^\W\d_]+)", after)
    return None if what is not None or words is None else lexicon.thing(words[1])


_SUM: Final = re.compile(r"\b(?:million|billion|trillion)\b")
"""So much of something unknown is a sum in a currency that no list has."""
STANDINGS: Final = {
    "provisional": "preliminary", "estimated": "estimated", "expected": "expected", "planned": "planned",
    "suspected": "suspected",
}  # fmt: skip
COULD_NOT: Final = re.compile(r"\bcould(?: not\b|n[’']t\b)")
_MAY: Final = re.compile(r"\bmay (?:well |still |yet |also |not )?([a-z]+)")
"""The verb, not the month, which has a capital."""
_FUTURE: Final = re.compile(r"\b(?:will|would|is to|are to|shall|going to)\b")
_WILL: Final = re.compile(r"\bwill\s+(?:also |soon |be |have to )?[a-z]+")
_PUTS: Final = re.compile(r"\b(?:puts?|putting|pegs|pegged) ")
_SPEAKS_OF_IT_ALONE: Final = re.compile(r"(?:The|This|These|Those|That|It|All) ")
"""Of another paragraph only what goes on with it: "The count is preliminary"."""
REVISED: Final = re.compile(
    r"\b(?:revis|correct|replac|rais|lower|updat|cut)(?:e|es|ed|ing|s)? (?:down |up )?(?:from )?"
    r"(?:its|the|an|their|his|her|that) (?:own )?(?:first|earlier|initial|preliminary|previous|provisional)"
    r" (?:estimate|figure|count|toll|number|report|forecast|result)s?\b"
)
"""What was open of the figure that this one replaces."""
LEFT_OPEN: Final = re.compile(
    r"\b(?:(?:could|can|would|did|does|do|was|is) not |cannot |(?:could|can|would|did|is|was)n[’']t )(?:be )?"
    r"(?:rul(?:e|ed|ing) out|rul(?:e|ed) [a-z ]{1,40} out|exclud(?:e|ed|ing))\b"
)
"""What is left possible: "could not be ruled out", "would not exclude that"."""
_SPEAKS_OF_IT: Final = re.compile(r"\b(?:figures?|numbers?|count|toll|list|total|it|data)\b")


def amount_of(row: Row) -> tuple[float | None, float | None, str]:
    """The bounds and the unit of a figure, as `Telling` has them: parts of one for shares and percentages."""
    low, high = row["low"], row["high"]
    kind = row["kind"]
    if kind == "percentage":
        low, high = (None if x is None else x / 100 for x in (low, high))
    if kind in _FRACTIONS:
        return low, high, "part"
    if kind in ("money", "measure", "duration"):
        unit = (row["unit"] or kind).lower()
        # Kilos are kilograms.
        return low, high, unit if kind == "money" else _units().get(unit, unit)
    return low, high, "count"


@cache
def _units() -> Mapping[str, str]:
    """One name for the spellings of a unit."""
    return dict(table("units")["words"])


def _bound(row: Row, lowered: str, at: int, lexicon: Lexicon) -> Bound:
    low, high = row["low"], row["high"]
    if low is not None and high is not None and low != high:
        return "between"
    if high is None:
        return "at least" if row["low_inclusive"] else "more than"
    if low is None:
        return "at most" if row["high_inclusive"] else "less than"
    if row["near"] == "below":
        return "nearly"
    if row["near"] == "above":
        return "just over"
    if row["approximate"]:
        # "An estimated 300" says what standing it has, and neither that it is exact nor that it is not.
        return "estimated" if row["words"].lower().startswith(("estimated", "an estimated")) else "about"
    before = _BEFORE.search(lowered[max(0, at - 14) : at])
    if before is not None:
        return _BEFORE_IS[" ".join(before[1].split())]
    if any(at - 25 <= end <= at + 1 for _, end, _ in lexicon.reaching.places(lowered)):
        return "at most"
    return "exactly"


_BEFORE_IS: Final[dict[str, Bound]] = {
    "about": "about", "around": "about", "some": "about", "roughly": "about", "nearly": "nearly",
    "almost": "nearly", "over": "more than", "more than": "more than", "at least": "at least",
    "up to": "at most", "exceeds": "more than", "exceed": "more than", "exceeded": "more than",
}  # fmt: skip
"""What stands right before a number, where the reader took it for no part of the amount."""
_BEFORE: Final = re.compile(
    r"(?<![\w-])(" + "|".join(phrase.replace(" ", r"\s+") for phrase in _BEFORE_IS) + r")\s+$"
)


def names_in(text: str) -> Iterable[str]:
    """Words with a capital that do not owe it to the beginning of a sentence, in small letters."""
    vocabulary = english()
    for match in WORD.finditer(text):
        word = match[0]
        if not word[0].isupper() or len(word) < 2:
            continue
        plain = re.sub(r"[’']s?$", "", word).lower()
        before = text[max(0, match.start() - 3) : match.start()].strip()
        if (not before or before[-1] in '.!?:"“‘') and vocabulary.common(plain, _KNOWN):
            continue
        if plain not in _NO_NAMES:
            yield plain


_NO_NAMES: Final = CALENDAR | frozenset(
    {"the", "a", "an", "in", "on", "at", "it", "he", "she", "they", "we", "i", "but", "and"}
    | {"mr", "mrs", "ms", "dr"}
)


def _content(lowered: str, names: frozenset[str], lexicon: Lexicon) -> dict[str, float]:
    """Stems of content words; a rare word and a name tell more than a common word."""
    vocabulary = english()
    out: dict[str, float] = {}
    for match in WORD.finditer(lowered):
        word = re.sub(r"[’']s?$", "", match[0])
        if word in lexicon.stop or len(word) < 3:
            continue
        key = stem(word)
        key = lexicon.things.get(key, key)
        if word in lexicon.ladders:
            key = "/".join(lexicon.ladders[word][:1])
        weight = 1.5 if word in names else 0.6 if vocabulary.common(word, _COMMON) else 1.0
        out[key] = max(weight, out.get(key, 0.0))
    return out
