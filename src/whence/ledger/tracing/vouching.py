"""On whose word a retelling is: the origin's, a wider one, nobody's, or without whom the origin cites."""

from __future__ import annotations

import re
from typing import Final

from whence.ledger.tracing.authorities import (
    IMPERSONAL,
    by_form,
    form,
    has_cue,
    is_country,
    names_whole,
)
from whence.ledger.tracing.lexicon import Lexicon
from whence.ledger.tracing.statements import Spoken
from whence.ledger.tracing.text import WORD

Change = tuple[str, str]
"""On whose word it is at first, and in the retelling."""

_WEAK: Final = frozenset(
    map(form, ("minister", "president", "general", "governor", "official", "spokesman", "chief"))
)
_WHOLE: Final = frozenset(
    map(form, ("government", "country", "state", "nation", "company", "official", "authority"))
)
_PUBLIC: Final = frozenset(
    map(
        form,
        ("office", "ministry", "agency", "police", "prosecutor", "authority", "court", "regulator",
         "commission", "union", "council", "department", "inspectorate"),
    )
)  # fmt: skip
"""Bodies that a firm's own people do not make up."""
_BODIES: Final = frozenset({"country", "government", "military", "agency"})
_WIDE: Final = ("none", "nobody", "whole", "company")
_SPOKEN: Final = re.compile(
    r"\b(?:he|she|they) (?:said|says|say|told|added|wrote)\b|\baccount\b"
    r"|\b(?:it|he|she|they) (?:also )?(?:counts?|counted|puts?|reckons?|reports?|adds|gives|gave"
    r"|speaks|spoke)\b"
)


def changed_word(origin: Spoken, later: Spoken, lexicon: Lexicon) -> Change | None:
    """How a retelling rests on somebody else's word; None where it does not, or that is not sure."""
    a, b = origin.word, later.word
    if (unvoiced := _unvoiced(origin, later, lexicon)) is not None:
        return unvoiced
    before = a.name or "nobody named"
    after = b.name or "nobody named"
    wide_name = b.reach == "named" and names_whole(b.name or "", origin.page.sentences.text[:20_000])
    wide_name = wide_name or _whose_officer(origin, b.name or "")
    wide = b.reach in _WIDE or wide_name
    if b.reach == "whole" and b.last & _SHE:
        # A country is no "she": who is meant is not known.
        return None
    if (unnamed := _unnamed(origin, later)) is not None:
        return unnamed
    if (a.tellers - _WEAK - a.last) & (b.last | b.tokens) and (left := _dropped(origin, later)):
        # Whoever cited another is left, and the other is not.
        return left
    if (cited := _cited_body(origin, later)) is not None:
        return cited
    if (a.key is not None and a.key == b.key) or (a.actor is not None and a.actor == b.actor):
        return _dropped(origin, later) or _other_teller(origin, later)
    if a.reach == "none" and not a.tokens:
        # By the sentence alone it is known that somebody said so, and not surely who.
        known = {w for w in b.tokens | b.last if w in a.around}
        return None if known or b.reach != "whole" else (before, after)
    if a.reach == "nobody" and b.reach in ("none", "nobody") and (house := _house(origin, later)):
        return house, after
    if a.reach == "nobody":
        return _widened(origin, later) or _dropped(origin, later) or _left_out(origin, later, lexicon)
    named = (a.tokens | a.last) - _WEAK
    if b.reach == "none" and not b.cue and not b.pronoun:
        # Whoever is also spoken of is no authority yet: "inspectors of the League", whose office said so.
        named -= frozenset(form(word) for word in WORD.findall(origin.stated))
    if not wide:
        return _dropped(origin, later) or _another(origin, later)
    if a.reach in _WIDE and not named - _WHOLE:
        return _widened(origin, later)
    if b.reach == "company" and (a.officer or a.reach == "company" or _firm(origin, lexicon)):
        return None
    if b.reach != "whole" and not wide_name and (named & b.around or named & b.tokens - _WHOLE):
        return _dropped(origin, later)
    if b.reach == "whole" and _same_office(a.tokens, b.name or ""):
        return _dropped(origin, later)
    if b.pronoun and b.reach != "whole" and _SPOKEN.search(later.text.lower()):
        return None
    return before, after


