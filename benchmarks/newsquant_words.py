"""Quantities as NewsQuant writes them: its changes, its normal forms of units, its concepts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from benchmarks.newsquant_concepts import Concepts
from whence.figures.counted import Counted, counted
from whence.figures.grammar import Excluded, read_quantities
from whence.figures.quantity import Quantity

if TYPE_CHECKING:
    from whence.reader.syntax import Doc, Token

_MENDED: Final = ((re.compile(r"\bPS(?=\d)"), "£"), (re.compile(r"\bY=?(?=\d)"), "¥"))
"""Currency signs that the corpus's texts lost."""

_MONEY: Final = {
    "USD": "dollar",
    "EUR": "euro",
    "GBP": "pound sterling",
    "JPY": "japanese yen",
    "AUD": "australian dollar",
    "CAD": "canadian dollar",
    "HKD": "hong kong dollar",
    "NZD": "new zealand dollar",
    "SGD": "singapore dollar",
    "TWD": "new taiwan dollar",
    "CHF": "swiss franc",
    "DKK": "danish krone",
    "SEK": "swedish krona",
    "NOK": "norwegian krone",
    "ILS": "shekel",
    "MYR": "malaysian ringgit",
    "HRK": "croatian kuna",
    "INR": "indian rupee",
    "CNY": "chinese yuan",
    "KRW": "south korean won",
    "RUB": "russian ruble",
    "BRL": "brazilian real",
    "MXN": "mexican peso",
    "ZAR": "south african rand",
    "TRY": "turkish lira",
    "PLN": "polish zloty",
    "THB": "thai baht",
    "IDR": "indonesian rupiah",
    "PHP": "philippine peso",
    "PKR": "pakistani rupee",
    "NGN": "nigerian naira",
    "KES": "kenyan shilling",
    "HUF": "hungarian forint",
    "CZK": "czech koruna",
    "UAH": "ukrainian hryvnia",
    "VND": "vietnamese dong",
    "SAR": "saudi riyal",
    "BTC": "bitcoin",
    "AED": "united arab emirates dirham",
    "ARS": "argentine peso",
    "EGP": "egyptian pound",
    "penny": "penny",
}
_UNITS: Final = {
    "percent": "percentage",
    "pound": "pound-mass",
    "degree Celsius": "celsius",
    "degree Fahrenheit": "fahrenheit",
    "celsius": "celsius",
    "fahrenheit": "fahrenheit",
    "revolution per minute": "revolutions per minute",
    "rpm": "revolutions per minute",
    "pound foot": "pound-foot",
    "pound-foot": "foot pound-force",
    "metric horsepower": "horsepower",
    "milliampere hour": "milliampere-hour",
    "part per billion": "parts-per-billion",
    "part per million": "parts-per-million",
    "kilo": "kilogram",
    "amp": "ampere",
    "tonne": "tonne",
    "byte": "byte",
}
_SPELLINGS: Final = (("meter", "metre"), ("liter", "litre"), ("gramme", "gram"), ("sq ", "square "))
_RATES: Final = frozenset({
    "barrel", "share", "ounce", "month", "year", "day", "week", "hour", "minute", "second", "night", "head",
    "person", "gallon", "litre", "liter", "pound", "tonne", "ton", "gram", "kilogram", "kg", "bushel",
    "mmbtu", "mile", "annum", "unit", "square", "user", "customer", "capita", "household", "game", "acre",
})  # fmt: skip
_LEMMAS: Final = {"best": "good", "better": "good", "worst": "bad", "worse": "bad"}
_SUPERLATIVES: Final = frozenset({"most", "least"})
_NOUN_CHANGES: Final = frozenset({
    "increase", "rise", "jump", "surge", "gain", "hike", "boost", "growth", "rally", "spike", "improvement",
    "drop", "decline", "fall", "cut", "reduction", "plunge", "slump", "dip", "higher", "lower", "more",
    "less", "fewer", "above", "below", "premium", "discount", "decrease", "raise",
})  # fmt: skip
_VAGUE: Final = {
    "dozens": (12, 120),
    "hundreds": (100, 1000),
    "thousands": (1000, 10_000),
    "millions": (1e6, 1e7),
    "billions": (1e9, 1e10),
    "trillions": (1e12, 1e13),
}
_SCALES: Final = {"hundred": 100, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_TENS: Final = {"tens": 10, "hundreds": 100, "dozens": 12, "scores": 20}


@dataclass(frozen=True, slots=True)
class Item:
    """A quantity in NewsQuant's terms."""

    value: tuple[float, ...]
    unit: str
    change: str
    concept: tuple[str, ...]


def mended(text: str) -> str:
    """A sentence with the currency signs that the corpus's texts lost put back."""
    for pattern, sign in _MENDED:
        text = pattern.sub(sign, text)
    return text


def items(doc: Doc) -> list[Item]:
    """The quantities of a Doc in NewsQuant's terms."""
    found, excluded = read_quantities(doc)
    quantities = [q for q in found if _known(doc, q)]
    concepts = Concepts(doc, quantities)
    out: list[Item] = []
    skip = False
    for n, quantity in enumerate(quantities):
        if skip:
            skip = False
            continue
        value = _value(quantity)
        if not value:
            continue
        after = quantities[n + 1] if n + 1 < len(quantities) else None
        kept = quantity
        if after is not None and _from_to(doc, quantity, after):
            value = (_value(quantity)[0], _value(after)[0])
            kept = after if quantity.unit is None else quantity
            skip = True
        what = counted(doc, kept)
        change = _change(doc, quantity)
        if change == "=" and n and _conversion(doc, quantities[n - 1], quantity):
            change = _change(doc, quantities[n - 1]).replace("~", "=")
        concept = concepts.of(quantity, what)
        if n and out and _conversion(doc, quantities[n - 1], quantity):
            concept = out[-1].concept
        out.append(Item(value, _unit(doc, kept, what).lower(), change, concept))
    out += [_age(doc, some, concepts) for some in excluded if _is_age(doc, some)]
    return out


def _known(doc: Doc, quantity: Quantity) -> bool:
    """Whether NewsQuant has quantities of this kind: no ranks but "one of the best", no open amounts."""
    if quantity.kind == "rank":
        return quantity.low is None
    if quantity.kind == "duration" and quantity.unit_words is not None:
        # "a five-year award": an attribute, which the corpus leaves out
        a, b = quantity.number[1], quantity.unit_words[1]
        return not any(t.text in ("-", "–") for t in doc[a:b])
    if quantity.kind == "ratio":
        number = doc[quantity.words[0] : quantity.words[1]].text.lower()
        return "time" in number or ":" in number
    return True


def _value(quantity: Quantity) -> tuple[float, ...]:
    if quantity.kind == "rank":
        return (1.0,)
    if quantity.vague:
        return _vague(quantity.vague)
    if quantity.low is not None and quantity.high is not None and quantity.low != quantity.high:
        return (float(quantity.low), float(quantity.high))
    point = quantity.point
    return () if point is None else (float(point),)


def _vague(words: str) -> tuple[float, ...]:
    """NewsQuant's ranges run from the word's number to ten times it."""
    first, *rest = words.split()
    if first in _TENS and rest:
        scale = _SCALES.get(rest[-1].rstrip("s"), 0)
        low = _TENS[first] * scale
        return (low, low * 10) if low else ()
    low, high = _VAGUE.get(first, (0, 0))
    return (float(low), float(high)) if low and not rest else ()


def _from_to(doc: Doc, one: Quantity, two: Quantity) -> bool:
    """As in "from 208 pounds to 193" is one range there."""
    a, b = one.words[1], two.words[0]
    if one.point is None or two.point is None or (one.kind != two.kind and one.kind != "count"):
        return False
    if one.words[0] == 0 or doc[one.words[0] - 1].lower_ != "from" or doc[b - 1].lower_ != "to" or b - a > 9:
        return False
    return not any(
        (t.text in ",;.()" and t.text != ",") or t.tag_ in ("VBD", "VBZ", "VBP", "VB") for t in doc[a : b - 1]
    )


def _conversion(doc: Doc, one: Quantity, two: Quantity) -> bool:
    """As in "under 296 hp (224 kW)": the same amount in another unit, bound as the first is."""
    a, b = one.words[1], two.words[0]
    return b == a + 1 and doc[a].text in ("(", "/") and one.unit is not None and two.unit is not None


def _is_age(doc: Doc, some: Excluded) -> bool:
    words = doc[some.words[0] : some.words[1]].text.lower()
    return (
        some.reason == "age"
        and re.search(r"(year|month|week|day)s?[- ]old", words) is not None
        and re.match(r"[\d,.]+", words) is not None
    )


def _age(doc: Doc, some: Excluded, concepts: Concepts) -> Item:
    words = doc[some.words[0] : some.words[1]].text.lower()
    number = float(re.match(r"[\d,.]*\d", words).group().replace(",", ""))  # type: ignore[union-attr]
    for name, scale in _SCALES.items():
        if re.match(rf"[\d,.]+[ -]{name}", words):
            number *= scale
    unit = re.search(r"(year|month|week|day)", words)
    before = doc[max(0, some.words[0] - 2) : some.words[0]].text.lower()
    change = "~" if re.search(r"(about|around|roughly|nearly|almost|some|approximately)$", before) else "="
    return Item((number,), f"{unit.group() if unit else 'year'} of age", change, concepts.of_age(some.words))


def _change(doc: Doc, quantity: Quantity) -> str:
    if quantity.change and not _is_end(doc, quantity) and not _noun_change(doc, quantity):
        return quantity.change
    if quantity.vague or quantity.kind == "rank":
        return "="
    if quantity.low is None:
        return "<" if not _as_many(doc, quantity) else "="
    if quantity.high is None:
        return ">"
    before = doc[quantity.words[0] - 1].lower_ if quantity.words[0] else ""
    return "~" if quantity.approximate or before in ("averaged", "averaging", "averages") else "="


def _as_many(doc: Doc, quantity: Quantity) -> bool:
    return doc[quantity.words[0]].lower_ == "as"


def _is_end(doc: Doc, quantity: Quantity) -> bool:
    at = quantity.words[0] - 1
    while at > 0 and doc[at].lower_ in ("just", "only", "about", "around"):
        at -= 1
    before = doc[at].lower_ if at >= 0 else ""
    return (before in ("to", "at") and doc[quantity.words[0]].lower_ != "drop") or (
        quantity.low != quantity.high
        and before not in ("by", "up", "down", "dropped", "fell", "rose")
        and quantity.low is not None
        and quantity.high is not None
    )


def _noun_change(doc: Doc, quantity: Quantity) -> bool:
    for token in doc[quantity.words[1] : quantity.words[1] + 3]:
        if token.lower_ in _NOUN_CHANGES:
            return True
        if token.pos_ not in ("ADJ", "NOUN"):
            return False
    return False


def _unit(doc: Doc, quantity: Quantity, what: Counted | None) -> str:
    if quantity.kind == "ratio":
        return "count"
    if quantity.kind == "share":
        return "% " + (
            " ".join(_phrase(doc, what, lemmas=False)) if what is not None and _named(doc, what) else "-"
        )
    if quantity.unit is not None:
        unit = _written(doc, quantity)
        if quantity.kind == "money" or quantity.kind == "measure":
            unit += _rate(doc, quantity.words[1])
        return unit
    if what is None:
        return "-"
    what = _with_superlative(doc, quantity, what)
    return " ".join(_phrase(doc, what, lemmas=True)) + _rate(doc, what.head + 1)


def _with_superlative(doc: Doc, quantity: Quantity, what: Counted) -> Counted:
    """As in "one of the best screens": the adjective belongs to the unit there."""
    last = quantity.words[1] - 1
    if quantity.kind != "rank" or doc[last].tag_ not in ("JJS", "RBS"):
        return what
    return Counted(what.head, (last, *(i for i in what.words if i > last)), what.unit)


def _written(doc: Doc, quantity: Quantity) -> str:
    unit = quantity.unit or ""
    if quantity.kind == "money":
        word = doc[quantity.unit_words[1] - 1].text if quantity.unit_words else ""
        return "point" if unit == "penny" and re.search(r"\dp$|^p$", word) else _MONEY.get(unit, unit.lower())
    for spelling, theirs in _SPELLINGS:
        unit = (
            re.sub(rf"(?<![a-z]){spelling}|{spelling}\b", theirs, unit)
            if spelling.endswith(" ")
            else re.sub(rf"{spelling}(?= |$)", theirs, unit)
        )
    return _UNITS.get(unit, unit)


def _rate(doc: Doc, j: int) -> str:
    """As in "per barrel" and "a month" behind a unit."""
    while j + 1 < len(doc) and doc[j].text in ("-", "–"):
        j += 1
    if j + 3 < len(doc) and doc[j].lower_ == "a" and doc[j + 1].text == "-":  # barrel-a-day
        return " per " + doc[j + 2].lemma_.lower()
    if j + 1 >= len(doc) or doc[j].lower_ not in ("per", "a", "an", "/"):
        return ""
    word = doc[j + 1].lower_
    if j + 2 < len(doc) and doc[j + 2].lower_ in ("earlier", "ago", "later", "before"):
        return ""
    if (doc[j].lower_ != "per" and word not in _RATES) or doc[j + 1].pos_ == "VERB":
        return ""
    if word in ("square", "sq", "cubic") and j + 2 < len(doc):
        last = {"m": "metre", "ft": "foot", "feet": "foot", "km": "kilometre"}.get(
            doc[j + 2].lower_.rstrip("."), doc[j + 2].lemma_.lower()
        )
        return f" per {'square' if word == 'sq' else word} {last}"
    return " per " + {
        "mmbtu": "mega british thermal unit",
        "kg": "kilogram",
        "meter": "metre",
        "liter": "litre",
    }.get(word, doc[j + 1].lemma_.lower())


def _named(doc: Doc, what: Counted) -> bool:
    return doc[what.head].pos_ in ("NOUN", "PROPN")


def _phrase(doc: Doc, what: Counted, *, lemmas: bool) -> list[str]:
    """The noun and its modifiers as NewsQuant's units have them; words joined by hyphens are one there."""
    out: list[str] = []
    last = -1
    hyphen = False
    for i in what.words:
        token = doc[i]
        if token.text in ("-", "–"):
            hyphen = last == i - 1
            continue
        compound = i + 1 < len(doc) and doc[i + 1].text in ("-", "–")
        if i != what.head and not compound and _left_out(token):
            continue
        word = _lemma(token, last=i == what.head) if lemmas else token.text
        if hyphen:
            out[-1] += "-" + word
        else:
            out.append(word)
        last, hyphen = i, False
    return out


def _left_out(token: Token) -> bool:
    """Whether a modifier is no part of a unit there: "most", "recorded", and what says next to nothing."""
    return token.lower_ in _SUPERLATIVES or token.is_stop or token.tag_ in ("VBN", "VBG")


def _lemma(token: Token, *, last: bool) -> str:
    low = token.lower_
    if low in _LEMMAS:
        return _LEMMAS[low]
    if token.tag_ == "JJS" and low.endswith("est"):
        return token.lemma_.lower()
    if last:
        if low == "people" or (token.pos_ == "PROPN" and token.ent_type_ in ("PERSON", "ORG", "MISC")):
            return token.text if not (token.tag_ == "NNPS" and token.text.endswith("s")) else token.text[:-1]
        if token.pos_ == "PROPN":
            return token.text[:-1] if token.tag_ == "NNPS" and token.text.endswith("s") else token.text
        return (
            low[:-1]
            if token.tag_ == "NNS" and token.lemma_ == low and re.search(r"[^s]s$", low)
            else token.lemma_
        )
    return low if token.pos_ == "ADJ" else token.text
