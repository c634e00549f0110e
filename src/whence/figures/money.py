"""Currencies beside a number, as ISO 4217 codes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from whence.figures.lexicon import table
from whence.figures.pieces import Pieces
from whence.figures.quantity import Number

_BEHIND_PENCE: Final = frozenset(("", ",", ".", ")", "at", "to", "a", "per", "from", "and", "in"))
_HYPHENS: Final = frozenset("-‑‐–")
_WEIGHT: Final = frozenset(
    [
        "weigh",
        "weighs",
        "weighed",
        "weighing",
        "weight",
        "heavy",
        "heavier",
        "bomb",
        "bombs",
        "warhead",
        "warheads",
        "explosive",
        "explosives",
        "kg",
        "kilogram",
        "kilograms",
        "kilos",
        "lb",
        "lbs",
        "lighter",
        "body",
        "fat",
        "muscle",
        "meat",
        "cocaine",
        "heroin",
        "fish",
        "thrust",
    ]
)


@dataclass(frozen=True, slots=True)
class Money:
    """A currency over pieces [start, end)."""

    code: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Known:
    signs: dict[str, str]
    codes: frozenset[str]
    names: dict[str, str]
    """Singular by every form."""
    defaults: dict[str, str]
    shared: dict[str, dict[str, str]]
    parts: dict[str, str]


@cache
def known() -> _Known:
    """The packaged currencies."""
    data: dict[str, Any] = table("currencies")
    singulars = [*data["names"], *data["shared"], *data["parts"]]
    names = {}
    for name in singulars:
        names[name] = name
        for form in data["plurals"].get(name, [name + "s"]):
            names[form] = name
    names["pence"] = "penny"
    return _Known(
        data["signs"], frozenset(data["codes"]["known"]), names, data["names"], data["shared"], data["parts"]
    )


def sign_at(p: Pieces, i: int) -> Money | None:
    """The currency sign or code that begins at piece i, before a number."""
    text = p.text[i] if i < p.size else ""
    if not 0 < len(text) <= 4 or text[0].isdigit():
        return None
    signs = known().signs
    if text in signs or text.rstrip(".") in signs:
        code = signs.get(text) or signs[text.rstrip(".")]
        if text[0].isalpha() and not p.word(i + 1)[:1].isdigit() and p.word(i + 1) not in ("$",):
            return None
        end = i + 1
        if text == "$" and p.word(end) in ("us", "u.s."):  # $ US 5
            return Money("USD", i, end + 1)
        # "S" and "$" come apart in some texts: US $58
        return Money(code, i, end)
    if text in known().codes and _number_follows(p, i + 1):
        return Money(text, i, i + 1)
    if text in ("US", "U.S.", "C", "A", "HK", "NZ", "R", "S", "NT", "AU", "CA") and p.word(i + 1) == "$":
        apart = signs.get(text.replace(".", "") + "$")
        return Money(apart, i, i + 2) if apart else None
    return None


def _number_follows(p: Pieces, j: int) -> bool:
    return p.word(j)[:1].isdigit()


def name_at(p: Pieces, j: int, value: Number = 0) -> Money | None:
    """The name, code or sign of a currency that begins at piece j, behind a number."""
    start = j
    if p.word(j) in _HYPHENS and p.glued[j] and j + 1 < p.size and p.glued[j + 1]:
        j += 1
    if j >= p.size:
        return None
    text = p.text[j]
    if text in known().codes:
        return Money(text, j, j + 1)
    if text in ("€", "£", "₽", "₴", "₪", "zł", "Kč", "kn", "Ft", "₸", "₾", "฿", "₫", "$"):
        if text == "$" and (p.word(j + 1)[:1].isdigit() or not p.glued[j]):
            return None
        if p.word(j + 1)[:1].isdigit() and p.glued[j + 1]:
            return None
        return Money(known().signs[text], j, j + 1)
    if text in ("p", "c") and (
        p.glued[j] or (text == "p" and p.low[j - 1][:1].isdigit() and p.word(j + 1) in _BEHIND_PENCE)
    ):
        return Money("penny" if text == "p" else "cent", j, j + 1) if not _letter_name(p, j) else None
    # "billion Syrian pounds", "US dollars", "Hong Kong dollars"
    adjective = ""
    k = j
    if p.word(k) in ("hong", "new", "sri", "south", "cfa", "saudi", "costa") and known().names.get(
        p.word(k + 2)
    ):
        adjective, k = p.low[k + 1] if p.low[k] != "cfa" else "cfa", k + 2
    elif p.word(k) not in known().names and known().names.get(p.word(k + 1)) and _is_country(p, k):
        adjective, k = p.low[k], k + 1
    elif p.word(k) in ("united",) and p.word(k + 1) == "states" and known().names.get(p.word(k + 2)):
        adjective, k = "us", k + 2
    name = known().names.get(p.word(k))
    if name is None or (start != j and k != j):
        return None
    if p.word(k) in (
        "real",
        "sol",
        "dong",
        "won",
        "rand",
        "dram",
        "lev",
        "crown",
        "crowns",
        "sen",
        "pound",
        "pounds",
    ) and not _is_money(p, k, name, value):
        return None
    if name in known().parts:
        return Money(known().parts[name], j, k + 1)
    return Money(_code(p, k, name, adjective), j, k + 1)


def _letter_name(p: Pieces, j: int) -> bool:
    return p.word(j + 1) in ("-", ".", "m") and p.word(j + 2) in ("m", ".m")


def _is_country(p: Pieces, k: int) -> bool:
    shared = known().shared
    name = known().names.get(p.word(k + 1), "")
    if p.low[k] in shared.get(name, ()):
        return True
    return p.text[k][:1].isupper() and p.tag(k) in ("JJ", "NNP", "")


def _is_money(p: Pieces, k: int, name: str, value: Number) -> bool:
    """Whether a name with another sense is money here."""
    if name == "won":
        return value >= 10 and (
            p.tag(k) not in ("VBD", "VBN")
            or (value >= 100 and p.word(k + 1) in ("a", "per", ",", ".", ")", "(", ""))
        )
    if name == "pound":
        if p.word(k + 1) in _HYPHENS and p.word(k + 2) in ("foot", "feet"):
            return False
        if p.word(k - 1) in _HYPHENS and p.word(k + 1) not in (
            "fine",
            "house",
            "note",
            "prize",
            "fund",
            "deal",
            "bonus",
        ):
            return value >= 10_000
        around = p.low[max(0, k - 8) : k + 8]
        if any(word in _WEIGHT for word in around):
            return any(word in ("cost", "costs", "paid", "worth", "price") for word in around)
        return (
            value >= 1000
            or any(
                word
                in (
                    "cost",
                    "costs",
                    "paid",
                    "pay",
                    "pays",
                    "worth",
                    "price",
                    "fine",
                    "fined",
                    "debt",
                    "owed",
                    "spend",
                    "spent",
                    "buy",
                    "earn",
                    "fund",
                    "tax",
                    "charge",
                    "fee",
                    "£",
                    "sterling",
                )
                for word in around
            )
            or any(word in known().shared["pound"] for word in p.low[k - 1 : k])
        )
    if name == "real":
        return p.low[k] == "reais" or (value >= 1 and p.tag(k) in ("NN", "NNS"))
    if name == "sen":
        return p.text[k] == "sen"
    return p.tag(k) not in ("JJ", "VBD", "VBN")


def _code(p: Pieces, k: int, name: str, adjective: str) -> str:
    shared = known().shared.get(name, {})
    if adjective in shared:
        return shared[adjective]
    default = known().defaults.get(name)
    if default and name not in ("dollar", "pound", "rupee", "lira", "krone", "won", "yen", "yuan"):
        return default
    if shared and (default is None or name in ("pound", "rupee")):
        # The report named the currency in full before, or the country whose it is.
        named = ""
        for i in range(max(0, k - 400), k):
            if p.low[i] in shared and (default is None or known().names.get(p.word(i + 1)) == name):
                named = shared[p.low[i]]
        if named:
            return named
    return default or name
