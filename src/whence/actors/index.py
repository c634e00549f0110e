"""All names of all actors, each leading to whom it may mean."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, cast

from whence.actors.actor import Actor, ActorKind, How
from whence.actors.load import COMPILED, DATA, FILES, Table, read_file, tenure_of
from whence.actors.names import core, fold, is_acronym, name_key
from whence.errors import WhenceError

Entry = tuple[str, How]
"""Id of an actor, and how a name means it."""

_LISTS_THAT_ADD: Final = frozenset(
    {"names", "contextual", "common", "adjectives", "people", "capitals", "government", "surnames", "domains"}
    | {"roles", "held"}
)


@dataclass(slots=True)
class Names:
    """Keys of one sort and whom they mean; a later file's word for a key stands in for an earlier one's."""

    found: dict[str, list[Entry]] = field(default_factory=dict)
    layers: dict[str, int] = field(default_factory=dict)

    def add(self, key: str, actor: str, how: How, layer: int) -> None:
        """Let a key mean an actor too; one of a later layer stands in for what earlier ones said.

        An empty key means nobody.
        """
        if not key:
            return
        entries = self.found.get(key)
        if entries is None:
            self.found[key] = [(actor, how)]
            if layer:
                self.layers[key] = layer
        elif layer > self.layers.get(key, 0):
            self.found[key] = [(actor, how)]
            self.layers[key] = layer
        elif all(actor != other for other, _ in entries):
            entries.append((actor, how))

    def get(self, key: str) -> list[Entry]:
        """Whom a key may mean; nobody where it is not known."""
        return self.found.get(key, [])


@dataclass(slots=True)
class Spellings:
    """Names by `name_key`, which takes long to find for all: it is done when first asked for."""

    how: How
    waiting: list[tuple[str, str, int]] = field(default_factory=list)
    names: Names | None = None

    def add(self, name: str, actor: str, layer: int) -> None:
        """Let a name mean an actor too, by a key that is found later."""
        self.waiting.append((name, actor, layer))

    def ready(self) -> Names:
        """All names by their keys, which are found the first time."""
        if self.names is None:
            # Made whole before it is seen: another thread may ask meanwhile.
            names = Names()
            for name, actor, layer in self.waiting:
                names.add(name_key(name), actor, self.how, layer)
            self.names = names
        return self.names

    def get(self, key: str) -> list[Entry]:
        """Whom a `name_key` may mean; nobody where it is not known."""
        return self.ready().get(key)


@dataclass(frozen=True, slots=True)
class Role:
    """An office or a body that every party may have."""

    id: str
    name: str
    kind: ActorKind


@dataclass(slots=True)
class Index:
    """What the files say, ready to be looked up."""

    actors: dict[str, Actor] = field(default_factory=dict)
    plain: Names = field(default_factory=Names)
    contextual: Names = field(default_factory=Names)
    common: Names = field(default_factory=Names)
    adjectives: Names = field(default_factory=Names)
    people: Names = field(default_factory=Names)
    surnames: Names = field(default_factory=Names)
    spellings: Spellings = field(default_factory=lambda: Spellings("transliteration"))
    """`name_key` of the full names of people."""
    shared: Names = field(default_factory=Names)
    """Surnames that many bear: only read behind a title that fits."""
    surname_spellings: Spellings = field(default_factory=lambda: Spellings("surname"))
    domains: dict[str, str] = field(default_factory=dict)
    acronyms: set[str] = field(default_factory=set)
    """Keys that are only read in capitals."""
    roles: dict[str, Role] = field(default_factory=dict)
    role_names: dict[str, list[str]] = field(default_factory=dict)
    bodies: dict[tuple[str, str], str] = field(default_factory=dict)
    """The body that fills a role of a country."""
    leads: dict[str, str] = field(default_factory=dict)
    """The role that "leader" means in a country."""
    called: dict[str, str] = field(default_factory=dict)
    """The first adjective of an actor: "Ukrainian"."""
    holders: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    """Everybody who is known to have held a role of an owner."""
    plain_words: frozenset[str] = frozenset()
    shared_surnames: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    place_speakers: frozenset[str] = frozenset()


def packaged() -> Table:
    """The packaged tables, from the file compiled of them, which is read many times faster than TOML."""
    return cast(Table, json.loads(COMPILED.read_bytes()))


def from_sources() -> Table:
    """The packaged tables as the TOML files have them."""
    tables: Table = {}
    for name in FILES:
        for table, entries in read_file(DATA / f"{name}.toml").items():
            tables.setdefault(table, []).extend(entries)
    return tables


def build(layers: Iterable[tuple[str, Table]]) -> Index:
    """An index of layers of tables, each with the name of its file; later ones add to earlier ones.

    Raises WhenceError, naming the file and the entry, where an entry refers to what there is not.
    """
    index = Index()
    merged: dict[str, dict[str, Any]] = {}
    origin: dict[str, str] = {}
    ordered = list(layers)
    for layer, (path, tables) in enumerate(ordered):
        for words in tables.get("words", ()):
            index.plain_words |= frozenset(words.get("plain", ()))
            index.shared_surnames |= frozenset(words.get("shared_surnames", ()))
            index.titles |= frozenset(words.get("titles", ()))
            index.place_speakers |= frozenset(words.get("place_speakers", ()))
        for entry in tables.get("role", ()):
            _add_role(index, entry, path)
        for table in ("country", "body", "organisation", "person", "outlet"):
            for entry in tables.get(table, ()):
                actor = entry["id"]
                origin[actor] = f"{path}: [[{table}]] ({actor})"
                before = merged.get(actor)
                if before is None and "name" not in entry:
                    raise WhenceError(f"{origin[actor]}: is new, and needs a name")
                whole = entry if before is None else _join(before, entry)
                merged[actor] = whole
                _add_names(index, table, whole, entry, layer)
    for actor, entry in merged.items():
        index.actors[actor] = _actor(index, actor, entry, origin[actor])
    _check(index, origin)
    return index


def _join(before: Mapping[str, Any], entry: Mapping[str, Any]) -> dict[str, Any]:
    joined = dict(before)
    for key, value in entry.items():
        joined[key] = [*before.get(key, ()), *value] if key in _LISTS_THAT_ADD else value
    return joined


def _add_role(index: Index, entry: Mapping[str, Any], path: str) -> None:
    role = entry["id"]
    old = index.roles.get(role)
    if old is None and not ("name" in entry and "kind" in entry):
        raise WhenceError(f"{path}: [[role]] ({role}): is new, and needs a name and a kind")
    name = entry.get("name") or (old.name if old else "")
    kind = entry.get("kind") or (old.kind if old else "office")
    index.roles[role] = Role(role, name, cast(ActorKind, kind))
    for word in (*([entry["name"]] if "name" in entry else ()), *entry.get("names", ())):
        roles = index.role_names.setdefault(fold(core(word)), [])
        if role not in roles:
            roles.append(role)


def _add_names(
    index: Index, table: str, whole: Mapping[str, Any], entry: Mapping[str, Any], layer: int
) -> None:
    actor = entry["id"]
    common = entry.get("common", ())
    also_small: set[str] = set()
    names = [
        *([entry["name"]] if "name" in entry and entry["name"] not in common else ()),
        *entry.get("names", ()),
    ]
    for name in names:
        cored = core(name)
        key = fold(cored)
        if is_acronym(cored):
            index.acronyms.add(key)
        else:
            also_small.add(key)
        index.plain.add(key, actor, "name", layer)
        if table == "person" and " " in key:
            index.spellings.add(name, actor, layer)
    index.acronyms -= also_small
    for name in common:
        index.common.add(fold(core(name)), actor, "common", layer)
    for name in entry.get("contextual", ()):
        cored = core(name)
        if is_acronym(cored):
            index.acronyms.add(fold(cored))
        index.contextual.add(fold(cored), actor, "context", layer)
    for name in entry.get("capitals", ()):
        index.plain.add(fold(core(name)), actor, "capital", layer)
    if adjectives := entry.get("adjectives"):
        index.called.setdefault(actor, adjectives[0])
        for word in adjectives:
            index.adjectives.add(fold(core(word)), actor, "people", layer)
    people = entry.get("people")
    if people is None:
        people = [a + "s" if a[-1] in "nik" else a for a in entry.get("adjectives", ())]
    for word in people:
        if (key := fold(core(word))) not in index.plain.found:
            index.people.add(key, actor, "people", layer)
    if table == "country" and entry.get("government"):
        _add_government(index, whole, entry["government"], layer)
    if "leader" in entry:
        index.leads[actor] = entry["leader"]
    for role in entry.get("roles", ()):
        index.bodies[whole.get("party", ""), role] = actor
    for domain in entry.get("domains", ()):
        index.domains[domain.lower().removeprefix("www.")] = actor
    if table == "person":
        _add_surnames(index, entry, layer)


def _add_government(index: Index, country: Mapping[str, Any], names: list[str], layer: int) -> None:
    """A country's government gets to be an actor where it has names of its own: the Kremlin."""
    place = country["id"].partition(":")[2]
    actor = f"government:{place}"
    old = index.actors.get(actor)
    called = (country.get("adjectives") or [country["name"]])[0]
    index.actors[actor] = Actor(
        actor,
        f"{called} government",
        "government",
        country["id"],
        (*(old.names if old else ()), *names),
        country=country["id"],
    )
    index.bodies.setdefault((country["id"], "government"), actor)
    for name in names:
        index.plain.add(fold(core(name)), actor, "name", layer)


