"""Who is meant by a name, and for whom they act."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from whence.actors.actor import Actor, How, Match, Suggestion
from whence.actors.index import Entry, Index, build, packaged
from whence.actors.load import read_file
from whence.actors.names import LONGEST, core, fold, name_key
from whence.actors.offices import generated, read_office
from whence.actors.parties import cased, party_of_phrase
from whence.errors import WhenceError

if TYPE_CHECKING:
    from collections.abc import Iterator

_SCORES: Final[Mapping[How, float]] = {
    "name": 1.0, "domain": 1.0, "office": 1.0, "body": 1.0, "transliteration": 0.95, "capital": 0.9,
    "common": 0.9, "context": 0.85, "surname": 0.8, "people": 0.8,
}  # fmt: skip
_OF_PERSONS: Final = frozenset({"person", "office"})
_KINDS: Final[Mapping[str, frozenset[str]]] = {
    "person": _OF_PERSONS,
    "outlet": frozenset({"outlet"}),
    "government": frozenset({"government", "country", "office", "agency", "military"}),
    "military": frozenset({"military", "government", "agency", "group"}),
    "agency": frozenset({"agency", "government", "military"}),
    "organisation": frozenset({"organisation", "group"}),
    "group": frozenset({"group", "organisation", "country", "military"}),
    "country": frozenset({"country"}),
    "office": _OF_PERSONS,
}
_APPOSED: Final = re.compile(r"\s*[,()–—]\s*")
_DOMAIN: Final = re.compile(r"(?:https?://\S+|(?:[\w-]+\.)+[a-z]{2,})", re.IGNORECASE)
_LEAST_LIKE: Final = 60.0
"""Names less alike than this (0 to 100) are no suggestion."""


class Actors:
    """The actors that are known, and the names by which reports call them.

    Lookups do not change it, so that one can be shared by threads.
    """

    def __init__(self, index: Index, parties: Mapping[str, str] | None = None) -> None:
        self._index = index
        self._parties = dict(parties or {})
        self._likely: tuple[dict[str, list[Entry]], list[str]] | None = None

    @classmethod
    def load(cls, *extra: str | Path) -> Actors:
        """The packaged actors, with TOML files of the same shape read on top, in order.

        An entry with an id that is known adds to it; a name that a later file gives means what that file
        says. Raises WhenceError, naming the file and the entry, where one cannot be read.
        """
        layers = [("packaged actors", packaged())]
        layers += [(str(path), read_file(path)) for path in extra]
        return cls(build(layers))

    def with_parties(self, parties: Mapping[str, str]) -> Actors:
        """The same actors, with others for whom they act: {"group:wagner": "group:wagner"}.

        Keys are ids or names of actors, values ids or names of parties; for a country or a group it then
        holds for all who act for it. Raises WhenceError where there is no such actor.
        """
        changed = dict(self._parties)
        for who, party in parties.items():
            changed[self._known(who).id] = self._known(party).id
        return Actors(self._index, changed)

    def _known(self, text: str) -> Actor:
        found = self.get(text)
        if found is None and (match := self.resolve(text)):
            found = match.actor
        if found is None:
            raise WhenceError(
                f"no actor is called {text[:80]!r}; give the id of one, as in country:ukr, "
                "or add it in a file of actors"
            )
        return found

    def __iter__(self) -> Iterator[Actor]:
        """All actors that are listed; offices and bodies made of a role and a party are not."""
        return map(self._with_party, self._index.actors.values())

    def __len__(self) -> int:
        return len(self._index.actors)

    def get(self, actor: str) -> Actor | None:
        """The actor with this id, listed or made of a role and a party ("office:ukr-president")."""
        found = self._index.actors.get(actor)
        if found is None and ":" in actor and len(actor) <= LONGEST:
            found = generated(self._index, actor)
        return self._with_party(found) if found else None

    def resolve(
        self, name: str, *, on: date | None = None, kind: str | None = None, context: Iterable[str] = ()
    ) -> Match | None:
        """Whom a name means; None where nobody is known by it, or several are.

        `on` is the day on which an office is looked at. `kind` is what the reader takes the name for (the
        kinds of actors, or the types of an authority); it decides between several, and names that are plain
        words need it. `context` holds ids of the actors that the report names otherwise: "the North" means
        one of them or none.
        """
        if len(name) > LONGEST:
            return None
        near = frozenset(context)
        if "." in name and _DOMAIN.fullmatch(name.strip()) and (outlet := self.by_domain(name.strip())):
            return Match(outlet, "domain", _SCORES["domain"])
        cored = core(name)
        match = self._whole(cored, on, kind, near) or self._apposed(cored, on, kind, near)
        return replace(match, actor=self._with_party(match.actor)) if match else None

    def _whole(self, cored: str, on: date | None, kind: str | None, near: frozenset[str]) -> Match | None:
        index = self._index
        key = fold(cored)
        if not key:
            return None
        found: list[Entry] = []
        if cased(index, cored, key):
            found = index.plain.get(key)
            if not found:
                found = self._near(index.contextual.get(key), near)
            if not found and kind is not None:
                found = [e for e in index.common.get(key) if index.actors[e[0]].kind in _KINDS.get(kind, ())]
            if not found:
                found = self._near(index.common.get(key), near)
            found = found or index.people.get(key)
        if found:
            return self._choose(found, kind, near)
        return (
            read_office(index, key.split(), on)
            or self._by_surname(cored, key, kind, near)
            or self._titled(cored, key, on, kind, near)
            or self._respelt(cored, kind, near)
        )

    def _near(self, found: list[Entry], near: frozenset[str]) -> list[Entry]:
        """Those of whom the report speaks otherwise; else those whose party it names."""
        named = [entry for entry in found if entry[0] in near]
        if named or not near or not found:
            return named
        parties = {actor.party for other in near if (actor := self.get(other))} | near
        return [entry for entry in found if self._index.actors[entry[0]].party in parties]

    def _choose(self, found: list[Entry], kind: str | None, near: frozenset[str]) -> Match | None:
        wanted = _KINDS.get(kind or "")
        if wanted:
            fitting = [entry for entry in found if self._index.actors[entry[0]].kind in wanted]
            if fitting or wanted is _OF_PERSONS:
                found = fitting
        if len(found) > 1:
            found = self._near(found, near)
        if len(found) != 1:
            return None
        actor, how = found[0]
        return Match(self._index.actors[actor], how, _SCORES[how])

    def _by_surname(self, cored: str, key: str, kind: str | None, near: frozenset[str]) -> Match | None:
        if not any(c.isupper() for c in cored) and key in self._index.plain_words:
            return None
        found = self._index.surnames.get(key)
        if not found and " " not in key:
            found = self._index.surname_spellings.get(name_key(cored)) if len(key) > 4 else []
        return (
            self._choose(found, kind, near)
            if found and kind in (None, "person", "unknown", "office")
            else None
        )

    def _respelt(self, cored: str, kind: str | None, near: frozenset[str]) -> Match | None:
        """A full name in another transliteration, or with an initial in it."""
        words = cored.split()
        if len(words) < 2 or kind not in (None, "person", "unknown", "office", "group"):
            return None
        kept = [words[0], *(word for word in words[1:] if len(word.rstrip(".")) > 1)]
        found = self._index.spellings.get(name_key(" ".join(kept)))
        return self._choose(found, kind, near) if found else None

    def _titled(
        self, cored: str, key: str, on: date | None, kind: str | None, near: frozenset[str]
    ) -> Match | None:
        """A person's name behind titles, and behind whose these are: "Ukrainian President Zelensky"."""
        words = cored.split()
        places: set[str] = set()
        i = 0
        while i < len(words) - 1 and i < 12:
            if fold(words[i]) in self._index.titles or (i and words[i] in ("of", "for", "and")):
                i += 1
                continue
            for j in (3, 2, 1):
                place = fold(" ".join(words[i : i + j]))
                found = self._index.adjectives.get(place) or self._index.plain.get(place)
                if i + j < len(words) and len(found) == 1:
                    if self._index.actors[found[0][0]].kind in _OF_PERSONS:
                        continue
                    places.add(self._index.actors[found[0][0]].party)
                    i += j
                    break
            else:
                break
        if "of" in words[i + 1 :]:
            # "President Joe Biden of the United States"
            end = words.index("of", i + 1)
            whose = fold(core(" ".join(words[end + 1 :])))
            named = self._index.plain.get(whose)
            if len(named) != 1 or self._index.actors[named[0][0]].kind == "person":
                return None
            places.add(self._index.actors[named[0][0]].party)
            words = words[:end]
        elif i == 0:
            return None
        match = self._person(" ".join(words[i:]), kind, near, places)
        if match is None:
            return None
        acts_for = {match.actor.party} | {tenure.owner for tenure in match.actor.tenures}
        return replace(match, how="title") if places <= acts_for else None

    def _person(self, cored: str, kind: str | None, near: frozenset[str], places: set[str]) -> Match | None:
        key = fold(cored)
        found = [e for e in self._index.plain.get(key) if self._index.actors[e[0]].kind == "person"]
        if not found and places:
            # "British Foreign Secretary Cameron": the country makes up for a surname that many bear.
            found = self._index.shared.get(key)
        if found:
            return self._choose(found, kind, near)
        return self._by_surname(cored, key, kind, near) or self._respelt(cored, kind, near)

    def _apposed(self, cored: str, on: date | None, kind: str | None, near: frozenset[str]) -> Match | None:
        """Of "Volodymyr Zelensky, the president of Ukraine", the one person; else the one named in full."""
        parts = [part for part in _APPOSED.split(cored) if part]
        if not 1 < len(parts) <= 4:
            return None
        matches = [match for part in parts if (match := self._whole(core(part), on, kind, near))]
        persons = {match.actor.id: match for match in matches if match.actor.kind == "person"}
        if len(persons) == 1:
            return replace(next(iter(persons.values())), how="apposition")
        if not persons and len(matches) == 1 and matches[0].how in ("name", "office", "body"):
            return replace(matches[0], how="apposition")
        named = {match.actor.id for match in matches}
        return replace(matches[0], how="apposition") if len(named) == 1 and len(matches) > 1 else None

    def by_domain(self, address: str) -> Actor | None:
        """The outlet, or organisation, that publishes at an address or a domain, or at one above it."""
        if len(address) > 2048:
            return None
        try:
            host = urlsplit(address if "://" in address else f"//{address}").hostname or ""
        except ValueError:
            return None
        parts = host.lower().rstrip(".").split(".")[-6:]
        for i in range(len(parts) - 1):
            actor = self._index.domains.get(".".join(parts[i:]))
            if actor:
                return self._with_party(self._index.actors[actor])
        return None

    def country_of_demonym(self, word: str) -> Actor | None:
        """The country (or group) of an adjective or its people: "North Korean", "Britons"; else None."""
        if len(word) > LONGEST:
            return None
        cored = core(word)
        key = fold(cored)
        found = self._index.adjectives.get(key) or self._index.people.get(key)
        if len(found) != 1 or not cased(self._index, cored, key):
            return None
        return self._with_party(self._index.actors[found[0][0]])

    def party(self, text: str, *, on: date | None = None, context: Iterable[str] = ()) -> str | None:
        """Id of the party for whom somebody acts, by their id, name, office, capital or people.

        "Putin", "Moscow", "the Kremlin" and "Russian soldiers" are "country:rus". With a day, a person who
        then held an office elsewhere acts for that. None where it is not known.
        """
        actor = self.get(text)
        if actor is None:
            match = self.resolve(text, on=on, context=context)
            actor = match.actor if match else None
        if actor is not None:
            if on is not None:
                owners = {t.owner for t in actor.tenures if t.held(on)}
                if len(owners) == 1:
                    return self._party_of(self._index.actors[owners.pop()])
            return self._party_of(actor)
        if len(text) > 10 * LONGEST:
            return None
        found = party_of_phrase(self._index, text)
        return self._parties.get(found, found) if found else None

    def _party_of(self, actor: Actor) -> str:
        party = self._parties.get(actor.id, actor.party)
        return self._parties.get(party, party)

    def _with_party(self, actor: Actor) -> Actor:
        party = self._party_of(actor)
        return actor if party == actor.party else replace(actor, party=party)

    def suggest(self, name: str, limit: int = 5) -> list[Suggestion]:
        """Actors with names like this one, most alike first: to be judged, never to be merged unasked."""
        key = fold(core(name)) if len(name) <= LONGEST else ""
        if len(key) < 3 or limit < 1:
            return []
        from rapidfuzz import fuzz, process

        index = self._index
        if self._likely is None:
            found = {**index.surnames.found, **index.plain.found}
            self._likely = found, [" ".join(sorted(other.split())) for other in found]
        found, in_order = self._likely
        most = 4 * limit + 20
        like: dict[str, float] = {}
        keys = list(found)
        # As it stands, and with the words in order, so that "Jong Un Kim" is like "Kim Jong Un".
        for query, choices in ((key, keys), (" ".join(sorted(key.split())), in_order)):
            for _, score, place in process.extract(
                query, choices, scorer=fuzz.ratio, score_cutoff=_LEAST_LIKE, limit=most
            ):
                like[keys[place]] = max(score, like.get(keys[place], 0.0))
        best: dict[str, Suggestion] = {}
        for other, score in sorted(like.items(), key=lambda item: (-item[1], item[0])):
            for actor, _ in found[other]:
                best.setdefault(actor, Suggestion(self._with_party(index.actors[actor]), other, score / 100))
        return list(best.values())[:limit]


@cache
def packaged_actors() -> Actors:
    """The packaged actors alone, loaded once."""
    return Actors.load()
