"""Claims out of readings: whose they are, between whom, and with which amounts."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Final

from whence.actors import packaged_actors
from whence.attributions.attribution import Attribution
from whence.exchanges.exchange import Exchange, ExchangeStanding, Item, Party
from whence.figures.figure import Figure
from whence.findings.passing import denial, rejections
from whence.reading import Reading
from whence.situation.claim import SURE, Amount, Claim, Side, firmness, sentences

_ANYTHING: Final = frozenset({"anything", "something", "everything", "nothing"})
_MORE: Final = re.compile(r"(?i)\b(?:more|further|additional|another|extra|fresh|new)\b")
_EXPECTED: Final = ("delivered", "under way", "in preparation", "expected")
"""What is given so far says nothing of what comes in return: that stays expected."""


def claims_of(reading: Reading, ids: dict[str, str] | None = None) -> Iterator[Claim]:
    """What a reading's exchanges say, a claim for each category either way.

    What comes in return for something given or on its way is expected, since nobody says that it came.
    `ids` are the ids of the exchanges where they have others than the report's and their own.
    """
    attributions = {one.id: one for one in reading.attributions}
    figures = {one.id: one for one in reading.figures}
    for exchange in reading.exchanges:
        on = attributions.get(exchange.attribution or "")
        if exchange.standing == "denied":
            on = denial(attributions, exchange)
        name = (ids or {}).get(exchange.id, f"{reading.report.id[:16]}:{exchange.id}")
        giver, receiver = side_of(reading, exchange.giver), side_of(reading, exchange.receiver)
        for category, items in _by_category(exchange.gives):
            yield _claim(reading, exchange, on, name, giver, receiver, category, items, figures)
            for no in rejections(reading.attributions, on):
                denied = replace(exchange, standing="denied")
                yield _claim(reading, denied, no, name, giver, receiver, category, items, figures)
        for category, items in _by_category(exchange.in_return):
            yield _claim(
                reading, exchange, on, name, receiver, giver, category, items, figures, returned=True
            )


def side_of(reading: Reading, party: Party | None) -> Side | None:
    """The party by its actor's id; by its name where no actor is known, or the report names it in full."""
    if party is None:
        return None
    if party.actor is not None:
        known = packaged_actors().get(party.actor)
        return Side(party.actor, known.name if known is not None else party.name)
    also = _named_in_full(reading, party.name)
    if also is None:
        sides = [side for one in reading.exchanges for side in (one.giver, one.receiver) if side is not None]
        also = _bearer(party.name, frozenset(side.actor for side in sides if side.actor is not None))
    return named(party.name, _day(reading), also)