def _add_surnames(index: Index, entry: Mapping[str, Any], layer: int) -> None:
    surnames = entry.get("surnames")
    if surnames is None:
        written = [*([entry["name"]] if "name" in entry else ()), *entry.get("names", ())]
        surnames = [name.split()[-1] for name in written if " " in name]
    for surname in surnames:
        key = fold(core(surname))
        if key in index.shared_surnames:
            index.shared.add(key, entry["id"], "surname", layer)
            continue
        index.surnames.add(key, entry["id"], "surname", layer)
        index.surname_spellings.add(surname, entry["id"], layer)


def _actor(index: Index, actor: str, entry: Mapping[str, Any], place: str) -> Actor:
    kind = cast(ActorKind, entry.get("kind") or actor.partition(":")[0])
    party = entry.get("party") or entry.get("part_of") or actor
    tenures = tuple(tenure_of(held, party, None, place) for held in entry.get("held", ()))
    for tenure in tenures:
        known = index.holders.setdefault((tenure.owner, tenure.role), [])
        if actor not in known:
            known.append(actor)
    names = [*entry.get("names", ()), *entry.get("common", ())]
    country = entry.get("country") or (party if party.startswith("country:") else None)
    return Actor(
        actor,
        entry["name"],
        kind,
        party,
        tuple(name for name in names if name != entry["name"]),
        tuple(domain.lower() for domain in entry.get("domains", ())),
        country,
        entry.get("sort"),
        entry.get("funding"),
        tenures,
    )


def _check(index: Index, origin: Mapping[str, str]) -> None:
    """Raise WhenceError where an entry names an actor or a role that is not there."""
    for actor, place in origin.items():
        whole = index.actors[actor]
        for what, other in (("party", whole.party), ("country", whole.country)):
            if other is not None and other not in index.actors:
                raise WhenceError(f"{place}: {what} is {other!r}, and no actor has that id")
        for tenure in whole.tenures:
            if tenure.owner not in index.actors:
                raise WhenceError(f"{place}: held is of {tenure.owner!r}, and no actor has that id")
            if tenure.role not in index.roles:
                raise WhenceError(f"{place}: held has {tenure.role!r}, and no role has that id")
    for country, role in index.leads.items():
        if role not in index.roles:
            raise WhenceError(f"{origin[country]}: leader is {role!r}, and no role has that id")
    for (_, role), body in index.bodies.items():
        if role not in index.roles:
            raise WhenceError(f"{origin.get(body, body)}: roles has {role!r}, and no role has that id")
