"""Where names stand in a text: as the reader found them, put right by what is known and by what is beside."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from whence.actors import packaged_actors
from whence.attributions.drafts import Range
from whence.attributions.pronouns import NO_PRONOUNS, PRONOUNS
from whence.attributions.rules import Rules

if TYPE_CHECKING:
    from whence.reader.syntax import Doc, Span, Token

ACRONYM: Final = re.compile(r"[A-Z][A-Z.&/-]{1,11}")
_LINKS: Final = frozenset({"of", "the", "for", "and", "against", "in"})
_SMALL: Final = frozenset({"of", "the", "for", "and", "on", "in", "de", "&"})
_OFFICES: Final = frozenset(
    {"ministry", "department", "centre", "center", "office", "institute", "committee", "agency", "commission"}
    | {"council", "directorate", "bureau", "organisation", "organization", "association", "federation"}
)
POSSESSIVE: Final = frozenset({"'s", "’s", "'", "’"})


def _defined(doc: Doc) -> list[Range]:
    """Long names that the report abbreviates in brackets: "Joint Chiefs of Staff (JCS)"."""
    out = []
    for i in range(2, len(doc) - 2):
        if doc[i].text != "(" or doc[i + 2].text != ")" or not ACRONYM.fullmatch(doc[i + 1].text):
            continue
        for size in range(2, min(10, i) + 1):
            words = doc[i - size : i]
            if words[0].text[:1].isupper() and abbreviates(doc[i + 1].text, words.text):
                out.append((i - size, i))
                break
    return out


_HYPHENED: Final = frozenset(
    {"based", "born", "led", "backed", "run", "owned", "held", "controlled", "occupied", "made", "funded"}
)
"""Participles behind a place's name and a hyphen."""


def _known_kind(name: str, rules: Rules) -> str | None:
    """The kind of a name that the rules know, or None."""
    if name in rules.outlets:
        return "OUTLET"
    if is_country(name):
        return "PLACE"
    if name in rules.stands_for:
        places = ("north ", "south ", "united states")
        return "PLACE" if name.startswith(places) else "ORG"
    return None


def name_spans(doc: Doc, rules: Rules) -> list[tuple[int, int, str]]:
    """Names as the reader found them; first those defined in brackets, and known ones, which are surer."""
    out: list[tuple[int, int, str]] = []
    taken: set[int] = set()
    for a, b in _defined(doc):
        kind = _known_kind(doc[a:b].text.lower().removeprefix("the "), rules) or "ORG"
        out += [(a, b, kind), (b + 1, b + 2, kind)]
        taken.update(range(a, b + 3))
    n = len(doc)
    texts = [token.text for token in doc]
    upper = [text[:1].isupper() for text in texts]
    parts = [token.text + token.whitespace_ for token in doc]
    for i in range(n):
        if not upper[i] or i in taken:
            continue
        if texts[i] == "Channel" and i + 1 < n and texts[i + 1].isdigit() and texts[i - 1] != "English":
            out.append((i, i + 2, "OUTLET"))
            taken.update((i, i + 1))
            continue
        if i + 1 < n and texts[i + 1] == "Today" and doc[i].ent_type_ == "PLACE" and upper[i]:
            out.append((i, i + 2, "OUTLET"))  # "Sudan Today"
            taken.update((i, i + 1))
            continue
        if (firm := _own_name(texts, i, rules)) is not None:
            out.append((i, firm, "ORG"))
            taken.update(range(i, firm))
            continue
        for size in range(min(6, n - i), 0, -1):
            if not upper[i + size - 1]:
                continue
            low = ("".join(parts[i : i + size - 1]) + texts[i + size - 1]).lower()
            told = low in rules.cited_outlets and _told(doc, i, i + size)
            if told or (low in rules.outlets and _outlet_in_context(doc, i, i + size, rules)):
                out.append((i, i + size, "OUTLET"))
                taken.update(range(i, i + size))
                break
            if size > 1 and low in rules.stands_for and taken.isdisjoint(range(i, i + size)):
                out.append((i, i + size, _known_kind(low, rules) or "ORG"))
                taken.update(range(i, i + size))
                break
    for ent in doc.ents:
        if ent.label_ in ("PERSON", "ORG", "PLACE", "NORP", "MISC") and not any(
            i in taken for i in range(ent.start, ent.end)
        ):
            # "US officials" describes, and names nobody.
            if ent[-1].text.islower() and (ent.label_ != "PERSON" or ent[-1].tag_ in ("NN", "NNS")):
                continue
            behind = [t.text for t in doc[ent.end : ent.end + 2]]
            if ent.label_ == "PERSON" and len(behind) > 1 and behind[0] in "-‑" and behind[1] in _HYPHENED:
                out.append((ent.start, ent.end, "PLACE"))  # "the Kharkiv-based group"
                continue
            # A capital in mid-sentence alone makes no name: pronouns never are.
            if all(
                (t.lower_ in PRONOUNS and t.text not in NO_PRONOUNS) or not t.text[:1].isalpha() for t in ent
            ):
                continue
            outlet = _sounds_like_outlet(ent, rules) or _called_outlet(doc, ent, rules)
            # Nobody's name is written in capitals alone, where others are not: "HRANA".
            short = len(ent) == 1 and ent.label_ == "PERSON" and ent.text.isupper() and len(ent.text) > 2
            short = short or (ent.label_ == "PERSON" and len(ent) == 1 and _is_body(ent.text))
            kind = "ORG" if short and ent.text.isalpha() else ent.label_
            if kind == "ORG" and len(ent) > 2 and is_country(ent.text.lower().removeprefix("the ")):
                kind = "PLACE"  # "Democratic Republic of the Congo"
            end = _whole_name(doc, ent) if kind == "ORG" else ent.end
            if ent[-1].lower_ == "channel" and end < len(doc) and doc[end].text.isdigit():
                outlet, end = True, end + 1  # "Channel 12"
            begin = _first_word(doc, ent) if kind == "ORG" and len(ent) > 1 else ent.start
            out.append((begin, end, "OUTLET" if outlet else kind))
    return out