def _cited_body(origin: Spoken, later: Spoken) -> Change | None:
    """A body that the origin's speaker cites, and that a retelling on the speaker's word leaves out."""
    a, b = origin.word, later.word
    if a.reach != "body" or not a.name or not a.teller or not a.tellers & b.last or b.reach != "named":
        return None
    if not re.search(rf"\b(?:citing|quoting|referring to) (?:the )?{re.escape(a.name)}\b", origin.text):
        return None
    around = later.page.sentences.paragraph(later.sentence).lower()
    return None if a.name.lower().split()[-1] in around else (f"{a.teller}, citing {a.name}", b.name or "")


_SHE: Final = frozenset({form("he"), form("she")})


def _unnamed(origin: Spoken, later: Spoken) -> Change | None:
    """Whoever says it by name, of whom a retelling has nobody, or a group of such: an observer mission of the
    League and "international observers"; the body that he speaks for, of which it tells, is no authority.
    """
    a, b = origin.word, later.word
    if a.reach != "named" or not a.name or a.pronoun or b.pronoun:
        return None
    # "Ilvaria's electoral commission" has no name of its own.
    proper = [
        word
        for word in WORD.findall(a.name)
        if word[0].isupper() and not is_country(word) and word[-2:] not in ("'s", "’s", "s'")
    ]
    told = later.page.sentences.text
    if not proper or any(re.search(rf"\b{re.escape(word)}\b", told) for word in proper):
        return None
    if b.reach == "nobody" and b.name and not b.outlets and a.kind != "person":
        return a.name, b.name
    if b.reach == "none" and not b.cue and not b.name and a.kind == "person" and len(proper) > 1:
        return a.name, "nobody named"
    return None


def _whose_officer(origin: Spoken, name: str) -> bool:
    """Whether a body is one of those whose minister or commissioner the first was: "the League"."""
    last = name.split()[-1] if name else ""
    if len(last) < 3 or not last[0].isupper():
        return False
    return re.search(rf"\b{re.escape(last)}[’']s? (?:\w+ ){{0,2}}?{_PORTFOLIO}", origin.text) is not None


_PORTFOLIO: Final = r"(?:commissioner|minister|secretary|envoy|ambassador|adviser|advisor)\b"


def _same_office(tokens: frozenset[str], name: str) -> bool:
    """Whether a whole is one of those whose spokesman the first was: "the government", not a country."""
    return name[:1].islower() and form(name.split()[-1]) in tokens


def _house(origin: Spoken, later: Spoken) -> str | None:
    """The house whose unnamed people said so ("analysts at Bank Ostrel"), where a retelling with words of
    saying has neither them nor it.
    """
    a, b = origin.word, later.word
    if not b.cue or (b.pronoun and not IMPERSONAL.search(later.text.lower())) or not a.name:
        return None
    around = later.page.sentences.paragraph(later.sentence).lower()
    names = [word for word in WORD.findall(a.name) if word[0].isupper() and not is_country(word)]
    if not names or names[0] == a.name.split()[0]:
        return None
    known = any(word.lower() in around for word in WORD.findall(a.name) if len(word) > 3)
    return None if known or a.last & b.around else a.name


def _firm(origin: Spoken, lexicon: Lexicon) -> bool:
    return bool(set(origin.text.lower().split()) & lexicon.company) or origin.word.officer


def _widened(origin: Spoken, later: Spoken) -> Change | None:
    """Unnamed officials who became a country, its government or one of its bodies."""
    a, b = origin.word, later.word
    if not a.name or not b.name or not (a.anonymous or a.last) or a.key == b.key or (a.cited & b.last):
        return None
    body = (b.actor or "").partition(":")[0] in _BODIES and not b.anonymous and a.party == b.party
    whole = b.reach == "whole" or names_whole(b.name, origin.page.sentences.text[:20_000])
    return (a.name, b.name) if whole or body else None


