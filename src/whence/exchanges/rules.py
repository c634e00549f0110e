"""The frames and items that are data, and an analyst's own on top of them.

The packaged files are `data/exchanges.toml` and `data/items.toml`; see `ExchangeRules.load`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast, get_args

from whence.errors import WhenceError
from whence.exchanges.exchange import ExchangeStanding
from whence.toml_files import read_toml

if TYPE_CHECKING:
    from whence.reader.syntax import Token

_DATA: Final = Path(__file__).parent / "data"
STANDINGS: Final = get_args(ExchangeStanding)

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a verb or noun has its giver, receiver, item and price, likeliest place first."""

    giver: tuple[str, ...]
    receiver: tuple[str, ...]
    item: tuple[str, ...] = ()
    prices: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    standing: ExchangeStanding | None = None
    plover: str | None = None
    item_is: str | None = None
    """The act itself is what is given; its category."""
    concrete: bool = False
    """A thing of no known category will do, where both parties are there."""


@dataclass(frozen=True, slots=True)
class Governor:
    """What a word makes of the act that stands under it."""

    standing: ExchangeStanding
    negated: ExchangeStanding | None = None
    aspect: bool = False


@dataclass(frozen=True, slots=True)
class Origin:
    """A verb by which a thing comes from, or is made in, a place."""

    giver: tuple[str, ...]
    passive: bool = False


@dataclass(frozen=True, slots=True)
class ExchangeRules:
    """All rules of exchanges, read once."""

    verbs: Mapping[str, tuple[Frame, ...]]
    nouns: Mapping[str, tuple[Frame, ...]]
    origins: Mapping[str, tuple[Origin, ...]]
    governors: Mapping[str, Governor]
    return_nouns: frozenset[str]
    return_prepositions: frozenset[str]
    policies: frozenset[str]
    """What a state does, or has others do, for a thing: "in return for tighter controls", "for a ban"."""
    agreement_nouns: frozenset[str]
    agreement_verbs: Mapping[str, ExchangeStanding]
    state_nouns: frozenset[str]
    party_nouns: frozenset[str]
    asset_nouns: frozenset[str]
    """What a country has and acts through: "French reactors", "a drone plant in Tatarstan"."""
    carrier_nouns: frozenset[str]
    """The same where only adjective and possessor say whose: "Jordanian planes"."""
    owned_nouns: frozenset[str]
    """Parties that only a possessor makes the country's: "Syria's banks"."""
    persons: frozenset[str]
    """People who may be held, and let go."""
    plans: frozenset[str]
    """Laws and plans by which their authors give."""
    holding_verbs: frozenset[str]
    """Verbs of using a thing: whoever does has it."""
    helping_verbs: frozenset[str]
    """What those who are sent do for whoever gets them: "to fight beside the M23"."""
    denial: Mapping[str, frozenset[str]]
    """Words by which a clause is said not to be so: "reports", "rejecting", "evidence", "lies", "untrue"."""
    seats: Mapping[str, str]
    """Ids of the parties that a city stands for where nothing else says so: "Brussels", "Tripoli"."""
    elsewhere: Mapping[str, tuple[str, ...]]
    """Ids of other countries with a place of that name: theirs where the text names them."""
    acts_for: Mapping[str, str]
    """Ids of bodies with that of the one for which they act: the Commission for the European Union."""
    categories: frozenset[str]
    phrases: Mapping[Phrase, str]
    """Category by the words of a phrase, as lemmas in small letters."""
    ending_in: Mapping[str, tuple[tuple[Phrase, str], ...]]
    """The same phrases by their last word, the longest first."""
    starting_with: Mapping[str, tuple[tuple[Phrase, str], ...]]
    """Phrases of several words by their first, the longest first."""
    containers: frozenset[str]
    abstract: frozenset[str]

    def governor(self, word: Token) -> Governor | None:
        """What a word makes of what stands under it, its particle included ("turned down")."""
        lemma = str(word.lemma_).lower()
        if word.lower_ == "according":
            return None  # no accord
        for child in word.children:
            if child.dep_ == "compound:prt" or (child.dep_ == "advmod" and child.i == word.i + 1):
                found = self.governors.get(f"{lemma} {child.lower_}")
                if found is not None:
                    return found
            if child.i > word.i + 1 and child.pos_ == "NOUN":
                # "put the transfer on hold"
                found = self.governors.get(f"{lemma} {child.nbor(-1).lower_} {child.lower_}")
                if found is not None:
                    return found
        after = word.doc[word.i + 1] if word.i + 1 < len(word.doc) else word
        if after.pos_ in ("ADP", "ADV") and f"{lemma} {after.lower_}" in self.governors:
            return self.governors[f"{lemma} {after.lower_}"]  # "waved through | a sale"
        return self.governors.get(lemma)

    @classmethod
    def load(cls, *extra: str | Path) -> ExchangeRules:
        """The packaged rules, with files of the same shape read on top.

        A file may hold the tables of both packaged files. Its frames are tried before the packaged ones
        of the same word; its words are added to theirs, and where both have a word, its category holds.
        Raises WhenceError, naming the file and the place, where one cannot be used.
        """
        tables = [(_DATA / name, read_toml(_DATA / name)) for name in ("exchanges.toml", "items.toml")]
        for path in extra:
            added = read_toml(Path(path))
            tables.append((Path(path), added))
        build = _Builder()
        # Last first: of two frames or categories of a word the first one read holds.
        for path, table in reversed(tables):
            build.add(path, table)
        return build.rules()


