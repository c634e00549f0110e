"""Actors: whom the names in reports mean, and for whom they act."""

from __future__ import annotations

from whence.actors.actor import Actor, ActorKind, Match, Suggestion, Tenure
from whence.actors.directory import Actors, packaged_actors
from whence.actors.names import name_key

__all__ = [
    "Actor",
    "ActorKind",
    "Actors",
    "Match",
    "Suggestion",
    "Tenure",
    "name_key",
    "packaged_actors",
]
