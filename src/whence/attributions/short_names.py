"""By what short names people and firms go that a report names in full, and the titles before names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, Literal

from whence.attributions.rules import Rules

if TYPE_CHECKING:
    from whence.reader.syntax import Doc

Gender = Literal["he", "she"]
_Span = tuple[int, int, str]

TITLES: Final[dict[str, Gender]] = {
    "mr": "he", "mr.": "he", "sir": "he", "lord": "he", "king": "he", "prince": "he", "father": "he",
    "pope": "he", "spokesman": "he", "chairman": "he", "congressman": "he", "businessman": "he",
    "mrs": "she", "mrs.": "she", "ms": "she", "ms.": "she", "miss": "she", "lady": "she", "dame": "she",
    "queen": "she", "princess": "she", "mother": "she", "spokeswoman": "she", "chairwoman": "she",
    "congresswoman": "she",
}  # fmt: skip
HONORIFICS: Final = frozenset(
    {"mr", "mr.", "mrs", "mrs.", "ms", "ms.", "dr", "dr.", "sir", "sen.", "rep.", "gov.", "gen."}
    | {"prof", "prof.", "rev", "rev.", "lt.", "col.", "capt.", "maj.", "sgt", "sgt.", "adm.", "cllr", "hon."}
)
"""What stands before names and is no part of them."""
FIRMS: Final = frozenset(
    {"company", "firm", "manufacturer", "retailer", "airline", "charity", "bank", "miner"}
    | {"party", "movement", "startup", "start-up", "supermarket", "brewer", "lender", "insurer", "chain"}
    | {"militia", "developer"}
)
"""Nouns of bodies that stand right before their names: "the lender Ostbank"."""
_CALLED: Final = FIRMS - {"party", "movement", "bank"} | {"group", "conglomerate", "shipbuilder", "carrier"}
"""Those of them behind which a name that no reader of names saw is the body's: "the group Metinvest"."""
_PUT_BESIDE: Final = frozenset({"appos", "flat", "nmod:desc", "nmod:unmarked"})
_NAMES_TOO: Final = frozenset({"gold", "power", "co", "rail", "se", "sa", "ag", "mobile", "gas", "lines"})
"""Last words of firms' names that may be somebody's."""


def firm(doc: Doc, a: int, b: int, rules: Rules) -> bool:
    """Whether a name that is taken for somebody's ends as firms' names do: "Marlowe Brands"."""
    last = doc[b - 1].lower_.rstrip(".")
    return last in rules.firm_endings - _NAMES_TOO and doc[a].lower_ not in rules.first_names


def without_office(doc: Doc, span: _Span, rules: Rules) -> _Span:
    """The person at the end of a body's name that it was read into: "National Intelligence | Ann Poe"."""
    a, b, kind = span
    if kind != "ORG" or b - a < 3 or doc[b - 2].lower_ not in rules.first_names:
        return span
    body = doc[b - 3].lower_ in rules.type_heads and doc[b - 1].lower_ not in rules.type_heads
    names = doc[b - 1].text.istitle() and doc[b - 2].text.istitle()
    return (b - 2, b, "PERSON") if body and names else span


def first_words(doc: Doc, spans: Sequence[_Span], rules: Rules) -> frozenset[str]:
    """First words of firms' names, by which alone they are called too: "Halvorsen" of Halvorsen Foods."""
    full = [(a, b) for a, b, kind in spans if kind == "PERSON" and b - a > 1 and not firm(doc, a, b, rules)]
    people = {t.lower_ for a, b in full for t in doc[a:b]}
    people |= {doc[a].lower_ for a, _, kind in spans if kind == "PERSON" and a and _titled(doc, a - 1)}
    return frozenset(
        doc[a].lower_
        for a, b, kind in spans
        if kind in ("ORG", "PERSON")
        and b - a > 1
        and doc[b - 1].lower_.rstrip(".") in rules.firm_endings
        and doc[a].lower_ not in people
        and doc[a].lower_ not in rules.type_heads
        and doc[a].ent_type_ not in ("NORP", "PLACE")
    )


def _titled(doc: Doc, i: int) -> bool:
    return doc[i].lower_ in HONORIFICS or doc[i].lower_ in TITLES


def surnames(doc: Doc, spans: Sequence[_Span]) -> frozenset[str]:
    """Last words of people's full names, where no place or body of the report is called so."""
    others = {doc[i].lower_ for a, b, kind in spans if kind != "PERSON" and b - a > 1 for i in range(a, b)}
    places = {doc[a].lower_ for a, b, kind in spans if kind in ("PLACE", "NORP")}
    return frozenset(
        doc[b - 1].lower_
        for a, b, kind in spans
        if kind == "PERSON" and b - a > 1 and doc[b - 1].text.istitle() and len(doc[b - 1].text) > 2
    ) - (others | places)


def behind_noun(doc: Doc, at: int) -> bool:
    """Whether a name stands right behind the noun of a body: "the lender Ostbank"."""
    return at > 0 and doc[at - 1].tag_ == "NN" and doc[at - 1].lower_ in _CALLED


def named_by_noun(doc: Doc, spans: Sequence[_Span]) -> list[_Span]:
    """Bodies' names that the reader passed over, by the noun before them."""
    taken = {i for a, b, _ in spans for i in range(a, b)}
    out = []
    for name in doc:
        if name.tag_ != "NNP" or name.i in taken or name.ent_type_ or name.dep_ not in _PUT_BESIDE:
            continue
        if not name.text[:1].isupper() or not behind_noun(doc, name.i):
            continue
        end = name.i + 1
        while end < len(doc) and doc[end].tag_ == "NNP" and end not in taken and doc[end].head.i == name.i:
            end += 1
        out.append((name.i, end, "ORG"))
    return out


def missed(doc: Doc, spans: Sequence[_Span], last: frozenset[str], firms: frozenset[str]) -> list[_Span]:
    """Later mentions by one word that the reader of names passed over: "Sheikh said …"."""
    if not last and not firms:
        return []
    taken = {i for a, b, _ in spans for i in range(a, b)}
    out = []
    for t in doc:
        if t.tag_ != "NNP" or t.i in taken or t.ent_type_ or not t.text.istitle():
            continue
        if t.dep_ in ("compound", "flat", "amod") or (t.i + 1 < len(doc) and doc[t.i + 1].tag_ == "NNP"):
            continue
        if t.lower_ in last or t.lower_ in firms:
            out.append((t.i, t.i + 1, "PERSON" if t.lower_ in last else "ORG"))
    return out