@cache
def packaged_exchange_rules() -> ExchangeRules:
    """The packaged rules alone."""
    return ExchangeRules.load()


_TABLES: Final = (
    "verb", "noun", "origin", "governor", "returns", "agreements", "parties", "seats", "elsewhere",
    "acts_for", "holding", "denial",
    "categories", "containers", "abstract",
)  # fmt: skip
_FRAME_KEYS: Final = {
    "lemmas", "giver", "receiver", "item", "prices", "needs", "standing", "plover", "item_is", "concrete",
}  # fmt: skip
NEEDS: Final = (
    "giver",
    "receiver",
    "item",
    "party",
    "named",
    "sanctions",
    "captives",
    "labour",
    "payable",
    "cargo",
    "carrier",
    "flow",
    "thing",
    "sum",
    "order",
    "unsourced",
    "stuff",
)


class _Builder:
    """Rules as they are gathered, file by file; of two rules for a word the first holds."""

    def __init__(self) -> None:
        self.verbs: dict[str, list[Frame]] = {}
        self.nouns: dict[str, list[Frame]] = {}
        self.origins: dict[str, list[Origin]] = {}
        self.governors: dict[str, Governor] = {}
        self.agreement_verbs: dict[str, ExchangeStanding] = {}
        self.phrases: dict[Phrase, str] = {}
        self.words: dict[str, set[str]] = {}
        self.categories: set[str] = set()
        self.seats: dict[str, str] = {}
        self.acts_for: dict[str, str] = {}
        self.elsewhere: dict[str, tuple[str, ...]] = {}

    def add(self, path: Path, table: Mapping[str, Any]) -> None:
        unknown = sorted(set(table) - set(_TABLES))
        if unknown:
            raise WhenceError(
                f"{path}: no such table of rules: {', '.join(unknown)}; there are: {', '.join(_TABLES)}"
            )
        for name, ids in (("seats", self.seats), ("acts_for", self.acts_for)):
            for place, actor in _table(path, table, name).items():
                if not isinstance(actor, str):
                    raise WhenceError(f"{path}: {place} of [{name}] must be the id of an actor")
                ids.setdefault(place.lower(), actor)
        for place, lands in _table(path, table, "elsewhere").items():
            words = _words(path, lands, f"{place} of [elsewhere]")
            self.elsewhere.setdefault(place.lower(), tuple(words))
        for category, words in _table(path, table, "categories").items():
            self.categories.add(category)
            for word in _words(path, words, f"{category} of [categories]"):
                for phrase in _phrases(word):
                    self.phrases.setdefault(phrase, category)
        for name, frames in (("verb", self.verbs), ("noun", self.nouns)):
            for entry in _entries(path, table, name):
                frame = _frame(path, name, entry)
                for word in _lemmas(path, name, entry):
                    frames.setdefault(word, []).append(frame)
        for entry in _entries(path, table, "origin"):
            origin = Origin(
                tuple(_words(path, entry.get("giver", []), "giver of [[origin]]")),
                bool(entry.get("passive", False)),
            )
            for word in _lemmas(path, "origin", entry):
                self.origins.setdefault(word, []).append(origin)
        for entry in _entries(path, table, "governor"):
            made = _standing(path, entry.get("standing"), "[[governor]]")
            negated = entry.get("negated")
            governor = Governor(
                made,
                _standing(path, negated, "negated of [[governor]]") if negated is not None else None,
                bool(entry.get("aspect", False)),
            )
            for word in _lemmas(path, "governor", entry):
                self.governors.setdefault(word, governor)
        agreements = dict(_table(path, table, "agreements"))
        verbs = agreements.pop("verbs", {})
        if not isinstance(verbs, dict):
            raise WhenceError(f"{path}: verbs of [agreements] must be a table: [agreements.verbs]")
        for standing, words in verbs.items():
            made = _standing(path, standing, "[agreements.verbs]")
            for word in _words(path, words, f"{standing} of [agreements.verbs]"):
                self.agreement_verbs.setdefault(word, made)
        for name in ("returns", "parties", "holding", "denial", "containers", "abstract"):
            for key, words in _table(path, table, name).items():
                self._more(f"{name}.{key}", _words(path, words, f"{key} of [{name}]"))
        for key, words in agreements.items():
            self._more(f"agreements.{key}", _words(path, words, f"{key} of [agreements]"))

    def _more(self, name: str, words: Iterable[str]) -> None:
        self.words.setdefault(name, set()).update(words)

    def rules(self) -> ExchangeRules:
        words = {name: frozenset(found) for name, found in self.words.items()}
        return ExchangeRules(
            verbs={word: tuple(frames) for word, frames in self.verbs.items()},
            nouns={word: tuple(frames) for word, frames in self.nouns.items()},
            origins={word: tuple(found) for word, found in self.origins.items()},
            governors=self.governors,
            return_nouns=words["returns.nouns"],
            return_prepositions=words["returns.prepositions"],
            policies=words["returns.policies"],
            agreement_nouns=words["agreements.nouns"],
            agreement_verbs=self.agreement_verbs,
            state_nouns=words["parties.state"],
            party_nouns=words["parties.others"] | words["parties.state"],
            asset_nouns=words["parties.assets"],
            carrier_nouns=words["parties.carriers"],
            owned_nouns=words["parties.owned"],
            persons=words["parties.persons"],
            plans=words["parties.plans"],
            holding_verbs=words["holding.verbs"],
            helping_verbs=words["holding.helping"],
            denial={
                name: words[f"denial.{name}"]
                for name in ("reports", "rejecting", "evidence", "lies", "untrue")
            },
            seats=self.seats,
            elsewhere=self.elsewhere,
            acts_for=self.acts_for,
            categories=frozenset(self.categories),
            phrases=self.phrases,
            ending_in=_indexed(self.phrases, -1),
            starting_with=_indexed({p: c for p, c in self.phrases.items() if len(p) > 1}, 0),
            containers=words["containers.words"],
            abstract=words["abstract.words"],
        )


