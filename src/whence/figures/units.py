"""Units behind a number: percentages, measures, durations."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

from whence.figures.lexicon import Phrases, by_first, table
from whence.figures.military import military_note as military_note
from whence.figures.numerals import Num
from whence.figures.pieces import Pieces
from whence.figures.quantity import Kind

_METRE: Final[tuple[Kind, str]] = ("measure", "metre")
_PLAIN: Final = frozenset({"bar", "bit", "mole", "gray", "tesla", "grain", "knot"})
"""Words with plainer senses, which count things where they are written out."""
_HYPHENS: Final = frozenset("-‑‐–")
_LONG: Final = frozenset(
    [
        "tall",
        "high",
        "long",
        "deep",
        "wide",
        "away",
        "thick",
        "across",
        "apart",
        "broad",
        "off",
        "up",
        "down",
        "north",
        "south",
        "east",
        "west",
        "from",
        "sprint",
        "race",
        "dash",
        "hurdles",
        "relay",
        "freestyle",
        "butterfly",
        "backstroke",
        "run",
        "swim",
    ]
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit and the pieces [start, end) that name it."""

    kind: Kind
    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Known:
    words: dict[str, tuple[Kind, str]]
    symbols: dict[str, tuple[Kind, str]]
    phrases: Phrases
    before: frozenset[str]
    after: frozenset[str]
    energy: frozenset[str]
    rates: frozenset[str]


def plurals(singular: str, irregular: dict[str, list[str]]) -> list[str]:
    """The forms of a unit's name in the plural."""
    if singular in irregular:
        return irregular[singular]
    return [singular + "s"]


@cache
def known() -> _Known:
    """The packaged units, by every form in which they are written."""
    data = table("units")
    words: dict[str, tuple[Kind, str]] = {}
    for group, kind in (("words", "measure"), ("durations", "duration")):
        for singular in data[group]:
            entry: tuple[Kind, str] = ("measure" if kind == "measure" else "duration", singular)
            for form in (singular, *plurals(singular, data["plurals"])):
                words[form] = entry
    durations = set(data["durations"])
    symbols: dict[str, tuple[Kind, str]] = {
        symbol: ("duration" if name in durations else "measure", name)
        for symbol, name in data["symbols"].items()
    }
    together = data["together"]
    # names that only symbols have: "mile per gallon", "brake horsepower", "centilitre"
    names = {name for _, name in symbols.values() if " " in name or name not in words}
    return _Known(
        words,
        symbols,
        by_first(sorted(names)),
        frozenset(together["before"]),
        frozenset(together["after"]),
        frozenset(together["energy"]),
        frozenset(together["rates"]),
    )


def unit_at(p: Pieces, j: int, number: Num | None = None) -> Unit | None:
    """The unit that begins at piece j, right behind a number; None where none does."""
    start = j
    if p.word(j) in _HYPHENS:
        if not p.glued[j]:
            return None
        j += 1
    if j >= p.size:
        return None
    percent = _percent(p, j)
    if percent:
        return percent
    found = _symbol(p, j, number) or _named(p, j) or _word(p, j)
    if found is None:
        return None
    if start != j and not p.glued[j]:  # "a four- year"
        return None
    return _rate(p, found)


def _percent(p: Pieces, j: int) -> Unit | None:
    low = p.low[j]
    end = 0
    if low in ("%", "percent", "percents", "pct", "pc", "﹪", "٪") and not (
        low == "pc" and not _glued_or_digit(p, j)
    ):
        end = j + 1
    elif low == "per" and p.word(j + 1) in ("cent", "cents"):
        end = j + 2
    elif low == "per" and p.word(j + 1) == "-" and p.word(j + 2) == "cent":
        end = j + 3
    elif low in ("percentage", "percent-point", "ppt", "pp"):
        k = j + 2 if p.word(j + 1) in _HYPHENS else j + 1
        if p.word(k) in ("point", "points"):
            return Unit("percentage", "percentage point", j, k + 1)
        if low in ("ppt", "pp") and p.glued[j]:
            return Unit("percentage", "percentage point", j, j + 1)
        return None
    elif low == "basis":
        k = j + 2 if p.word(j + 1) in _HYPHENS else j + 1
        return Unit("percentage", "basis point", j, k + 1) if p.word(k) in ("point", "points") else None
    elif low == "bps":
        return Unit("percentage", "basis point", j, j + 1)
    if not end:
        return None
    k = end + 1 if p.word(end) in _HYPHENS else end
    if p.word(k) in ("point", "points"):
        return Unit("percentage", "percentage point", j, k + 1)
    return Unit("percentage", "percent", j, end)


