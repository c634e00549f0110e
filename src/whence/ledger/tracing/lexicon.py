"""The words by which statements of different reports are compared; they are data (`data/tracing.toml`)."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from whence.errors import WhenceError
from whence.ledger.tracing.text import phrase_pattern, stem
from whence.toml_files import read_toml

_DATA: Final = Path(__file__).parent / "data" / "tracing.toml"
_SHORT: Final = 3
_TABLES: Final = (
    "families", "only", "same", "things", "kin", "ladders", "hedges", "keepers", "authorities", "scope",
    "limits", "reaching", "moved", "stop", "alike", "contrary", "negation", "extent", "units",
)  # fmt: skip


class Phrases:
    """A set of words and phrases, found in a text in small letters."""

    __slots__ = ("_pattern", "words")

    def __init__(self, words: Iterable[str]) -> None:
        self.words = tuple(dict.fromkeys(words))
        self._pattern = phrase_pattern(self.words)

    def __contains__(self, word: str) -> bool:
        return word in self.words

    def places(self, lowered: str) -> list[tuple[int, int, str]]:
        """Start, end and phrase of each occurrence, in order; of two at one place the longer."""
        if not self.words:
            return []
        return [(m.start(), m.end(), " ".join(m[0].split())) for m in self._pattern.finditer(lowered)]

    def among(self, lowered: str) -> list[str]:
        """The phrases that occur, in order."""
        return [phrase for _, _, phrase in self.places(lowered)]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What `tracing.toml` says, ready to be looked up."""

    things: Mapping[str, str]
    """Class of a noun by its stem."""
    kin: frozenset[frozenset[str]]
    ladders: Mapping[str, tuple[str, str]]
    """Ladder and outcome of a word or phrase."""
    others: Mapping[str, tuple[str, str]]
    """Of words on two ladders the one that is not in `ladders`: a loss of money, and of jobs."""
    only: Mapping[str, frozenset[str]]
    """Classes of things of which alone the outcomes of a ladder are."""
    ladder_of: Mapping[str, str]
    """Ladder of an outcome."""
    families: frozenset[frozenset[str]]
    """Pairs of ladders whose outcomes can take each other's place."""
    same: Mapping[str, str]
    """Of outcomes that reports exchange freely the one that stands for all."""
    outcomes: Phrases
    hedges: Mapping[str, Phrases]
    keepers: Mapping[str, Phrases]
    """Per kind of hedge everything that keeps it open, the hedges themselves included."""
    whole: frozenset[str]
    nobody: frozenset[str]
    groups: frozenset[str]
    """Plural nouns for people of whom nothing else is said."""
    citable: Phrases
    company: frozenset[str]
    officers: Phrases
    cues: frozenset[str]
    citing: Phrases
    wide: Phrases
    narrow: Phrases
    reckoned: Phrases
    limits: Phrases
    reaching: Phrases
    moved: Phrases
    stop: frozenset[str]
    hedging: frozenset[str]
    """Single words that hedge, of whatever kind."""
    alike: Mapping[str, str]
    """Of words that reports put for each other the one that stands for all, by lemma."""
    alike_stems: Mapping[str, str]
    """The same by stem."""
    contrary: frozenset[frozenset[str]]
    """Pairs of words of which one says the contrary of the other."""
    negation: frozenset[str]
    """Words that make a statement a denial of what it speaks of."""
    denials: Phrases
    """Phrases that do so."""
    acts: frozenset[str]
    """Words of statements without a figure that only tell what is done by saying them, or how firmly."""
    extent: Mapping[str, int]
    """How wide a kind of place is, by its noun: of two the one with the higher number is wider."""
    units: frozenset[str]
    """Bodies of which one is a part of another: a corps, an army."""

    @classmethod
    def load(cls, *extra: str | Path) -> Lexicon:
        """The packaged words with files of the same shape added. Raises WhenceError, naming the file."""
        tables: dict[str, Any] = {}
        for path in (_DATA, *map(Path, extra)):
            _add(tables, read_toml(path, "words for tracing"), str(path))
        ladders: dict[str, tuple[str, str]] = {}
        others: dict[str, tuple[str, str]] = {}
        for ladder, some in tables["ladders"].items():
            for outcome, words in some.items():
                for word in words:
                    if word in ladders and ladders[word][0] != ladder:
                        others[word] = ladders[word]
                    ladders[word] = (ladder, outcome)
        alike = {word: group[0] for group in tables["alike"].values() for word in group}
        said = tables["authorities"]
        hedges = tables["hedges"]
        return cls(
            # Of the shortest words the stem keeps the plural's ending: "jobs", "guns".
            things={
                stem(shape): name
                for name, words in tables["things"].items()
                for word in words
                for shape in ((word, word + "s") if len(word) == _SHORT else (word,))
            },
            kin=_pairs(tables["kin"].values()),
            ladders=ladders,
            others=others,
            only={ladder: frozenset(classes) for ladder, classes in tables["only"].items()},
            ladder_of={outcome: ladder for ladder, outcome in ladders.values()},
            families=_pairs(tables["families"].values()),
            same={name: group[0] for group in tables["same"].values() for name in group},
            outcomes=Phrases(ladders),
            hedges={kind: Phrases(words) for kind, words in hedges.items()},
            keepers={
                kind: Phrases([*words, *tables["keepers"].get(kind, ())]) for kind, words in hedges.items()
            },
            whole=frozenset(said["whole"]),
            nobody=frozenset(said["nobody"]),
            groups=frozenset(said["groups"]),
            citable=Phrases(said["citable"]),
            company=frozenset(said["company"]),
            officers=Phrases(said["officers"]),
            cues=frozenset(said["cues"]),
            citing=Phrases(said["citing"]),
            wide=Phrases(tables["scope"]["wide"]),
            narrow=Phrases(tables["scope"]["narrow"]),
            reckoned=Phrases(tables["scope"]["reckoned"]),
            limits=Phrases(tables["limits"]["words"]),
            reaching=Phrases(tables["reaching"]["words"]),
            moved=Phrases(tables["moved"]["words"]),
            stop=frozenset(tables["stop"]["words"]),
            hedging=frozenset(word for words in hedges.values() for word in words if " " not in word),
            alike=alike,
            alike_stems={stem(word): name for word, name in alike.items()},
            contrary=_pairs(
                # By the words that stand for others, too.
                [
                    *tables["contrary"].values(),
                    *([alike.get(w, w) for w in g] for g in tables["contrary"].values()),
                ]
            ),
            negation=frozenset(tables["negation"]["words"]),
            denials=Phrases(tables["negation"]["phrases"]),
            acts=frozenset(tables["stop"]["acts"]),
            units=frozenset(tables["units"]["words"]),
            extent={
                word: width
                for width, words in enumerate(tables["extent"].values(), start=1)
                for word in words
            },
        )

    def thing(self, words: str) -> str | None:
        """The class of what is counted, by its last word that has one: "North Korean soldiers"."""
        for word in reversed(words.lower().split()):
            found = self.things.get(stem(word.strip(".,;:’'\"“”()")))
            if found is not None:
                return found
        return None

    def related(self, one: str, other: str) -> bool:
        """Whether one class of things can stand for another in a retelling."""
        return frozenset((one, other)) in self.kin


def _pairs(groups: Iterable[Sequence[str]]) -> frozenset[frozenset[str]]:
    return frozenset(frozenset((a, b)) for group in groups for a in group for b in group if a != b)


def _expanded(phrase: str) -> Iterable[str]:
    """The phrases that one stands for: "{first,early} {count,figures}" for four."""
    pieces = [piece.split(",") for piece in re.split(r"[{}]", phrase)]
    return ("".join(some) for some in itertools.product(*pieces))


@cache
def packaged_lexicon() -> Lexicon:
    """The packaged words alone."""
    return Lexicon.load()


def _add(into: dict[str, Any], tables: Mapping[str, Any], path: str, depth: int = 0) -> None:
    for name, value in tables.items():
        if depth == 0 and name not in _TABLES:
            raise WhenceError(f"{path}: there is no table [{name}]; it may have {', '.join(_TABLES)}")
        if isinstance(value, dict) and depth < 2:
            _add(into.setdefault(name, {}), value, path, depth + 1)
        elif isinstance(value, list) and depth and all(isinstance(word, str) for word in value):
            into[name] = [*into.get(name, ()), *(one for word in value for one in _expanded(word))]
        else:
            raise WhenceError(f"{path}: {name} must be a list of words in quotation marks")
