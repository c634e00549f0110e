"""Metrics: what becomes of those who are counted. The words are data (`data/metrics.toml`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal, cast, get_args

from whence.errors import WhenceError
from whence.toml_files import read_toml

_DATA: Final = Path(__file__).parent / "data" / "metrics.toml"
SideFrom = Literal["counted", "agent", "subject"]
_LISTS: Final = (
    "object",
    "for",
    "from",
    "subject",
    "phrases",
    "nouns",
    "status",
    "of",
    "adjectives",
    "amounts",
)
_OTHER: Final = {
    "measuring": ("subject", "object", "nouns", "reference"),
    "suffering": ("verbs", "reporting"),
    "troops": ("nouns",),
    "covers": ("total", "period"),
    "idle": ("sent", "supplied", "requested"),
}


@dataclass(frozen=True, slots=True)
class Metrics:
    """The packaged metrics, and those of an analyst's own files: metric by word and place of the word."""

    names: tuple[str, ...]
    by_object: Mapping[str, str]
    by_for: Mapping[str, str]
    by_from: Mapping[str, str]
    by_subject: Mapping[str, str]
    by_phrase: Mapping[tuple[str, str], str]
    """By verb and object ("lose", "life")."""
    by_noun: Mapping[str, str]
    by_status: Mapping[str, str]
    by_of: Mapping[str, str]
    by_adjective: Mapping[str, str]
    side: Mapping[str, SideFrom]
    amounts: Mapping[str, frozenset[str]]
    """Kinds of figures besides counts and shares that a metric is said of."""
    measuring_subject: frozenset[str]
    measuring_object: frozenset[str]
    measuring_nouns: frozenset[str]
    reference: frozenset[str]
    """Nouns that stand for a figure given before: "that number", "the toll"."""
    suffering: frozenset[str]
    reporting: frozenset[str]
    troops: frozenset[str]
    total: tuple[str, ...]
    period: tuple[str, ...]
    idle: Mapping[str, frozenset[str]]
    """Nouns by the metric that the verbs of it do not mean of them."""

    @classmethod
    def load(cls, *extra: str | Path) -> Metrics:
        """The packaged metrics with files of the same shape read on top; a word of theirs goes first.

        Raises WhenceError, naming the file and the place, where one cannot be read or is of another shape.
        """
        tables: dict[str, dict[str, Any]] = {}
        for path in (*map(Path, extra), _DATA):
            for name, table in _read(path).items():
                into = tables.setdefault(name, {})
                for key, value in table.items():
                    into[key] = (
                        [*into.get(key, ()), *value] if isinstance(value, list) else into.get(key, value)
                    )
        metrics = {name: table for name, table in tables.items() if name not in _OTHER}

        def by(key: str) -> dict[str, str]:
            out: dict[str, str] = {}
            for name, table in metrics.items():
                for word in table.get(key, ()):
                    out.setdefault(word, name)
            return out

        phrases = {cast("tuple[str, str]", tuple(words.split()[:2])): m for words, m in by("phrases").items()}
        return cls(
            names=tuple(metrics),
            by_object=by("object"),
            by_for=by("for"),
            by_from=by("from"),
            by_subject=by("subject"),
            by_phrase=phrases,
            by_noun=by("nouns"),
            by_status=by("status"),
            by_of=by("of"),
            by_adjective=by("adjectives"),
            side={name: table.get("side", "counted") for name, table in metrics.items()},
            amounts={name: frozenset(table.get("amounts", ())) for name, table in metrics.items()},
            measuring_subject=frozenset(tables["measuring"]["subject"]),
            measuring_object=frozenset(tables["measuring"]["object"]),
            measuring_nouns=frozenset(tables["measuring"]["nouns"]),
            reference=frozenset(tables["measuring"]["reference"]),
            suffering=frozenset(tables["suffering"]["verbs"]),
            reporting=frozenset(tables["suffering"]["reporting"]),
            troops=frozenset(tables["troops"]["nouns"]),
            total=tuple(tables["covers"]["total"]),
            period=tuple(tables["covers"]["period"]),
            idle={name: frozenset(nouns) for name, nouns in tables["idle"].items()},
        )

    def is_idle(self, metric: str, noun: str) -> bool:
        """Whether the verbs of a metric do not mean it of what a noun names, by its lemma."""
        return noun.lower() in self.idle.get(metric, frozenset())


@cache
def packaged_metrics() -> Metrics:
    """The packaged metrics alone."""
    return Metrics.load()


def _read(path: Path) -> dict[str, dict[str, Any]]:
    tables: dict[str, dict[str, Any]] = read_toml(path, "metrics")
    for name, table in tables.items():
        if not isinstance(table, dict):
            raise WhenceError(f"{path}: {name} must be a table: [{name}]")
        known = _OTHER.get(name, (*_LISTS, "side"))
        for key, value in table.items():
            if key not in known:
                raise WhenceError(f"{path}: [{name}] has no {key}; it may have {', '.join(known)}")
            if key == "side":
                if value not in get_args(SideFrom):
                    raise WhenceError(
                        f"{path}: side of [{name}] must be one of {', '.join(get_args(SideFrom))}"
                    )
            elif not isinstance(value, list) or not all(isinstance(word, str) for word in value):
                raise WhenceError(f"{path}: {key} of [{name}] must be a list of words")
            elif key == "phrases" and not all(len(words.split()) == 2 for words in value):
                raise WhenceError(f"{path}: phrases of [{name}] must be a verb and a noun each")
    return tables