def _glued_or_digit(p: Pieces, j: int) -> bool:
    return p.glued[j]


def _symbol(p: Pieces, j: int, number: Num | None) -> Unit | None:
    if number is None or not number.digits:
        return None
    text = p.text[j]
    symbols = known().symbols
    if text in ("°", "º") and p.word(j + 1) in ("c", "f") and p.text[j + 1].isupper():
        return Unit("measure", symbols["°" + p.text[j + 1]][1], j, j + 2)
    # "km²" and "m2" come apart
    if j + 1 < p.size and p.glued[j + 1] and text + p.text[j + 1] in symbols:
        kind, name = symbols[text + p.text[j + 1]]
        return Unit(kind, name, j, j + 2)
    # "sq m", "sq km", "sq ft"
    if p.low[j] in ("sq", "sq.", "cu", "cu."):
        k = j + 2 if p.word(j + 1) == "." else j + 1
        base = symbols.get(p.text[k], _METRE if p.text[k] == "m" else None) if k < p.size else None
        if base:
            return Unit("measure", f"{'square' if p.low[j][0] == 's' else 'cubic'} {base[1]}", j, k + 1)
    over, slash, under = text.partition("/")
    if slash and over in symbols and (under in symbols or under in known().words):
        per = symbols.get(under) or known().words[under]
        return Unit("measure", f"{symbols[over][1]} per {per[1]}", j, j + 1)
    found = symbols.get(text)
    if found is None and not text.islower() and text.upper() == text and len(text) > 1:
        found = symbols.get(text.lower()) if text.lower() not in ("mw", "ms") else None
    if found is None:
        return None
    glued = p.glued[j]
    if len(text) == 1 and text.isalpha():
        if text in "m":
            return None
        if not glued and (text not in "mglLWVAFCKNJ" or not _ends(p, j)):
            return None
        if text in "shlg" and not glued:
            return None
        if text in "AK" and p.word(j + 1) == "-":
            return None
    elif text in ("mi", "min", "ms", "ha", "in.", "PS", "h", "hr") and not glued and not _ends(p, j):
        return None
    kind, name = found
    end = j + 1
    # km/h, Wh/kg
    if p.word(end) == "/" and end + 1 < p.size and p.glued[end]:
        under_it = symbols.get(p.text[end + 1]) or known().words.get(p.low[end + 1])
        if under_it:
            return Unit("measure", f"{name} per {under_it[1]}", j, end + 2)
    # lb-ft
    if p.word(end) in _HYPHENS and end + 1 < p.size and p.glued[end] and symbols.get(p.text[end + 1]):
        return Unit("measure", f"{name} {symbols[p.text[end + 1]][1]}", j, end + 2)
    return Unit(kind, name, j, end)


def _ends(p: Pieces, j: int) -> bool:
    """Whether no name begins behind a lone letter: "3 V" yes, "3 F Street" no."""
    after = p.text[j + 1] if j + 1 < p.size else ""
    return not (after[:1].isupper() and after[1:2].islower())


def metres(p: Pieces, j: int, number: Num) -> Unit | None:
    """As in "m" read as metres, where it is not millions."""
    if j >= p.size or p.text[j] != "m" or not number.digits:
        return None
    end = j + 1
    if p.word(end) in ("2", "3", "²", "³") and p.glued[end]:
        return Unit("measure", "square metre" if p.low[end] in "2²" else "cubic metre", j, end + 1)
    if p.word(end) == "/" and p.word(end + 1) == "s":
        return Unit("measure", "metre per second", j, end + 2)
    return Unit("measure", "metre", j, end)


