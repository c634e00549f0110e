"""Whether one authority vouches for two statements, or two do, or that is open."""

from __future__ import annotations

import re
from typing import Final

from whence.ledger.tracing.authorities import form, names_whole
from whence.ledger.tracing.statements import Spoken
from whence.ledger.tracing.text import WORD
from whence.reports.vocabulary import english

_STEM: Final = 4


def vouched_alike(one: Spoken, other: Spoken) -> float | None:
    """1 where one authority vouches for both, 0 where it is open, None where they are two."""
    a, b = one.word, other.word
    if a.actor and a.actor == b.actor:
        return 1.0
    if _of_one_field(one, other):
        # A ministry of health, and that of another country.
        if _of_others(one, other) or _of_others(other, one):
            return None
        plain = _TITLES | _OFFICES | _FIELDS
        if a.last - plain and b.last - plain:
            return 0.0
    if _other_firm(one, other) or _other_firm(other, one) or _namesakes(one, other):
        return None
    if (a.last & b.last) - _TITLES - _OFFICES or _in_sentence(one, other) or _in_sentence(other, one):
        return 1.0
    if (a.tokens & b.tokens) - _TITLES - _OFFICES:
        return 0.8
    if a.key is not None and a.key == b.key:
        return 1.0
    if _whole_of_others(one, other) or _whole_of_others(other, one):
        return None
    if a.offices & b.tokens or b.offices & a.tokens:
        return 0.8
    if (b.reach in _OPEN and len(a.tokens & b.around) > 1) or (
        a.reach in _OPEN and len(b.tokens & a.around) > 1
    ):
        return 0.8
    if a.party and b.party and a.party != b.party:
        return None
    if a.reach == b.reach == "none" and speaker(one) & speaker(other):
        return 0.8
    if (a.pronoun or b.pronoun) and a.tokens & b.tokens:
        return 0.8
    if a.cited & (b.tokens | b.cited) or b.cited & a.tokens:
        return 0.8
    if _one_firm(one, other):
        return _OF_FIRM
    return 0.0 if _vague(one, other) or _vague(other, one) else None


_OF_FIRM: Final = 0.4
"""How well "the company" and "it" agree, of one place."""
_OPEN: Final = ("nobody", "none")
_TITLES: Final = frozenset(
    map(
        form,
        ("president", "minister", "general", "officer", "official", "governor", "spokesman", "spokeswoman",
         "head", "chief", "director", "leader", "commander", "colonel", "major", "admiral"),
    )
)  # fmt: skip
_OFFICES: Final = frozenset(
    map(
        form,
        (
            "office", "ministry", "agency", "service", "department", "committee", "commission", "council",
            "board", "bureau", "institute", "union", "league", "party", "company", "organisation", "national",
            "state", "united", "joint", "central", "government", "authorities",
        ),
    )
)  # fmt: skip
"""Words of bodies' names that do not tell one from another."""


_FIELDS: Final = frozenset(
    map(
        form,
        ("health", "defence", "defense", "interior", "finance", "foreign", "justice", "transport", "energy",
         "education", "agriculture", "economy", "trade", "labour", "environment", "coast", "border", "guard",
         "air", "force", "navy", "army", "police", "military", "intelligence", "general", "staff",
         "spokesperson", "spokesman", "statistic", "prosecutor", "central", "fire", "rescue"),
    )
)  # fmt: skip
"""Words of offices that every country has."""


def _of_one_field(one: Spoken, other: Spoken) -> bool:
    """Whether two authorities have nothing but their field in common, and one has a name besides."""
    a, b = one.word, other.word
    plain = _TITLES | _OFFICES | _FIELDS
    first, second = a.last - plain, b.last - plain
    if not a.tokens & b.tokens & _FIELDS and not (a.last & b.around | b.last & a.around) & _FIELDS:
        return False
    if (a.tokens & b.tokens) - plain or (first & b.around) or (second & (a.tokens | a.cited)):
        return False
    return bool(first or second)


def speaker(telling: Spoken) -> frozenset[str]:
    """Who says it by the plain words right before "said", where the reader found nobody: "the police put"."""
    found = frozenset(
        form(word) for m in _SPEAKER.finditer(telling.text) for word in WORD.findall(m[1]) if len(word) > 2
    )
    return found - _TITLES - _OFFICES - {form("the")}


_SPEAKER: Final = re.compile(
    r"((?:[Tt]he\s+(?=[a-z]))?(?:[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+){0,3}|police|mayor|governor|hospital|union"
    r"|company|prosecutors?|organisers?|rescuers|doctors|inspectors))(?:,[^,.;]{3,60})?,?\s+"
    r"(?:said|says|say|told|put|puts|estimated|estimates|reported|announced|counted|counts|spoke|speaks)\b"
)


_HAS: Final = re.compile(r"([A-Z][\w-]+) (?:has|have|had)\b")


