"""Offices and bodies by what they are and whose: "the Ukrainian president", "Japan's defence ministry"."""

from __future__ import annotations

from datetime import date
from typing import Final

from whence.actors.actor import Actor, Match
from whence.actors.index import Index, Role

_MOST_WORDS: Final = 14
_JOINTS: Final = frozenset({"of", "for", "in"})
_OWNERS: Final = frozenset({"country", "organisation", "group", "government", "agency", "military"})


def read_office(index: Index, words: list[str], on: date | None) -> Match | None:
    """The holder, office or body that the words of a folded name mean; None where they mean none.

    With a day, an office means whoever is known to have held it on that day, where it was one person.
    """
    if not 1 < len(words) <= _MOST_WORDS:
        return None
    for i in range(1, len(words)):
        roles = index.role_names.get(" ".join(words[i:]))
        if roles and (owner := _owner(index, words[:i], roles)):
            return _match(index, owner, roles, on)
    for i in range(len(words) - 1, 0, -1):
        if words[i] in _JOINTS and (roles := index.role_names.get(" ".join(words[:i]))):
            whose = words[i + 1 :]
            owner = _owner(index, whose[1:] if whose[:1] == ["the"] else whose, roles)
            if owner:
                return _match(index, owner, roles, on)
    return None


def generated(index: Index, actor: str) -> Actor | None:
    """The office or body that has this id, where it is one that every party may have."""
    _, _, rest = actor.partition(":")
    for role in index.roles.values():
        place = rest.removesuffix(f"-{role.id}")
        if place != rest:
            for kind in sorted(_OWNERS):
                owner = index.actors.get(f"{kind}:{place}")
                made = _make(index, owner, role) if owner else None
                if made and made.id == actor:
                    return made
    if actor.startswith("government:") and (owner := index.actors.get(f"country:{rest}")):
        return _make(index, owner, index.roles["government"])
    return None


def _owner(index: Index, words: list[str], roles: list[str]) -> Actor | None:
    """Whose it is: by adjective, by name, or for a government by its capital."""
    key = " ".join(words)
    found = index.adjectives.get(key)
    if not found:
        capital = any(index.roles[role].kind != "office" for role in roles)
        found = [
            (a, how) for a, how in index.plain.get(key) if how == "name" or (capital and how == "capital")
        ]
    if len(found) != 1:
        return None
    owner = index.actors[found[0][0]]
    return owner if owner.kind in _OWNERS else None


def _match(index: Index, owner: Actor, names: list[str], on: date | None) -> Match | None:
    roles = [index.roles[name] for name in names]
    if "leader" in names and owner.id in index.leads and (owner.id, "leader") not in index.holders:
        roles = [index.roles[index.leads[owner.id]]]
    elif "leader" in names and owner.kind == "country" and (owner.id, "leader") not in index.holders:
        roles = [index.roles["president"]]
    owners = [owner] if owner.kind != "government" else [owner, index.actors[owner.party]]
    for whose in owners:
        for role in roles:
            if role.kind == "office" and on is not None:
                holders = [index.actors[a] for a in index.holders.get((whose.id, role.id), ())]
                held = [
                    a
                    for a in holders
                    if any(_is(t.owner, t.role, whose, role) and t.held(on) for t in a.tenures)
                ]
                if len(held) == 1:
                    return Match(held[0], "office", 1.0)
    # Nobody known, or more than one on that day: the office itself, preferably one that somebody has held.
    known = [(w, r) for w in owners for r in roles if (w.id, r.id) in index.holders]
    whose, role = known[0] if known else (owner, roles[0])
    made = _make(index, whose, role)
    return Match(made, "office" if role.kind == "office" else "body", 1.0)


def _is(owner: str, role: str, whose: Actor, wanted: Role) -> bool:
    return owner == whose.id and role == wanted.id


def _make(index: Index, owner: Actor, role: Role) -> Actor:
    """The actor for a role of an owner: a listed body, else one made of the two names."""
    body = index.bodies.get((owner.id, role.id))
    if body:
        return index.actors[body]
    place = owner.id.partition(":")[2]
    country = owner.country or (owner.id if owner.kind == "country" else None)
    if role.kind == "office":
        return Actor(
            f"office:{place}-{role.id}",
            f"{role.name} of {owner.name}",
            "office",
            owner.party,
            country=country,
        )
    called = index.called.get(owner.id, owner.name)
    identity = f"government:{place}" if role.id == "government" else f"{role.kind}:{place}-{role.id}"
    return Actor(identity, f"{called} {role.name}", role.kind, owner.party, country=country)