def means_million(p: Pieces, j: int) -> bool:
    """Whether "m" at piece j, behind digits, is a million of what follows rather than metres."""
    after = p.word(j + 1)
    if after in _LONG or not after or not after[0].isalpha():
        return False
    if after in (
        "people",
        "more",
        "of",
        "men",
        "women",
        "children",
        "other",
        "others",
        "new",
        "fewer",
        "extra",
    ):
        return True
    tag = p.tag(j + 1)
    if tag in ("NNS", "NNPS"):
        return True
    if tag in ("JJ", "NN", "NNP", "VBG", "VBN") and p.tag(min(j + 2, p.size - 1)) in ("NNS", "NNPS"):
        return True
    return not tag and after.endswith("s") and not after.endswith("ss")


def _named(p: Pieces, j: int) -> Unit | None:
    """A unit that has its symbol's name, written out: "brake horsepower", "parts per million"."""
    for words in known().phrases.get(p.low[j], ()) or known().phrases.get(p.low[j].rstrip("s"), ()):
        if p.same(j + 1, words[1:]):
            return Unit("measure", " ".join(words), j, j + len(words))
    return None


def _word(p: Pieces, j: int) -> Unit | None:
    words = known().words
    low = p.low[j]
    if low in known().before:
        k = j + 2 if p.word(j + 1) in (*_HYPHENS, ".") else j + 1
        base = words.get(p.word(k))
        if base and base[0] == "measure":
            return Unit("measure", f"{low} {base[1]}", j, k + 1)
        if base and low == "light" and base[1] == "year":
            return Unit("measure", "light year", j, k + 1)
        return None
    found = words.get(low)
    if found is None:
        return None
    kind, name = found
    end = j + 1
    k = end + 1 if p.word(end) in _HYPHENS else end
    if name == "pound" and p.word(k) in ("feet", "foot"):
        return Unit("measure", "pound foot", j, k + 1)
    if name == "degree":
        return _degrees(p, j)
    if name in known().energy and words.get(p.word(end), ("", ""))[1] in ("hour", "metre", "meter"):
        return Unit("measure", f"{name} {words[p.low[end]][1]}", j, end + 1)
    k = end + 1 if p.word(end) in _HYPHENS else end
    if (name in ("foot",) and p.word(k) in ("pound", "pounds")) or (
        name == "pound" and p.word(k) in ("feet", "foot")
    ):
        return Unit("measure", f"{name} {p.low[k].rstrip('s')}", j, k + 1)
    if p.word(end) in _HYPHENS and name in known().energy and p.word(end + 1) in ("hour", "hours"):
        return Unit("measure", f"{name} hour", j, end + 2)
    if name in _PLAIN and p.low[j] != "knots":
        return None
    return Unit(kind, name, j, end)


def _degrees(p: Pieces, j: int) -> Unit:
    k = j + 1
    scale = p.word(k)
    if scale in ("celsius", "centigrade") or p.text[k : k + 1] == ["C"]:
        return Unit("measure", "degree Celsius", j, k + 1)
    if scale == "fahrenheit" or p.text[k : k + 1] == ["F"]:
        return Unit("measure", "degree Fahrenheit", j, k + 1)
    return Unit("measure", "degree", j, k)


def _rate(p: Pieces, unit: Unit) -> Unit:
    """With "per hour" or "an hour" behind a measure of length, energy or volume."""
    if unit.kind != "measure" or " per " in unit.name:
        return unit
    j = unit.end
    word = p.word(j)
    if word == "per" or (word in ("an", "a") and p.word(j + 1) in ("hour", "second")):
        per = known().words.get(p.word(j + 1))
        if per and per[1] in known().rates:
            return Unit("measure", f"{unit.name} per {per[1]}", unit.start, j + 2)
        if word == "per" and p.word(j + 1) in known().before:
            base = known().words.get(p.word(j + 2))
            if base:
                return Unit("measure", f"{unit.name} per {p.low[j + 1]} {base[1]}", unit.start, j + 3)
    return unit
