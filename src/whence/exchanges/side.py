"""A party as read, and what is asked of a list of actors."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol


class Known(Protocol):
    """An actor of a list."""

    @property
    def id(self) -> str:
        """Its id."""
        ...

    @property
    def name(self) -> str:
        """What it is called."""
        ...

    @property
    def kind(self) -> str:
        """What it is, as `whence.actors.ActorKind` has it: "country", "group", "person"."""
        ...


class Resolved(Protocol):
    """The answer to a name."""

    @property
    def actor(self) -> Known:
        """Whom it means."""
        ...


class PartyNames(Protocol):
    """What is asked of a list of actors; `whence.actors.Actors` is one."""

    def party(self, text: str, *, context: Iterable[str] = ()) -> str | None:
        """Id of the party that "Pyongyang", "North Korean" or "Kim Jong Un" stands for, or None.

        `context` holds ids of the actors that the report names otherwise.
        """
        ...

    def resolve(self, name: str, *, context: Iterable[str] = ()) -> Resolved | None:
        """The actor that has this name."""
        ...

    def get(self, actor: str) -> Known | None:
        """The actor of an id."""
        ...


@dataclass(frozen=True, slots=True)
class Side:
    """A party as read: its name, the words that name it, its id where it is known."""

    name: str
    start: int
    end: int
    actor: str | None
    sure: bool = True
    """False for a party that only its own words describe."""

    @property
    def key(self) -> str:
        """What all mentions of one party share."""
        return self.actor if self.actor is not None else self.name.lower()

    def same(self, other: Side | None) -> bool:
        """Whether both are the same party."""
        return other is not None and self.key == other.key
