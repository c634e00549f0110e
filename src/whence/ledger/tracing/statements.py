"""Statements with figures as they are compared: each figure of a report with its sentence, amount, measure,
hedges and authority, in forms that are equal where reports only put them in other words.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final, Literal

from sqlalchemy import Connection, and_, select, true

from whence.ledger import keys, tables
from whence.ledger.records import FigureRecord, figure_record
from whence.ledger.tracing.amounts import alike
from whence.ledger.tracing.authorities import Word, word_of
from whence.ledger.tracing.credits import DATELINE
from whence.ledger.tracing.lexicon import Lexicon, packaged_lexicon
from whence.ledger.tracing.text import WORD, Sentences, stem
from whence.reports.vocabulary import english

Bound = Literal[
    "exactly", "more than", "at least", "less than", "at most", "about", "nearly", "just over", "between"
]
Row = Mapping[Any, Any]

_FRACTIONS: Final = ("share", "percentage", "ratio")
_COMMON: Final = 1_500
_KNOWN: Final = 8_000
_NEAR: Final = 160
"""How far from a figure, in code points, the word may stand that says what became of those counted."""
_CLAUSE: Final = re.compile(r"[;:]|,\s+(?:and|but|while|whereas)\s|\s(?:but|while|whereas)\s")


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
    ladder: str | None
    outcome: str | None
    """What became of those counted, or what is measured: a ladder of tracing.toml and the outcome on it."""
    other_outcomes: frozenset[str]
    """Other outcomes of the same ladder that the sentence names."""
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
    moved: bool
    """Whether the sentence tells of a new figure in place of an older one."""

    @property
    def id(self) -> str:
        """The id of the figure in the ledger."""
        return self.figure.id

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


def tellings_of(
    connection: Connection,
    reports: Sequence[int],
    lexicon: Lexicon | None = None,
    *,
    like: Sequence[Telling] | None = None,
    only: frozenset[str] | None = None,
) -> list[Telling]:
    """Every current figure of the reports at these places, as it is compared; in the order of the text.

    With `like` only figures whose amount and side may be those of one of these, with `only` those with
    these ids.
    """
    lexicon = lexicon or packaged_lexicon()
    alike_to = None if like is None else _Likely(like)
    likely: Callable[[Row], bool] | None = alike_to
    if only is not None:
        likely = lambda row: row["id"] in only  # noqa: E731
    out: list[Telling] = []
    for i in range(0, len(reports), 50):
        out += _some(connection, reports[i : i + 50], lexicon, likely, alike_to)
    return out


class _Likely:
    """Whether a figure may be one of some others, by amount, side and things: most need no further look."""

    def __init__(self, like: Iterable[Telling]) -> None:
        self._known: dict[str, list[Telling]] = defaultdict(list)
        for one in like:
            self._known[one.unit].append(one)

    def _of(self, row: Row) -> Iterable[Telling]:
        low, high, unit = _amount(row)
        value = low if low is not None else high
        side = row["side_key"]
        for one in self._known.get(unit, ()) if value is not None else ():
            if not (side and one.side and side != one.side) and alike(one.value or 0.0, value or 0.0, unit):
                yield one

    def __call__(self, row: Row) -> bool:
        return any(True for _ in self._of(row))

    def counts(
        self, row: Row, thing: str | None, what: str | None, words: Mapping[str, float], lexicon: Lexicon
    ) -> bool:
        """Whether it counts what one of them counts."""
        return any(
            things_agree(one.unit, (one.thing, one.what, one.words), (thing, what, words), lexicon)
            is not None
            for one in self._of(row)
        )


Counted = tuple[str | None, str | None, Mapping[str, float]]
"""The class of what is counted, the stem of its noun, and the words of the sentence."""


def things_agree(unit: str, first: Counted, second: Counted, lexicon: Lexicon) -> float | None:
    """How well what is counted in two sentences agrees, 0 to 1; None where it is another thing."""
    if unit not in ("count", "part"):
        return 0.5
    (one, what, words), (other, others_what, others_words) = first, second
    if one and other:
        if one == other:
            return 1.0
        return 0.3 if lexicon.related(one, other) else None
    if what and others_what:
        if what == others_what:
            return 1.0
        # Nouns of which nothing is known: either sentence should have the other's.
        if unit == "count" and what not in others_words and others_what not in words:
            return None if not (one or other) else 0.0
        return 0.3
    return 0.4


def _some(
    connection: Connection,
    reports: Sequence[int],
    lexicon: Lexicon,
    likely: Callable[[Row], bool] | None,
    like: _Likely | None,
) -> list[Telling]:
    figures = _figures(connection, reports, likely)
    pages = _rows(connection, tables.report, ~tables.report.c.rejected, sorted(figures))
    if not pages:
        return []
    claim, link = tables.attribution, tables.authority
    # Of each report every attribution in short, since its authorities may be named again elsewhere, and
    # those in full that a figure stands in.
    short: dict[int, dict[int, Row]] = defaultdict(dict)
    for place, local, parent in connection.exec_driver_sql(
        f"SELECT n, local, parent FROM attribution WHERE ({_within(pages)}) AND current AND NOT rejected "
        "ORDER BY n"
    ):
        short[place // keys.LOCAL * keys.LOCAL][place] = {"n": place, "local": local, "parent": parent}
    on = {f["attribution_n"] for n in pages for f in figures[n] if f["attribution_n"] is not None}
    claims = _rows(connection, claim, and_(claim.c.current, ~claim.c.rejected), sorted(on))
    links: dict[int, list[Row]] = defaultdict(list)
    named = sorted(n for some in short.values() for n in some)
    for i in range(0, len(named), 800):
        for row in connection.execute(
            select(link)
            .where(link.c.attribution_n.in_(named[i : i + 800]))
            .order_by(link.c.attribution_n, link.c.link, link.c.joint)
        ).mappings():
            links[row["attribution_n"]].append(row)
    out = []
    for n, row in pages.items():
        page = page_of(row)
        known = [one for place in short[n] for one in links[place]]
        for one in sorted(figures[n], key=lambda f: (f["start"], f["n"])):
            on_claim = claims.get(one["attribution_n"])
            telling = _telling(page, row, one, on_claim, links, short[n], known, lexicon, like)
            if telling is not None:
                out.append(telling)
    return out


def _figures(
    connection: Connection, reports: Sequence[int], likely: Callable[[Row], bool] | None
) -> dict[int, list[Row]]:
    """The rows of figures by the place of their report. Whole rows cost, so the unlikely are not read."""
    table = tables.figure
    out: dict[int, list[Row]] = defaultdict(list)
    if not reports:
        return out
    condition = f"({_within(reports)}) AND current AND NOT rejected"
    columns = ("n", "id", "low", "high", "kind", "unit", "side_key")
    some = [
        dict(zip(columns, row, strict=True))
        for row in connection.exec_driver_sql(f"SELECT {', '.join(columns)} FROM figure WHERE {condition}")
    ]
    for row in _rows(
        connection, table, true(), [row["n"] for row in some if likely is None or likely(row)]
    ).values():
        out[row["n"] // keys.LOCAL * keys.LOCAL].append(row)
    return out


def _within(places: Iterable[int]) -> str:
    """The SQL of the places in some reports; they are numbers, so nothing needs to be quoted."""
    return " OR ".join(f"n BETWEEN {n:d} AND {n + keys.LOCAL - 1:d}" for n in places)


def _rows(connection: Connection, table: Any, condition: Any, places: Sequence[int]) -> dict[int, Row]:
    out: dict[int, Row] = {}
    for i in range(0, len(places), 800):
        query = select(table).where(table.c.n.in_(places[i : i + 800]), condition).order_by(table.c.n)
        for row in connection.execute(query).mappings():
            out[row["n"]] = row
    return out


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
    return frozenset(_names(f"{title}. {text}"))


def _telling(
    page: Page,
    report: Row,
    row: Row,
    claim: Row | None,
    links: Mapping[int, Sequence[Row]],
    claims: Mapping[int, Row],
    known: Sequence[Row],
    lexicon: Lexicon,
    likely: _Likely | None,
) -> Telling | None:
    if not page.sentences.all or row["kind"] == "rank" or row["polarity"] == "denied":
        return None
    low, high, unit = _amount(row)
    if low is None and high is None:
        return None
    number = page.sentences.at(row["start"])
    sentence = page.sentences.all[number]
    words = page.sentences.words(number)
    lowered = words.lower()
    at = row["start"] - sentence.start
    what = stem(row["what"].split()[-1]) if row["what"] else None
    thing = _thing(lowered[row["end"] - sentence.start :], row["what"], lexicon)
    line = DATELINE.match(words)
    names = frozenset(_names(words[line.end() :] if line else words))
    content = _content(lowered[line.end() :] if line else lowered, names, lexicon)
    if likely is not None and not likely.counts(row, thing, what, content, lexicon):
        return None
    ladder, outcome, others = _outcome(row, words, at, row["end"] - sentence.start, lexicon)
    record = figure_record(report, claim, row)
    # Of the figure's own standing, that of a future tense is no hedge: "will save" is firm.
    standing = {claim["standing"] if claim is not None else None}
    standing |= {row["standing"]} - {"expected", "planned"}
    hedges = {kind for kind, some in lexicon.hedges.items() if some.among(lowered)}
    hedges |= {kind for kind, name in _STANDINGS.items() if name in standing}
    after = page.sentences.words(number + 1).lower() if number + 1 < len(page.sentences.all) else ""
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
        ladder=ladder,
        outcome=outcome,
        other_outcomes=others,
        side=row["side_key"],
        place=row["place_key"],
        words=content,
        names=names,
        hedges=frozenset(hedges),
        kept=frozenset(kept),
        word=word_of(page.outlet, words, before, claim, chain, known, lexicon, page.day),
        said=said,
        moved=bool(lexicon.moved.among(lowered)),
    )


def _thing(after: str, what: str | None, lexicon: Lexicon) -> str | None:
    """The class of what is counted: by the noun that was read, else by the words behind the number."""
    if what is not None and (found := lexicon.thing(what)) is not None:
        return found
    words = re.match(r"\s*((?:[^\W\d_]+[’'-]?\w*\s+){0,2}[^\W\d_]+)", after)
    return None if what is not None or words is None else lexicon.thing(words[1])


_STANDINGS: Final = {
    "provisional": "preliminary", "estimated": "estimated", "expected": "expected", "planned": "planned",
    "suspected": "suspected",
}  # fmt: skip
_SPEAKS_OF_IT: Final = re.compile(r"\b(?:figures?|numbers?|count|toll|list|total|it|data)\b")


def _amount(row: Row) -> tuple[float | None, float | None, str]:
    low, high = row["low"], row["high"]
    kind = row["kind"]
    if kind == "percentage":
        low, high = (None if x is None else x / 100 for x in (low, high))
    if kind in _FRACTIONS:
        return low, high, "part"
    if kind in ("money", "measure", "duration"):
        return low, high, (row["unit"] or kind).lower()
    return low, high, "count"


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
        return "about"
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


def _outcome(
    row: Row, words: str, start: int, end: int, lexicon: Lexicon
) -> tuple[str | None, str | None, frozenset[str]]:
    """The ladder and outcome of a figure: what the reader read, else the nearest word that has one."""
    lowered = words.lower()
    # A word with a capital inside a sentence is a name: Cape Toll.
    found = [
        (a, b, *lexicon.ladders[phrase])
        for a, b, phrase in lexicon.outcomes.places(lowered)
        if a < 2 or not words[a : a + 1].isupper()
    ]
    metric = row["metric"]
    read = lexicon.ladders.get(metric) if metric else None
    if read is None and metric:
        read = next(
            ((ladder, metric) for ladder, outcome in lexicon.ladders.values() if outcome == metric), None
        )
    if metric == "losses":
        read = next(((ladder, o) for _, _, ladder, o in found if o == "casualties"), None)
    if read is None:
        near = sorted(
            (max(a - end, start - b, 0) + (20 if b <= start else 0), a, ladder, outcome)
            for a, b, ladder, outcome in found
            if max(a - end, start - b, 0) < _NEAR and not _CLAUSE.search(lowered, min(b, end), max(a, start))
        )
        read = (near[0][2], near[0][3]) if near else None
    if read is None:
        return None, None, frozenset()
    others = frozenset(outcome for _, _, ladder, outcome in found if ladder == read[0] and outcome != read[1])
    return read[0], read[1], others


def _names(text: str) -> Iterable[str]:
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


_NO_NAMES: Final = frozenset(
    [
        "the",
        "a",
        "an",
        "in",
        "on",
        "at",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sept",
        "sep",
        "oct",
        "nov",
        "dec",
        "it",
        "he",
        "she",
        "they",
        "we",
        "i",
        "but",
        "and",
        "mr",
        "mrs",
        "ms",
        "dr",
    ]
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
