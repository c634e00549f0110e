"""The rules that are data: cue classes, words for kinds of sources, outlets, channels.

The packaged files (`data/cues.toml`, `data/sources.toml`) can be extended by an analyst's own: see
`Rules.load`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, cast, get_args

from whence.actors.index import packaged
from whence.attributions.attribution import AuthorityType, Standing
from whence.errors import WhenceError
from whence.toml_files import read_toml

_DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class StandingClass:
    """Words that give a standing, by lemma or by phrase."""

    standing: Standing
    lemmas: frozenset[str]
    phrases: Mapping[str, tuple[tuple[str, ...], ...]]
    """By their first word."""
    main_verb_only: bool = False


@dataclass(frozen=True, slots=True)
class Rules:
    """All of the packaged rules, read once."""

    cue_classes: tuple[StandingClass, ...]
    content_classes: tuple[StandingClass, ...]
    denials: frozenset[str]
    naming: frozenset[str]
    """Verbs that deny something where they call it one of the `untrue`."""
    untrue: frozenset[str]
    negations: frozenset[str]
    checking: frozenset[str]
    verifying: frozenset[str]
    able: frozenset[str]
    inference: frozenset[str]
    signals: frozenset[str]
    citing: frozenset[str]
    no_claim: frozenset[str]
    """Words in a cue by which it brings in no claim."""
    silences: frozenset[str]
    """Verbs and nouns that, negated, say that something was left unsaid."""
    standards: frozenset[str]
    left_out: frozenset[str]
    """Nouns that, alone behind "according to", are no source: "according to plan"."""
    going_on: frozenset[str]
    """Acts of speech that go on behind "and" with whoever spoke before."""
    heard: frozenset[str]
    """Verbs in whose passive the subject hears and does not speak."""
    reporting: frozenset[str]
    """Verbs that are cues wherever somebody is their subject and a clause stands behind them."""
    counting: frozenset[str]
    acting: frozenset[str]
    refusing: frozenset[str]
    refused: frozenset[str]
    withheld: frozenset[str]
    actors: frozenset[str]
    """Verbs of keeping count, which are cues where a body is their subject and a figure their object."""
    revising: frozenset[str]
    """Verbs of correcting a count, and what is so corrected."""
    revised: frozenset[str]
    giving: frozenset[str]
    """Verbs of giving a figure: "gives the figure of 742"."""
    estimating: frozenset[str]
    """Verbs that put something at a figure."""
    estimated: frozenset[str]
    """What is put at a figure."""
    through_verbs: frozenset[str]
    through_nouns: frozenset[str]
    seen: frozenset[str]
    """Participles by which an outlet has got hold of what speaks."""
    told: frozenset[str]
    concessions: frozenset[str]
    type_heads: Mapping[str, AuthorityType]
    persons: frozenset[str]
    stands_for: Mapping[str, AuthorityType]
    outlets: frozenset[str]
    wires: frozenset[str]
    """News agencies, lower case: what "the agency" may be."""
    outlet_endings: frozenset[str]
    outlet_beginnings: frozenset[str]
    common_outlets: frozenset[str]
    """Outlets whose names are common words or names: they need "the", capitals or a subject's place."""
    cited_outlets: frozenset[str]
    """Outlets named like people and places, which are outlets where another outlet cites them: Kan, Fars."""
    outlet_acronyms: frozenset[str]
    """Outlets that are meant only where they stand in capitals: DR, SANA."""
    titles: Mapping[str, tuple[str, ...]]
    firm_endings: frozenset[str]
    possessive_firms: frozenset[str]
    """Firms whose names end in "'s", in lower case."""
    """Last words of firms' names, lower case: a firm's first word alone is its name too."""
    first_names: Mapping[str, str]
    """First names of men alone ("he") and of women alone ("she"), lower case."""
    anonymous_heads: frozenset[str]
    anonymous_phrases: tuple[str, ...]
    agencies: frozenset[str]
    """Bodies of many states that "the agency" may be, by id."""
    venues: frozenset[str]
    """Where things are told and heard: a court that "heard" something did not say it."""
    labels: frozenset[str]
    """Labels of headlines, which are nobody: "Q&A:", "Explainer:"."""
    channels: frozenset[str]

    @classmethod
    def load(cls, *extra: str | Path) -> Rules:
        """The packaged rules, with files of the same shape read on top.

        A file may hold the tables of both packaged files; lists add to those of the same name.
        Raises WhenceError, naming the file, where one cannot be read.
        """
        cues = read_toml(_DATA / "cues.toml")
        sources = read_toml(_DATA / "sources.toml")
        sources["first_names"] = read_toml(_DATA / "first_names.toml")
        for path in extra:
            added = read_toml(Path(path))
            _check(Path(path), added)
            _merge(cues, {k: v for k, v in added.items() if k in cues})
            _merge(sources, {k: v for k, v in added.items() if k in sources})
            unknown = sorted(set(added) - set(cues) - set(sources))
            if unknown:
                raise WhenceError(
                    f"{path}: no such table of rules: {', '.join(unknown)}; see the packaged files"
                )
        wires = {
            name.lower()
            for outlet in packaged()["outlet"]
            if outlet.get("sort") == "agency"
            for name in (outlet["name"], *outlet.get("names", ()))
        }
        known, acronyms = _outlets_of_actors(frozenset(sources["outlets"]["names_too"]))
        signals = set(cues["signals"]["lemmas"]) | set(cues["polarity"]["denials"])
        for entry in cues["class"]:
            signals |= set(entry.get("lemmas", ()))
        return cls(
            cue_classes=tuple(_class(entry) for entry in cues["class"]),
            content_classes=tuple(_class(entry) for entry in cues["content"]),
            denials=frozenset(cues["polarity"]["denials"]),
            naming=frozenset(cues["polarity"]["naming"]),
            untrue=frozenset(cues["polarity"]["untrue"]),
            negations=frozenset(cues["polarity"]["negations"]),
            checking=frozenset(cues["polarity"]["checking"]),
            verifying=frozenset(cues["polarity"]["verifying"]),
            able=frozenset(cues["polarity"]["able"]),
            inference=frozenset(cues["inference"]["lemmas"]),
            signals=frozenset(signals),
            citing=frozenset(cues["citing"]["lemmas"]),
            no_claim=frozenset(cues["no_claim"]["words"]),
            silences=frozenset(cues["no_claim"]["silences"]),
            standards=frozenset(cues["no_claim"]["standards"]),
            left_out=frozenset(cues["no_claim"]["left_out"]),
            going_on=frozenset(cues["going_on"]["lemmas"]),
            heard=frozenset(cues["hearing"]["lemmas"]),
            reporting=frozenset(cues["reporting"]["lemmas"]),
            counting=frozenset(cues["counting"]["lemmas"]),
            acting=frozenset(cues["acting"]["lemmas"]),
            refusing=frozenset(cues["acting"]["refusing"]),
            refused=frozenset(cues["acting"]["refused"]),
            withheld=frozenset(cues["acting"]["withheld"]),
            actors=frozenset(cues["acting"]["actors"]),
            revising=frozenset(cues["revising"]["lemmas"]),
            revised=frozenset(cues["revising"]["counts"]),
            giving=frozenset(cues["giving"]["lemmas"]),
            estimating=frozenset(cues["estimating"]["lemmas"]),
            estimated=frozenset(cues["estimating"]["measures"]),
            through_verbs=frozenset(cues["through"]["verbs"]),
            seen=frozenset(cues["through"]["seen"]),
            through_nouns=frozenset(cues["through"]["nouns"]),
            told=frozenset(cues["through"]["told"]),
            concessions=frozenset(cues["inference"]["concessions"]),
            type_heads=_by_word(sources["types"], skip="person"),
            persons=frozenset(sources["types"]["person"]),
            stands_for=_by_word(sources["stands_for"]),
            outlets=frozenset(sources["outlets"]["names"]) | known | acronyms,
            common_outlets=frozenset(sources["outlets"]["common"]),
            cited_outlets=frozenset(sources["outlets"]["names_too"]),
            outlet_acronyms=acronyms - frozenset(sources["outlets"]["names"]),
            wires=frozenset(wires),
            outlet_endings=frozenset(sources["outlets"]["endings"]),
            outlet_beginnings=frozenset(sources["outlets"]["beginnings"]),
            firm_endings=frozenset(sources["firms"]["endings"]),
            possessive_firms=frozenset(sources["firms"]["possessive"]),
            first_names={n: sex for sex, names in sources["first_names"].items() for n in names},
            titles={word: tuple(also) for word, also in sources["titles"].items()},
            anonymous_heads=frozenset(sources["anonymous"]["heads"]),
            anonymous_phrases=tuple(sources["anonymous"]["phrases"]),
            agencies=frozenset(sources["agencies"]["actors"]),
            venues=frozenset(sources["venues"]["heads"]),
            labels=frozenset(sources["venues"]["labels"]),
            channels=frozenset(sources["channels"]["names"]),
        )


