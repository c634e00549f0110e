"""Statements without a figure in other reports: found by their seldomest words and by who says them.

Of each statement an index gives the latest few of some weeks that share two of its seldomest words, or one
and the authority; only these are compared. What a report costs has a bound that does not depend on the
ledger.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, insert, or_, select

from whence.ledger import keys, tables
from whence.ledger.dates import around
from whence.ledger.tracing.authorities import form
from whence.ledger.tracing.drift import PLAIN_KINDS, Drift
from whence.ledger.tracing.gist import LEAST, Likeness, likeness, may_be_one, without
from whence.ledger.tracing.lexicon import Lexicon, packaged_lexicon
from whence.ledger.tracing.origins import nearness, vouched
from whence.ledger.tracing.retellings import said_together
from whence.ledger.tracing.sayings import Draft, Saying, drafts_at, drafts_in, sayings_of
from whence.ledger.tracing.statements import LEFT_OPEN, Page
from whence.ledger.tracing.stead import other_scope
from whence.ledger.tracing.vouchers import vouched_alike
from whence.ledger.tracing.vouching import changed_word
from whence.ledger.tracing.wording import days_apart

DAYS: Final = 21
"""Reports further apart are not compared."""
_SOON: Final = 3
_WEEK: Final = 7
_STATEMENTS: Final = 40
"""Statements of one report that are looked for, from its head on."""
_FOUND: Final = 24
"""Statements with which one is compared, at most."""
_SELDOM: Final = 5
"""Seldom words of a statement by which it is found, …"""
_SAID: Final = 3
"""… those that count beside its authority, …"""
_OF_ONE: Final = 12
"""… and what each of these finds, at most."""
_LINKED: Final = 40
_NAMED: Final = 0.8
_OPEN_PART: Final = 0.85
_OPEN_WHOLE: Final = 0.65
_OPEN_SHARED: Final = 4
"""What two statements have in common, at least, where it is open whether one authority vouches for both."""


@dataclass(frozen=True, slots=True)
class Echo:
    """That two statements without a figure are one."""

    score: float
    likeness: Likeness
    authority: float


def compare_sayings(one: Saying, other: Saying, lexicon: Lexicon | None = None) -> Echo | None:
    """Whether two statements of different reports are one; None where they are not, or that is not sure."""
    lexicon = lexicon or packaged_lexicon()
    if one.page.id == other.page.id or days_apart(one, other) > DAYS:
        return None
    if _verbatim(one, other):
        words = len(one.gist.words)
        return Echo(1.0, Likeness(1.0, 1.0, words, contrary=False, outcome=None), 1.0)
    if not said_together(one, other):
        return None
    authority = vouched_alike(one, other)
    if authority is None:
        return None
    who = (one.word.tokens | other.word.tokens) - {form(name) for name in one.gist.names & other.gist.names}
    alike = likeness(without(one.gist, who), without(other.gist, who), lexicon)
    named = authority >= _NAMED
    if alike is None and named and _of_other_scope(one, other, lexicon):
        shared = len(one.gist.words.keys() & other.gist.words.keys())
        alike = Likeness(_OPEN_PART, _OPEN_WHOLE, shared, contrary=False, outcome=None)
    if alike is None:
        return None
    long = not alike.short or alike.shared >= LEAST
    same_words = long and _plainly(one.stated) == _plainly(other.stated)
    if not named and not same_words and (
        alike.part < _OPEN_PART or alike.whole < _OPEN_WHOLE or alike.shared < _OPEN_SHARED
        or alike.outcome is not None or alike.short
    ):  # fmt: skip
        return None
    if alike.contrary and (not named or alike.part < _OPEN_PART or days_apart(one, other) > _SOON):
        # Whoever says the contrary may have changed their mind; only of one day, in the same words, it is
        # drift.
        return None
    score = 0.5 * alike.part + 0.3 * alike.whole + 0.2 * authority
    return Echo(score, alike, authority)


def _of_other_scope(one: Saying, other: Saying, lexicon: Lexicon) -> bool:
    """Whether nothing but the place or group differs, which is wider in one: "the lake shore"."""
    if days_apart(one, other) > _WEEK or one.gist.negative != other.gist.negative:
        return False
    earlier, later = sorted((one, other), key=nearness)
    return one.gist.again == other.gist.again and other_scope(earlier, later, lexicon) is not None


def _plainly(words: str) -> str:
    return " ".join(words.lower().removeprefix("that ").split())


def _verbatim(one: Saying, other: Saying) -> bool:
    """Whether both are one sentence, word for word, of the same days, on the word of one authority."""
    if days_apart(one, other) > _SOON or " ".join(one.text.split()) != " ".join(other.text.split()):
        return False
    return one.gist.words == other.gist.words and bool(one.word.key) and bool(vouched_alike(one, other))


def drift_of(origin: Saying, later: Saying, echo: Echo, lexicon: Lexicon | None = None) -> tuple[Drift, ...]:
    """What changed between two tellings of a statement without a figure."""
    lexicon = lexicon or packaged_lexicon()
    if " ".join(origin.text.split()) == " ".join(later.text.split()):
        return ()
    found: list[Drift | None] = [_standing(origin, later, lexicon)]
    if echo.likeness.outcome is not None:
        first, second = echo.likeness.outcome
        mine = {word.partition("/")[2] for word in origin.gist.words}
        found.append(Drift("metric", *((first, second) if first in mine else (second, first))))
    if (word := changed_word(origin, later, lexicon)) is not None:
        found.append(Drift("authority", *word))
    if (scope := other_scope(origin, later, lexicon)) is not None:
        found.append(Drift("scope", *scope))
    if echo.likeness.contrary:
        before, after = ("denied" if one.gist.negative else "affirmed" for one in (origin, later))
        found.append(Drift("polarity", before, after))
    return tuple(sorted((one for one in found if one is not None), key=lambda d: PLAIN_KINDS.index(d.kind)))


def _standing(origin: Saying, later: Saying, lexicon: Lexicon) -> Drift | None:
    lowered = later.text.lower()
    for kind in ("provisional", "estimated", "expected", "planned", "proposed", "suspected"):
        if kind in origin.hedges and kind not in later.kept and not lexicon.keepers[kind].among(lowered):
            return Drift("standing", kind, "asserted" if not later.hedges else min(later.hedges))
    if LEFT_OPEN.search(origin.text.lower()) and not _POSSIBLE.search(lowered):
        return Drift("standing", "possible", "asserted")
    if origin.ahead and later.done and not later.ahead and not origin.done:
        return Drift("standing", "still to come", "done")
    if (state := _WILL_BE.search(origin.stated)) and re.search(
        rf"\b(?:is|are) (?:now |already )?{re.escape(state[1])}\b", later.stated
    ):
        return Drift("standing", "still to come", "so already")
    if origin.done and later.ahead and not origin.ahead and not later.done:
        return Drift("standing", "done", "still to come")
    if not origin.hedges and (held := (later.hedges & _OPENING) - origin.kept):
        return Drift("standing", "asserted", min(held))
    return None


_WILL_BE: Final = re.compile(r"\b(?:will|would) (?:soon )?be ([a-z]+)\b")
_POSSIBLE: Final = re.compile(
    r"\b(?:may|might|could|can|cannot|possib\w+|likely|unlikely|rul\w+|exclud\w+|option|open|consider\w*|expect\w*"
    r"|chance|risk|if|whether|potential\w*|conceivabl\w+)\b"
)
_OPENING: Final = frozenset({"expected", "planned", "proposed", "suspected"})


def follow_sayings(connection: Connection, page: Page) -> set[str]:
    """Write which statements without a figure of a report stand in others; ids of the later ones."""
    if page.day is None:
        return set()
    lexicon = packaged_lexicon()
    mine = drafts_in(connection, page.n, lexicon)[:_STATEMENTS]
    if not mine:
        return set()
    low, high = keys.days(*around(page.day, DAYS))
    places = _places_near(connection, mine, low, high, page.n)
    _remember(connection, mine)
    wanted = sorted({n for some in places.values() for n in some})
    theirs = {draft.n: draft for draft in drafts_at(connection, wanted, lexicon)}
    pairs = [
        (draft, theirs[n])
        for draft in mine
        for n in places.get(draft.n, ())
        if n in theirs and may_be_one(draft.gist, theirs[n].gist)
    ]
    pairs += _linked(connection, pairs, page.n, lexicon)
    return _store(connection, pairs, lexicon)


def _terms(draft: Draft) -> list[tuple[str, ...]]:
    """What a retelling has of a statement: two of its seldomest words, or one and whoever says it."""
    words = draft.gist.seldom[:_SELDOM]
    who = dict.fromkeys(map(_short, draft.row["chain"][-1] if draft.row["chain"] else ()))
    pairs = [("words", *sorted(pair)) for pair in itertools.combinations(words, 2)]
    return [*pairs, *(("said", name, word) for name in who for word in words[:_SAID])]


def _short(name: str) -> str:
    """A name as another report may have it too: "Foyle" for Nadia Foyle."""
    key = keys.name_key(name)
    return key.split()[-1] if name[:1].isupper() and key else key


def _remember(connection: Connection, drafts: Iterable[Draft]) -> None:
    """Let statements be found by what a retelling would have of them."""
    rows = {
        (keys.within_weeks(keys.weeks(draft.n), *term), draft.n) for draft in drafts for term in _terms(draft)
    }
    if rows:
        connection.execute(insert(tables.gist), [{"hash": a, "statement_n": n} for a, n in sorted(rows)])


def _places_near(
    connection: Connection, drafts: Sequence[Draft], low: int, high: int, report: int
) -> dict[int, list[int]]:
    """For each statement the places of those that may be the same, outside the report."""
    weeks = range(keys.weeks(low), keys.weeks(high) + 1)
    asked: dict[int, list[int]] = defaultdict(list)
    for draft in drafts:
        for term in _terms(draft):
            for number in weeks:
                asked[keys.within_weeks(number, *term)].append(draft.n)
    # Numbers alone, so nothing needs to be quoted; one question costs much less than each by itself.
    questions = [
        f"SELECT * FROM (SELECT hash, statement_n FROM gist WHERE hash = {one:d} AND statement_n >= {low:d} "
        f"AND statement_n < {high:d} ORDER BY statement_n DESC LIMIT {_OF_ONE:d}) AS t{i}"
        for i, one in enumerate(sorted(asked))
    ]
    shared: dict[int, Counter[int]] = defaultdict(Counter)
    for i in range(0, len(questions), 200):
        for one, n in connection.exec_driver_sql(" UNION ALL ".join(questions[i : i + 200])).all():
            if n // keys.LOCAL * keys.LOCAL != report:
                for place in asked[one]:
                    shared[place][n] += 1
    return {place: sorted(some, key=lambda n: (-some[n], -n))[:_FOUND] for place, some in shared.items()}


def _linked(
    connection: Connection, pairs: Sequence[tuple[Draft, Draft]], report: int, lexicon: Lexicon
) -> list[tuple[Draft, Draft]]:
    """What the statements found are retellings of, or are told again by: the origin may be among them."""
    table, claim = tables.retelling, tables.attribution
    mine: dict[str, list[Draft]] = defaultdict(list)
    for draft, other in pairs:
        mine[other.id].append(draft)
    if not mine:
        return []
    names = sorted(mine)
    far: dict[str, list[Draft]] = defaultdict(list)
    for later, earlier in connection.execute(
        select(table.c.later_id, table.c.earlier_id)
        .where(or_(table.c.later_id.in_(names), table.c.earlier_id.in_(names)))
        .order_by(table.c.later_id, table.c.earlier_id)
        .limit(_LINKED)
    ):
        for near, other in ((later, earlier), (earlier, later)):
            if near in mine and other not in mine:
                far[other] += mine[near]
    places = connection.execute(select(claim.c.n).where(claim.c.id.in_(sorted(far)))).scalars().all()
    return [
        (draft, other)
        for other in drafts_at(connection, sorted(places), lexicon)
        if other.report != report
        for draft in {one.id: one for one in far[other.id]}.values()
    ]


def _store(connection: Connection, pairs: Iterable[tuple[Draft, Draft]], lexicon: Lexicon) -> set[str]:
    some = list(pairs)
    drafts = {draft.id: draft for pair in some for draft in pair}
    sayings = {one.id: one for one in sayings_of(connection, list(drafts.values()), lexicon)}
    found: list[tuple[Echo, Saying, Saying]] = []
    for first, second in some:
        one, other = sayings.get(first.id), sayings.get(second.id)
        if one is not None and other is not None:
            echo = compare_sayings(one, other, lexicon)
            if echo is not None:
                found.append((echo, one, other))
    rows: dict[tuple[str, str], Mapping[str, Any]] = {}
    for echo, one, other in _once_each(found):
        earlier, later = sorted((one, other), key=nearness)
        if not vouched(earlier):
            continue
        rows[later.id, earlier.id] = {
            "later_id": later.id,
            "earlier_id": earlier.id,
            "score": round(echo.score, 4),
            "detail": {
                "near": list(nearness(earlier)),
                "amounts": None,
                "via": None,
                "drift": [[d.kind, d.before, d.after] for d in drift_of(earlier, later, echo, lexicon)],
                "words": [earlier.stated, later.stated],
                "headline": later.page.sentences.all[later.sentence].headline,
            },
        }
    if rows:
        connection.execute(insert(tables.retelling), list(rows.values()))
    return {later for later, _ in rows}


def _once_each(found: Sequence[tuple[Echo, Saying, Saying]]) -> Iterable[tuple[Echo, Saying, Saying]]:
    """Of two reports each statement with the likest alone: one is not two of another report."""
    taken: set[tuple[str, str]] = set()
    for echo, one, other in sorted(found, key=lambda each: (-each[0].score, each[1].n, each[2].n)):
        ends = {(one.id, other.page.id), (other.id, one.page.id)}
        if not ends & taken:
            taken |= ends
            yield echo, one, other
