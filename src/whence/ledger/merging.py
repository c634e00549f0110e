"""Who counts as one: the actors behind names, as they are packaged and as analysts merged and split them.

An actor is named by its id ("person:volodymyr-zelensky"), or, where nothing is known of who bears a name, by
the name itself ("name:ilya marchenk"). Merging makes two of them one; splitting takes a name out of an actor.
What is shown follows from the judgements that hold, so undoing one restores what was there before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, select

from whence.actors import packaged_actors
from whence.ledger import keys, tables, words

NAME: Final = "name:"
"""Begins the id of an actor of whom only the name is known."""
_MOST_NAMES: Final = 500


@dataclass(frozen=True, slots=True)
class Merged:
    """What analysts decided about who is one."""

    roots: Mapping[str, str]
    """Of each actor that was merged the one that stands for its group."""
    split: frozenset[tuple[str, str]]
    """Actors with the keys of names that are not theirs."""

    @classmethod
    def of(cls, connection: Connection) -> Merged:
        """By the judgements on actors that hold in a ledger."""
        table = tables.judgement
        undone = select(table.c.undoes).where(table.c.undoes.is_not(None))
        rows = connection.execute(
            select(table.c.target, table.c.action, table.c.value)
            .where(table.c.target_kind == "actor", table.c.action.in_(("merge", "split")))
            .where(table.c.id.not_in(undone))
            .order_by(table.c.number)
        ).all()  # fmt: skip
        joined: list[tuple[str, str]] = []
        split: set[tuple[str, str]] = set()
        for target, action, value in rows:
            one, other = known_as(target), known_as(value)
            if action == "merge":
                joined.append((one, other))
                split.discard((one, other.removeprefix(NAME)))
            else:
                key = keys.name_key(value.removeprefix(NAME))
                split.add((one, key))
                joined = [pair for pair in joined if set(pair) not in ({one, NAME + key}, {one, other})]
        return cls(_roots(joined), frozenset(split))

    def __bool__(self) -> bool:
        return bool(self.roots or self.split)

    def one(self, actor: str | None, name_key: str) -> str:
        """Who bears a name: the id of the actor, or the key of the name where nothing is known of them."""
        own = actor if actor is not None and (actor, name_key) not in self.split else NAME + name_key
        return self.roots.get(own, own).removeprefix(NAME)

    def group(self, actor: str) -> frozenset[str]:
        """Every id that stands for one and the same as this one."""
        root = self.roots.get(actor, actor)
        return frozenset({root, actor} | {name for name, other in self.roots.items() if other == root})


def known_as(given: str) -> str:
    """The id of an actor as it is compared: a name's in the form in which names are compared."""
    return NAME + keys.name_key(given.removeprefix(NAME)) if given.startswith(NAME) else given


def facets_of(connection: Connection, name: str) -> tuple[str, ...]:
    """What statements on somebody's word are found by: a name or an actor's id, and all that are one."""
    merged = Merged.of(connection)
    key = keys.name_key(name.removeprefix(NAME))
    actor, names = tables.actor, tables.actor_name
    ids = set(connection.execute(select(actor.c.id).where(actor.c.id == name)).scalars())
    ids |= set(connection.execute(select(names.c.actor_id).where(names.c.name_key == key)).scalars())
    ids = {one for one in ids if (one, key) not in merged.split}
    if packaged_actors().get(name) is not None:
        ids.add(name)
    for one in {*ids, NAME + key}:
        ids |= merged.group(one)
    found = of_actors(connection, ids, merged)
    return tuple(dict.fromkeys((keys.facet("authority", key), *found)))


def of_actors(connection: Connection, ids: Iterable[str], merged: Merged | None = None) -> list[str]:
    """What statements on the word of actors are found by, whatever they are called in them."""
    merged = merged or Merged.of(connection)
    table = tables.actor_name
    whole = sorted(one for one in ids if not one.startswith(NAME))
    names = {one.removeprefix(NAME) for one in ids if one.startswith(NAME)}
    for row in connection.execute(
        select(table.c.name_key, table.c.actor_id).where(table.c.actor_id.in_(whole))
    ):
        if (row.actor_id, row.name_key) not in merged.split:
            names.add(row.name_key)
    for one in whole:
        actor = packaged_actors().get(one)
        for name in (actor.name, *actor.names) if actor is not None else ():
            if (one, keys.name_key(name)) not in merged.split:
                names.add(keys.name_key(name))
    chosen = sorted(names)[:_MOST_NAMES]
    return [*(keys.facet("actor", one) for one in whole), *(keys.facet("authority", one) for one in chosen)]


def is_actor(connection: Connection, given: str) -> bool:
    """Whether an id is that of an actor: packaged, or of a name on whose word something stands here."""
    if given.startswith(NAME):
        key = keys.name_key(given.removeprefix(NAME))
        return bool(words.latest(connection, [keys.facet("authority", key)], 0, keys.LAST, 1))
    return packaged_actors().get(given) is not None


def _roots(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    group: dict[str, set[str]] = {}
    for one, other in pairs:
        joined = group.get(one, {one}) | group.get(other, {other})
        for name in joined:
            group[name] = joined
    # An actor of whom something is known stands for the names that were merged into it.
    return {name: min(some, key=lambda one: (one.startswith(NAME), one)) for name, some in group.items()}
