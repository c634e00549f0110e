"""Reads files of actors and says where one is not of the right shape."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final, get_args

import tomli

from whence.actors.actor import Funding, OutletSort, Tenure
from whence.actors.names import LONGEST, normal
from whence.errors import WhenceError

DATA: Final = Path(__file__).parent / "data"
FILES: Final = ("words", "roles", "countries", "bodies", "organisations", "persons", "outlets")
COMPILED: Final = DATA / "compiled.json"

Table = dict[str, list[dict[str, Any]]]

_LARGEST: Final = 16 << 20
"""A larger file of actors is refused: bytes."""
_ID: Final = re.compile(r"[a-z]+:[a-z0-9][a-z0-9+.-]{0,79}")
_WORD: Final = re.compile(r"[a-z][a-z0-9-]{0,39}")
_HELD: Final = re.compile(
    r"(?P<role>[a-z0-9-]+)(?: of (?P<owner>\S+))? (?P<first>[\d-]+)/(?P<until>[\d-]+|\.\.)"
)
_EDTF: Final = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")

_LISTS: Final = frozenset(
    {"names", "contextual", "common", "adjectives", "people", "capitals", "government", "surnames", "domains"}
    | {"roles", "held"}
)
_CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "sort": get_args(OutletSort),
    "funding": get_args(Funding),
}
_CALLED: Final = frozenset({"id", "name", "names", "contextual", "domains"})
_FIELDS: Final[Mapping[str, frozenset[str]]] = {
    "role": frozenset({"id", "name", "names", "kind"}),
    "country": _CALLED | {"adjectives", "people", "capitals", "government", "leader"},
    "body": _CALLED | {"common", "kind", "party", "adjectives", "people", "roles"},
    "organisation": _CALLED | {"common", "part_of", "adjectives", "people", "capitals"},
    "person": frozenset({"id", "name", "names", "contextual", "surnames", "party", "held"}),
    "outlet": _CALLED | {"common", "sort", "country", "funding"},
}
_KINDS: Final[Mapping[str, tuple[str, ...]]] = {
    "role": ("office", "government", "military", "agency"),
    "body": ("government", "military", "agency", "group"),
}
TABLES: Final = tuple(_FIELDS)
WORDS: Final = ("plain", "shared_surnames", "titles", "place_speakers")


def read_file(path: str | Path) -> Table:
    """The tables of one TOML file, checked; each entry has an id.

    Raises WhenceError, naming the file and the entry, where it cannot be read or is of another shape.
    """
    path = Path(path)
    try:
        if path.stat().st_size > _LARGEST:
            raise WhenceError(f"{path}: larger than {_LARGEST >> 20} MB; split this file of actors")
        raw = tomli.loads(path.read_bytes().decode("utf-8"))
    except OSError as error:
        raise WhenceError(f"{path}: cannot read these actors: {error.strerror}") from error
    except (tomli.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise WhenceError(f"{path}: not a TOML file of actors: {error}") from error
    return check(raw, str(path))


def check(raw: Mapping[str, Any], path: str) -> Table:
    """The same tables with ids filled in and periods in office read; `path` is named in errors."""
    tables: Table = {}
    known_until = raw.get("known_until")
    if known_until is not None and type(known_until) is not date:
        raise WhenceError(f"{path}: known_until must be a day, as in 2025-06-30")
    for table, entries in raw.items():
        if table == "known_until":
            continue
        if table == "words":
            tables["words"] = [_words(entries, path)]
            continue
        if table not in _FIELDS:
            raise WhenceError(f"{path}: no such table: {table}; tables are {', '.join(TABLES)} and words")
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            raise WhenceError(f"{path}: {table} must be an array of tables: [[{table}]]")
        done = []
        for number, entry in enumerate(entries, 1):
            label = entry.get("id") or entry.get("name") or ""
            place = f"{path}: [[{table}]] number {number}" + (f" ({label!s:.60})" if label else "")
            done.append(_entry(table, entry, place, known_until))
        tables[table] = done
    return tables


def _words(entries: object, path: str) -> dict[str, Any]:
    if not isinstance(entries, dict):
        raise WhenceError(f"{path}: words must be a table: [words]")
    for key, value in entries.items():
        if key not in WORDS:
            raise WhenceError(f"{path}: [words] has no {key}; it has {', '.join(WORDS)}")
        _list(value, f"{path}: {key} of [words]")
    return entries


def _list(value: object, place: str) -> None:
    if not isinstance(value, list) or not all(isinstance(word, str) and word.strip() for word in value):
        raise WhenceError(f"{place} must be a list of texts that are not empty")
    for word in value:
        if len(word) > LONGEST:
            raise WhenceError(f"{place}: longer than {LONGEST} characters: {word[:40]}…")


def _entry(table: str, entry: Mapping[str, Any], place: str, known_until: date | None) -> dict[str, Any]:
    out = dict(entry)
    for key, value in entry.items():
        if key not in _FIELDS[table]:
            known = ", ".join(sorted(_FIELDS[table]))
            raise WhenceError(f"{place}: no such field: {key}; [[{table}]] has {known}")
        if key in _LISTS:
            _list(value, f"{place}: {key}")
        elif not isinstance(value, str) or not value.strip() or len(value) > LONGEST:
            raise WhenceError(f"{place}: {key} must be a text, not empty, of at most {LONGEST} characters")
        elif key in _CHOICES and value not in _CHOICES[key]:
            raise WhenceError(f"{place}: {key} is {value!r}; it must be one of {', '.join(_CHOICES[key])}")
    if "id" not in out:
        if table not in ("person", "outlet") or "name" not in out:
            raise WhenceError(
                f"{place}: needs an id" + (" or a name" if table in ("person", "outlet") else "")
            )
        out["id"] = f"{table}:{slug(out['name'])}"
    pattern = _WORD if table == "role" else _ID
    if not pattern.fullmatch(out["id"]):
        want = "a word" if table == "role" else f'a kind and a word, as in "{table}:example",'
        raise WhenceError(f"{place}: {out['id']!r} is no id; an id is {want} in small letters")
    prefix = out["id"].partition(":")[0]
    allowed = (table,) if table not in ("role", "body") else _KINDS[table]
    if table != "role" and prefix not in allowed:
        raise WhenceError(f"{place}: the id must begin with {' or '.join(f'{kind}:' for kind in allowed)}")
    if "kind" in out and out["kind"] not in _KINDS[table]:
        raise WhenceError(f"{place}: kind is {out['kind']!r}; it must be one of {', '.join(_KINDS[table])}")
    for name in out.get("held", ()):
        tenure_of(name, out.get("party", ""), known_until, place)
    if "held" in out and known_until is not None:
        ends = (known_until + timedelta(days=1)).isoformat()
        # What goes on is known up to that day only; what began later, and goes on, not at all.
        out["held"] = [
            name.removesuffix("..") + ends if name.endswith("/..") else name
            for name in out["held"]
            if not (name.endswith("/..") and name.rpartition(" ")[2][:10] >= ends)
        ]
    return out


def tenure_of(held: str, party: str, known_until: date | None, place: str) -> Tenure:
    """Reads "ROLE of OWNER FROM/TO"; raises WhenceError, naming `place`, where that cannot be done."""
    found = _HELD.fullmatch(held)
    if not found:
        raise WhenceError(
            f'{place}: cannot read {held[:80]!r} in held; write "ROLE FROM/TO" or "ROLE of OWNER FROM/TO", '
            'as in "president 2019-05-20/.."'
        )
    first = _day(found["first"], late=True, place=place)
    until = None if found["until"] == ".." else _day(found["until"], late=False, place=place)
    if until is None and known_until is not None:
        until = known_until + timedelta(days=1)
    elif until is not None and _day(found["first"], late=False, place=place) > until:
        raise WhenceError(f"{place}: {held[:80]!r} in held ends before it begins")
    return Tenure(found["role"], found["owner"] or party, first, until)


def _day(text: str, *, late: bool, place: str) -> date:
    """The first day of a day, month or year, or with `late` the first that is surely not before its end."""
    found = _EDTF.fullmatch(text)
    try:
        if not found:
            raise ValueError
        year, month, day = int(found[1]), found[2], found[3]
        if day:
            return date(year, int(month), int(day))
        if month:
            first = date(year, int(month), 1)
            return (first + timedelta(days=31)).replace(day=1) if late else first
        return date(year + late, 1, 1)
    except (ValueError, OverflowError):
        raise WhenceError(f"{place}: {text!r} is no date; write 2024, 2024-10 or 2024-10-23") from None


def slug(name: str) -> str:
    """A name as a word of an id: "volodymyr-zelensky"."""
    return re.sub(r"[^a-z0-9]+", "-", normal(name)).strip("-")[:79] or "unnamed"