def _outlets_of_actors(names_too: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Outlets of the packaged actors, lower case: those by name, and those known by their capitals alone.

    Left out are `names_too`, which are names of people and things as well, and "The Wire" and the like,
    which without their article are common words.
    """
    names: set[str] = set()
    acronyms: set[str] = set()
    for outlet in packaged()["outlet"]:
        for name in (outlet["name"], *outlet.get("names", ())):
            low = name.lower().removeprefix("the ")
            if low in names_too or (low != name.lower() and " " not in low):
                continue
            (acronyms if name.isupper() and name.isalpha() and len(name) < 6 else names).add(low)
    return frozenset(names), frozenset(acronyms - names)


@cache
def packaged_rules() -> Rules:
    """The packaged rules alone."""
    return Rules.load()


_LISTS = frozenset({"class", "content"})
_MAPS_OF_TYPES = frozenset({"types", "stands_for"})


def _check(path: Path, added: Mapping[str, Any]) -> None:
    """Raise WhenceError, naming the file and the place, where rules are not of the packaged files' shape."""

    def words(value: object, where: str) -> None:
        if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
            raise WhenceError(f"{path}: {where} must be a list of words")

    for name, table in added.items():
        if name in _LISTS:
            if not isinstance(table, list) or not all(isinstance(entry, dict) for entry in table):
                raise WhenceError(f"{path}: {name} must be an array of tables: [[{name}]]")
            for entry in table:
                if entry.get("standing") not in get_args(Standing):
                    known = ", ".join(get_args(Standing))
                    raise WhenceError(f"{path}: [[{name}]] needs a standing, one of: {known}")
                for key in ("lemmas", "phrases"):
                    words(entry.get(key, []), f"{key} of [[{name}]]")
            continue
        if not isinstance(table, dict):
            raise WhenceError(f"{path}: {name} must be a table: [{name}]")
        for key, value in table.items():
            words(value, f"{key} of [{name}]")
            if name in _MAPS_OF_TYPES and key != "person" and key not in get_args(AuthorityType):
                known = ", ".join(get_args(AuthorityType))
                raise WhenceError(f"{path}: [{name}] has no {key}; types are: {known}")


def _merge(base: dict[str, Any], added: Mapping[str, Any]) -> None:
    for key, value in added.items():
        if isinstance(value, dict) and isinstance(base.get(key), dict):
            _merge(base[key], value)
        elif isinstance(value, list) and isinstance(base.get(key), list):
            base[key] = [*value, *base[key]]
        else:
            base[key] = value


def _class(entry: Mapping[str, Any]) -> StandingClass:
    lemmas = {word for word in entry.get("lemmas", ()) if " " not in word}
    phrases: dict[str, list[tuple[str, ...]]] = {}
    for phrase in (*entry.get("phrases", ()), *(word for word in entry.get("lemmas", ()) if " " in word)):
        words = tuple(phrase.split())
        phrases.setdefault(words[0], []).append(words)
    return StandingClass(
        cast(Standing, entry["standing"]),
        frozenset(lemmas),
        {first: tuple(some) for first, some in phrases.items()},
        bool(entry.get("main_verb_only", False)),
    )


def _by_word(table: Mapping[str, list[str]], skip: str = "") -> dict[str, AuthorityType]:
    out: dict[str, AuthorityType] = {}
    for kind, words in table.items():
        if kind != skip:
            for word in words:
                out.setdefault(word, cast(AuthorityType, kind))
    return out