def name_key(name: str) -> str:
    """What two spellings of one name have in common: no case, accents, punctuation or leading article."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    words = re.findall(r"\w+", "".join(c for c in plain if not unicodedata.combining(c)))
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


@lru_cache(maxsize=10_000)
def _bearer(name: str, parties: frozenset[str]) -> str | None:
    """The party among `parties` for which everybody of a surname acts; None where there is none, or two."""
    if len(name.split()) != 1 or not name[:1].isupper():
        return None
    found = {
        actor.party
        for actor in packaged_actors()
        if actor.kind == "person" and actor.party in parties and name in actor.name.split()
    }
    return found.pop() if len(found) == 1 else None


@lru_cache(maxsize=10_000)
def named(name: str, on: date | None = None, also: str | None = None) -> Side:
    """The party that a name means: a country for its capital, its leader and its people."""
    actors = packaged_actors()
    for said in (name, also):
        key = actors.party(said, on=on) if said else None
        known = actors.get(key) if key is not None else None
        if known is not None:
            return Side(known.id, known.name)
    return Side(name_key(name), name)


def origin_of(reading: Reading, on: Attribution | None) -> str:
    """Whose word something is in the end. Sources that an outlet does not name are as one with the outlet."""
    if on is None or not on.authority:
        return _outlet(reading)
    last, cited = on.authority[-1], [one for one in on.authority if one.type == "outlet"]
    match = packaged_actors().resolve(
        last.name, on=_day(reading), kind=None if last.type == "unknown" else last.type
    )
    whole = match is not None and match.actor.kind in ("country", "government")
    if cited and (last.anonymous or not last.resolved or whole or last.type == "outlet"):
        return _known(cited[-1].name)
    if match is not None:
        return match.actor.id
    # Who is not named is nobody else's source: "officials" of two outlets may or may not be the same.
    return f"{name_key(last.name)} ({_outlet(reading)})" if last.anonymous else name_key(last.name)


def _outlet(reading: Reading) -> str:
    return _known(reading.report.outlet) if reading.report.outlet else reading.report.id[:16]


def _known(outlet: str) -> str:
    match = packaged_actors().resolve(outlet, kind="outlet")
    return match.actor.id if match is not None else name_key(outlet)


def _claim(
    reading: Reading,
    exchange: Exchange,
    on: Attribution | None,
    name: str,
    giver: Side | None,
    receiver: Side | None,
    category: str,
    items: tuple[Item, ...],
    figures: dict[str, Figure],
    *,
    returned: bool = False,
) -> Claim:
    report = reading.report
    parts = [item.span for item in items]
    if exchange.trigger is not None:
        parts.append(exchange.trigger)
    start, end = sentences(report.text, min(p.start for p in parts), max(p.end for p in parts))
    day = _day(reading)
    standing: ExchangeStanding = exchange.standing
    if returned and standing in _EXPECTED:
        standing = "expected"
    words = tuple(dict.fromkeys(item.span.text for item in items))
    return Claim(
        id=name,
        giver=giver,
        receiver=receiver,
        category=category,
        items=words,
        standing=standing,
        words=report.text[start:end],
        start=start,
        end=end,
        report=report.id,
        location=report.location,
        outlet=report.outlet,
        published=day.isoformat() if day is not None else None,
        chain=tuple(
            " + ".join(one.name for one in (link, *link.also)) for link in (on.authority if on else ())
        ),
        origin=origin_of(reading, on),
        firmness=firmness(on),
        returned=returned,
        anything=bool(words) and all(word.split()[0].lower() in _ANYTHING for word in words),
        more=all(_MORE.search(word) for word in words),
        when=None if returned or exchange.when is None else exchange.when.edtf,
        amounts=tuple(_amounts(reading, exchange, items, figures)),
        confidence=exchange.confidence,
    )


def _amounts(
    reading: Reading, exchange: Exchange, items: tuple[Item, ...], figures: dict[str, Figure]
) -> Iterator[Amount]:
    # An exchange names the figures of what is given; those of what comes back stand among its words.
    for figure in figures.values():
        if not any(i.span.start < figure.span.end and figure.span.start < i.span.end for i in items):
            continue
        reliable = (
            figure.polarity == "affirmed"
            and figure.standing in SURE
            and figure.vague is None
            and figure.note is None
            and figure.change is None
            and (figure.low is not None or figure.high is not None)
        )
        yield Amount(figure.id, figure.span.text, figure.low, figure.high, figure.kind, figure.unit, reliable)


def _by_category(items: Iterable[Item]) -> list[tuple[str, tuple[Item, ...]]]:
    found: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        found[item.category].append(item)
    return [(category, tuple(some)) for category, some in found.items()]


def _day(reading: Reading) -> date | None:
    try:
        return date.fromisoformat((reading.report.published or "")[:10])
    except ValueError:
        return None


def _named_in_full(reading: Reading, name: str) -> str | None:
    """The one longer name that a report has for a surname: "Kim Jong Un" where it says "Kim"."""
    if len(name.split()) != 1 or not name[:1].isupper():
        return None
    word = re.escape(name)
    capital = r"[A-Z][\w'’-]+"
    pattern = rf"\b(?:{capital} ){{1,2}}{word}\b|\b{word}(?:[ -]{capital}){{1,2}}(?:-\w+)?"
    actors = packaged_actors()
    found: dict[str, str] = {}
    for match in re.finditer(pattern, reading.report.text):
        party = actors.party(match[0])
        if party is not None:
            found.setdefault(party, match[0])
    return next(iter(found.values())) if len(found) == 1 else None