def _unvoiced(origin: Spoken, later: Spoken, lexicon: Lexicon) -> Change | None:
    """Who told what others demand, plan or do ("The gunmen demand …, an elder, Hamdo Reis, said"), where the
    retelling has it in its own voice.
    """
    if has_cue(later.text, lexicon) or later.word.pronoun or not origin.word.cue:
        return None
    speaker = next(iter(by_form(origin.text)), None)
    if speaker is None:
        return None
    named = frozenset(form(word) for word in WORD.findall(speaker["name"]))
    around = frozenset(form(word) for word in WORD.findall(later.page.sentences.paragraph(later.sentence)))
    if named & (origin.word.outlets | origin.word.tokens | later.word.tokens | around):
        return None
    return speaker["name"], "nobody named"


def _left_out(origin: Spoken, later: Spoken, lexicon: Lexicon) -> Change | None:
    """Unnamed people of one calling (dam engineers, doctors) of whom a retelling has nobody any more."""
    a, b = origin.word, later.word
    if b.reach != "none" or b.name or _SAYS.search(later.text) or not a.name:
        return None
    noun = a.name.split(",")[0].split()[-1].lower()
    if noun in lexicon.nobody | lexicon.groups or len(noun) < 4 or not noun.isalpha():
        return None
    around = frozenset(form(word) for word in WORD.findall(later.page.sentences.paragraph(later.sentence)))
    return None if a.last & around and form(noun) in around else (a.name, "nobody named")


def _another(origin: Spoken, later: Spoken) -> Change | None:
    """Another speaker, who is put for the origin's: neither report has the other's in its statement."""
    a, b = origin.word, later.word
    public = b.reach == "body" and bool(b.last & _PUBLIC)
    if not ({a.reach, b.reach} <= {"named", "body"} or (a.reach == "company" and public)):
        return None
    if a.pronoun or b.pronoun:
        return None
    first, second = ((w.tokens | w.last | w.cited) - _WEAK for w in (a, b))
    if not first or not second or first & (second | b.around) or second & a.around:
        return None
    around = later.page.sentences.paragraph(later.sentence).lower()
    if any(token in around for token in a.last - _WEAK if len(token) > 3):
        return None
    return a.name or "somebody else", b.name or "somebody else"


def _other_teller(origin: Spoken, later: Spoken) -> Change | None:
    """Another who tells what one authority says, plans or shows: the pictures of a research group that are
    now a government's, or what robbers demand, by a negotiator and then by the police.
    """
    a, b = origin.word, later.word
    first, second = a.tellers - _WEAK - a.last, b.tellers - _WEAK - b.last
    if not a.teller or not b.teller or not first or not b.tellers or b.pronoun or a.pronoun:
        return None
    around = frozenset(form(word) for word in WORD.findall(later.page.sentences.paragraph(later.sentence)))
    there = frozenset(form(word) for word in WORD.findall(origin.page.sentences.paragraph(origin.sentence)))
    if first & (b.tokens | around) or second & (a.tokens | there):
        return None
    return a.teller, b.teller


_SAYS: Final = re.compile(
    r"\b(?:said|says|say|told|according|saying|announced|wrote|warned|added"
    r"|believes?|estimates?|think|reported|reports?|quoted|quoting|cited|citing|spoke|spoken|gave|put)\b",
    re.IGNORECASE,
)


def _dropped(origin: Spoken, later: Spoken) -> Change | None:
    """A source whom the origin cites for it, and whom the retelling leaves out."""
    cited = origin.word.cited - _WEAK
    if not cited:
        return None
    around = later.page.sentences.paragraph(later.sentence).lower()
    there = later.word.around | later.word.tokens | later.word.cited
    if cited & there or any(token in around for token in cited if len(token) > 3):
        return None
    before = ", citing ".join(one for one in (origin.word.name, origin.word.source or "another") if one)
    return before, later.word.name or "nobody named"