def _of_others(one: Spoken, other: Spoken) -> bool:
    """Whether a sentence names a country of which the other report says nothing."""
    unknown = one.names - other.page.topic
    if not unknown or one.names & other.names:
        return False
    text = one.page.sentences.text[:20_000]
    first = _HAS.match(one.text)
    return (first is not None and first[1].lower() in unknown) or any(
        names_whole(name.capitalize(), text) for name in sorted(unknown)
    )


def _whole_of_others(one: Spoken, other: Spoken) -> bool:
    """Whether a whole vouches ("Quenda's government") whose name the other report does not have at all."""
    word = one.word
    if word.reach != "whole" or word.party is not None or not word.name:
        return False
    named = [
        re.sub(r"[’']s?$", "", part).lower() for part in WORD.findall(word.name) if part[0].isupper()
    ]  # fmt: skip
    return bool(named) and not any(
        part[:_STEM] == known[:_STEM] for part in named for known in other.page.topic
    )


def _in_sentence(one: Spoken, other: Spoken) -> bool:
    """Whether the sentence of one statement names the authority of the other.

    Where the other has an authority of its own, what is said names nobody who says it: of nurses, says the
    doctors' chamber.
    """
    named, where = one.word, other.word
    least = 2 if not where.cue else min(2, len(named.last))
    around = where.around
    if where.cue and named.reach == where.reach == "body" and not named.last & where.tokens:
        around = around - frozenset(form(word) for word in WORD.findall(other.stated)) | where.tokens
    return bool(named.last) and len(named.last & around) >= least


def _one_firm(one: Spoken, other: Spoken) -> bool:
    """Whether "the company" and "it" vouch for what both say of two names that both have."""
    reaches = {one.word.reach, other.word.reach}
    it = all(spoken.word.reach == "company" or spoken.word.pronoun for spoken in (one, other))
    return "company" in reaches and it and len(one.names & other.names) > 1


def _namesakes(one: Spoken, other: Spoken) -> bool:
    """Whether two have all of their names in common but the first, which either report has alone: Harsk
    Minerals and Tolm Minerals; the power company and the telephone company.
    """
    first, second = (_proper(spoken.word.name or "") for spoken in (one, other))
    if min(len(first), len(second)) < _FULL_NAME or first[-1] != second[-1] or first[0] == second[0]:
        return False
    named = all(words[0][:1].isupper() for words in (first, second))
    if named:
        unlike = [re.sub(r"[’']s?$", "", words[0]).lower() for words in (first, second)]
        return unlike[0] not in other.page.topic and unlike[1] not in one.page.topic
    plain = all(word.islower() for word in (*first, *second))
    told = (one.page.sentences.text.lower(), other.page.sentences.text.lower())
    return plain and first[-1] in _KINDS and first[-2] not in told[1] and second[-2] not in told[0]


def _proper(name: str) -> list[str]:
    """The words of a name from the first on that is no common word: "mining company Harsk Minerals"."""
    words = name.split()
    at = next(
        (
            i
            for i, word in enumerate(words)
            if word[:1].isupper() and not english().common(word.lower(), _KNOWN)
        ),
        0,
    )
    return words[at:]


_FULL_NAME: Final = 2
_KNOWN: Final = 8_000
_KINDS: Final = frozenset(
    ("company", "union", "association", "league", "guild", "federation", "chamber", "ministry", "office",
     "board", "service", "institute", "court", "agency", "society")
)  # fmt: skip


def _other_firm(one: Spoken, other: Spoken) -> bool:
    """Whether a firm vouches of whose name the other report knows nothing but what it shares with many."""
    word = one.word
    if word.reach != "named" or word.kind == "person" or not word.name or word.actor is not None:
        return False
    first, *rest = WORD.findall(word.name)
    if not any(form(part) in _TRADES for part in rest) or form(first) in _TRADES:
        return False
    return re.sub(r"[’']s?$", "", first).lower() not in other.page.topic


_TRADES: Final = frozenset(
    map(
        form,
        ("steel", "motors", "bank", "airlines", "airways", "hydro", "energy", "metals", "group", "holdings",
         "mining", "mines", "shipping", "line", "foods", "insurance", "telecom", "power", "oil", "gas",
         "media", "pharma", "chemicals", "works", "brothers", "sons", "partners", "industries", "systems",
         "rail", "railways", "logistics", "foundry", "textiles", "cement", "timber", "water", "electric",
         "petroleum"),
    )
)  # fmt: skip
"""Words of firms' names that tell their trade, and not one from another."""


def _vague(one: Spoken, other: Spoken) -> bool:
    """Whether the first names nobody in particular, or a whole to which the second's authority may belong."""
    word = one.word
    return (
        word.reach in (*_OPEN, "whole", "company")
        or word.pronoun
        or names_whole(word.name or "", other.page.sentences.text[:20_000])
    )