def _own_name(texts: list[str], i: int, rules: Rules) -> int | None:
    """The end of a firm's name that ends in "'s": "McDonald's", "Trader Joe's"; None elsewhere."""
    if i and texts[i - 1][:1].isupper() and texts[i - 1].isalpha() and texts[i - 1] != "The":
        return None  # "Ronald McDonald's lawyer"
    for size in (1, 2):
        end = i + size
        if end >= len(texts) or texts[end] not in POSSESSIVE:
            continue
        if f"{' '.join(texts[i:end]).lower()}'s" in rules.possessive_firms:
            return end + 1
    return None


@lru_cache(maxsize=10_000)
def is_country(name: str) -> bool:
    """Whether a lower-cased name of several words is a country's own: "united arab emirates"."""
    match = packaged_actors().resolve(name.title()) if " " in name else None
    return match is not None and match.how == "name" and match.actor.kind == "country"


@lru_cache(maxsize=10_000)
def _is_body(name: str) -> bool:
    """Whether a name that is taken for a person's is a known body's: "the Kremlin"."""
    match = packaged_actors().resolve(name)
    return match is not None and match.how == "name" and match.actor.kind in ("government", "organisation")


@lru_cache(maxsize=10_000)
def stands_for_country(name: str) -> bool:
    """Whether a name is a capital that speaks for its country: "Moscow"."""
    match = packaged_actors().resolve(name)
    return match is not None and match.how == "capital"


def _before_acronym(doc: Doc, end: int) -> int | None:
    """Where a name goes on to its acronym in brackets: "Group for the Support | of Islam (JNIM)"."""
    last = end
    while last < min(end + 8, len(doc)) and (doc[last].text[:1].isupper() or doc[last].lower_ in _LINKS):
        last += 1
    if last == end or last + 2 >= len(doc) or doc[last].text != "(" or doc[last + 2].text != ")":
        return None
    return last if ACRONYM.fullmatch(doc[last + 1].text) and doc[last - 1].text[:1].isupper() else None


def _whole_name(doc: Doc, ent: Span) -> int:
    """The end of a body's name with what it is for: "Assistance Association for Political Prisoners"."""
    end = ent.end
    if (closed := _before_acronym(doc, end)) is not None:
        return closed
    if end + 1 < len(doc) and doc[end].lower_ in ("for", "against") and len(ent) > 1:
        last = end + 1
        while last < len(doc) and doc[last].text[:1].isupper() and doc[last].ent_type_ in ("", "ORG", "MISC"):
            last += 1
        if last - end > 2:
            return last
    if ent[0].lower_ in _OFFICES or (ent[0].lower_ == "the" and len(ent) > 1 and ent[1].lower_ in _OFFICES):
        return _portfolios(doc, end)
    return ent.end


def _portfolios(doc: Doc, end: int) -> int:
    """Where an office's name ends with all it is for: "Centre for Research | on Energy and Clean Air"."""
    last = end
    while last < min(end + 9, len(doc) - 1):
        # A comma goes on in a list alone: "Environment, Food and Rural Affairs".
        listed = doc[last].text == "," and "and" in {t.lower_ for t in doc[last + 2 : last + 4]}
        if not listed and doc[last].lower_ not in ("on", "of", "for", "and", "&"):
            break
        at = last + 1
        while at < len(doc) and _goes_on(doc[at]):
            at += 1
        if at == last + 1:
            break
        last = at
    return last


