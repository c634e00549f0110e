"""What stands at the same words of a text."""

from __future__ import annotations

from typing import Generic, TypeVar

from whence.exchanges.categories import Thing

T = TypeVar("T")


class Overlaps(Generic[T]):
    """What stands where in a text, so that a long one costs no more a word than a short one."""

    def __init__(self) -> None:
        self._at: dict[int, list[T]] = {}

    def add(self, thing: Thing, value: T) -> None:
        """Put a value at the words of a thing."""
        for i in range(thing.start, thing.end):
            self._at.setdefault(i, []).append(value)

    def at(self, thing: Thing) -> list[T]:
        """The values at any of the words of a thing, each once, in the order they were put."""
        found = {id(v): v for i in range(thing.start, thing.end) for v in self._at.get(i, ())}
        return list(found.values())