def _indexed(phrases: Mapping[Phrase, str], word: int) -> dict[str, tuple[tuple[Phrase, str], ...]]:
    out: dict[str, list[tuple[Phrase, str]]] = {}
    for phrase, category in sorted(phrases.items(), key=lambda entry: -len(entry[0])):
        out.setdefault(phrase[word], []).append((phrase, category))
    return {key: tuple(found) for key, found in out.items()}


def _phrases(words: str) -> set[Phrase]:
    """The words of a phrase as the reader may cut them: a hyphen is a word or not ("F-16")."""
    return {tuple(words.lower().replace("-", " - ").split()), tuple(words.lower().split())}


def _frame(path: Path, name: str, entry: Mapping[str, Any]) -> Frame:
    where = f"[[{name}]] of {', '.join(map(str, entry.get('lemmas', ['?'])))}"
    unknown = sorted(set(entry) - _FRAME_KEYS)
    if unknown:
        raise WhenceError(f"{path}: {where}: no such key: {', '.join(unknown)}")
    needs = tuple(_words(path, entry.get("needs", []), f"needs of {where}"))
    wrong = [need for need in needs if need not in NEEDS]
    if wrong:
        raise WhenceError(f"{path}: {where} needs {', '.join(wrong)}; it can need: {', '.join(NEEDS)}")
    if "item" not in entry and "item_is" not in entry:
        raise WhenceError(f"{path}: {where} has no item: say where it stands, or give item_is")
    standing = entry.get("standing")
    return Frame(
        giver=tuple(_words(path, entry.get("giver", []), f"giver of {where}")),
        receiver=tuple(_words(path, entry.get("receiver", []), f"receiver of {where}")),
        item=tuple(_words(path, entry.get("item", []), f"item of {where}")),
        prices=tuple(_words(path, entry.get("prices", []), f"prices of {where}")),
        needs=needs,
        standing=_standing(path, standing, where) if standing is not None else None,
        plover=entry.get("plover"),
        item_is=entry.get("item_is"),
        concrete=bool(entry.get("concrete", False)),
    )


def _words(path: Path, value: object, where: str) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(word, str) and word.strip() for word in value):
        raise WhenceError(f"{path}: {where} must be a list of words")
    return cast(list[str], value)


def _lemmas(path: Path, name: str, entry: Mapping[str, Any]) -> list[str]:
    found = _words(path, entry.get("lemmas", []), f"lemmas of [[{name}]]")
    if not found:
        raise WhenceError(f"{path}: a [[{name}]] has no lemmas")
    return found


def _table(path: Path, table: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = table.get(name, {})
    if not isinstance(found, dict):
        raise WhenceError(f"{path}: {name} must be a table: [{name}]")
    return found


def _entries(path: Path, table: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    found = table.get(name, [])
    if not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
        raise WhenceError(f"{path}: {name} must be an array of tables: [[{name}]]")
    return found


def _standing(path: Path, value: object, where: str) -> ExchangeStanding:
    if value not in STANDINGS:
        raise WhenceError(f"{path}: {where}: {value} is no standing; it is one of: {', '.join(STANDINGS)}")
    return cast(ExchangeStanding, value)