def _goes_on(token: Token) -> bool:
    """Whether a word with a capital is no name of its own."""
    capital = token.text[:1].isupper() and token.tag_ in ("NNP", "NNPS", "JJ", "NN", "NNS")
    return capital and (not token.ent_type_ or (token.ent_type_ in ("MISC", "ORG") and token.ent_iob_ == "I"))


def _first_word(doc: Doc, ent: Span) -> int:
    """Where a body's name begins that joins two things: "Hostages and | Missing Families Forum"."""
    a = ent.start
    joined = a > 2 and doc[a - 1].lower_ == "and" and doc[a - 2].text[:1].isupper()
    plain = joined and not doc[a - 2].ent_type_ and doc[a - 2].tag_ in ("NNPS", "NNS", "NNP")
    return a - 2 if plain and doc[a - 3].lower_ == "the" else a


def _called_outlet(doc: Doc, ent: Span, rules: Rules) -> bool:
    """Whether the word before says that it is an outlet: "the tabloid Brisk", "Spanish daily Brisk"."""
    if ent.label_ not in ("PERSON", "ORG", "MISC") or not ent.start:
        return False
    before = doc[ent.start - 1]
    called = (
        before.tag_ in ("NN", "JJ")
        and before.text.islower()
        and rules.type_heads.get(before.lower_) == "outlet"
    )
    return called or (before.lower_ == "agency" and ent.start > 1 and doc[ent.start - 2].lower_ == "news")


def _sounds_like_outlet(ent: Span, rules: Rules) -> bool:
    """Whether an organisation's name is of the kind that newspapers and stations have: "Coast Herald"."""
    return (
        len(ent) > 1
        and ent[-1].text[:1].isupper()
        and (
            (ent.label_ == "ORG" and ent[-1].lower_ in rules.outlet_endings)
            or (ent.label_ in ("ORG", "PERSON", "MISC") and ent[0].lower_ in rules.outlet_beginnings)
        )
    )


def _told(doc: Doc, a: int, b: int) -> bool:
    """Whether a name is whom somebody told something, or who reports it: "told Axios", "reported by Kan"."""
    behind = doc[b] if b < len(doc) else None
    if a < 1 or (behind is not None and behind.text[:1].isupper() and behind.pos_ == "PROPN"):
        return False
    before = doc[a - 1]
    by = before.lower_ in ("by", "to") and a > 1
    relayed = by and doc[a - 2].lemma_ in (
        "report",
        "quote",
        "publish",
        "cite",
        "obtain",
        "see",
        "review",
        "accord",
    )
    return before.lemma_ == "tell" or relayed


def _outlet_in_context(doc: Doc, a: int, b: int, rules: Rules) -> bool:
    """Whether a name that may be a common word is meant as an outlet: "the …", "newspaper …", capitals."""
    before = doc[a - 1].lower_ if a else ""
    if (
        b < len(doc)
        and doc[b].pos_ == "PROPN"
        and doc[b].text[:1].isupper()
        and doc[b].text not in POSSESSIVE
        and rules.type_heads.get(doc[b].lower_) != "outlet"
    ):
        return False  # "the Independent Commission" is no newspaper
    if (
        a
        and doc[a - 1].pos_ == "PROPN"
        and doc[a - 1].dep_ in ("compound", "flat", "amod")
        and before not in rules.type_heads
    ):
        return False
    text = doc[a:b].text
    if text.lower() in rules.outlet_acronyms:
        return text.isupper()
    if text.lower() not in rules.common_outlets:
        return True
    if text.isupper() and len(text) > 1:
        return True
    if _told(doc, a, b):
        return True
    return before == "the" or rules.type_heads.get(before) == "outlet" or doc[a].dep_.startswith("nsubj")


def abbreviates(short: str, full: str) -> bool:
    """Whether `short` is made of the initials of `full`: ISW, RFE/RL, U.N."""
    if not ACRONYM.fullmatch(short):
        return False
    letters = re.sub(r"[^A-Z]", "", short)
    words = [w for w in re.split(r"[\s/-]+", full) if w]
    strict = "".join(w[0] for w in words if w.lower() not in _SMALL and w[0].isupper())
    loose = "".join(w[0].upper() for w in words if w[0].isalpha())
    return len(words) > 1 and letters in (strict, loose)
