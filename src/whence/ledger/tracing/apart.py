"""What sets two figures apart though their numbers agree: they count other things, or of another event.

Only what both texts say counts: "9 of 11 missiles" against "11 of the 14", "cases of measles" against "cases
of marsh fever", soldiers of two countries, a second march, two weekdays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from whence.ledger.tracing.authorities import form
from whence.ledger.tracing.credits import DATELINE
from whence.ledger.tracing.lexicon import Lexicon
from whence.ledger.tracing.statements import Telling
from whence.ledger.tracing.text import WORD, stem

_NUMBER: Final = (
    r"(?:\d[\d,.]*(?:\s(?:million|billion))?|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-\w+)?)"
)
_OF: Final = r"(?:out )?of (?:the |its |their |his |her |all |some |about )*"
_PART: Final = re.compile(rf"\s+(?:\w+\s)?{_OF}({_NUMBER})\b", re.IGNORECASE)
_FRACTION: Final = (
    r"(?:an? |one |two |three )?(?:half|third|quarter|fifth)s?|(?:two|three)-(?:third|quarter|fifth)s"
)
_WHOLE: Final = re.compile(rf"(?<![\w,.])({_NUMBER}|{_FRACTION})\s+(?:\w+\s)?{_OF}$", re.IGNORECASE)
_MORE: Final = re.compile(r"\s+(?:more|additional|further|extra|new)\b")
_SOME_OF: Final = re.compile(r"\s+of (?:the|its|their|those|these|them|his|her)\b")
_PEOPLE: Final = re.compile(r"[A-Z][\w’'-]*(?:an|ese|ish|ani|i|ch)\b")
_PEOPLE_OF: Final = re.compile(rf"({_PEOPLE.pattern})\s+([a-z]+)\b")
_ON_WHOSE: Final = re.compile(
    r"\b(?:(?:estimate|count|account|tally|reckoning|reports?|figures|word) (?:of|by|from)|according to)"
    r" the $"
)
"""What stands before whoever counts them, and not before those who are counted."""
_OWN: Final = re.compile(r"\b(?:its|their|his|her) own\b|\bof (?:its|their|his|her) \w+")
ALIKE: Final = (
    frozenset({"people", "soldiers", "sailors", "police", "workers", "patients", "cases"}),
    frozenset({"families", "houses"}),
)
"""Who is called "people" in one report may be called by what they are in another; a household is a home."""
_LEAST_SHARED: Final = 4
_ANOTHER: Final = re.compile(
    r"\b(?:a (?:second|third|separate|different|previous|later)|an(?: earlier|other))\s+(?!\d|of\b)[a-z]+"
)
_REACH: Final = 80
_WEEKDAY: Final = re.compile(r"\b(mon|tues|wednes|thurs|fri|satur|sun)day\b")
_SAYING: Final = re.compile(
    r"\b(?:said|says|told|wrote|announced|reported|added|confirmed|statement|estimated|spoke|put|according"
    r"|interview|conference|counted|admitted|acknowledged|briefing)\b[^,;.]{0,60}$"
)
_OF_WHAT: Final = re.compile(r"\s+(?:[a-z][\w’'-]*\s+){0,3}?of\s+((?:[\w’'-]+\s?){1,4})")
_MEASURED_OF: Final = re.compile(r"\s+of\s+((?:[\w’'-]+\s?){1,4})")
_CASES: Final = frozenset(
    map(
        stem,
        ("case", "dose", "ton", "tonne", "litre", "barrel", "bag", "sack", "box", "ballot", "count", "victim",
         "infection", "shipment", "truckload", "load", "box", "bottle", "packet", "crate", "ounce", "gram"),
    )
)  # fmt: skip
_GENERAL: Final = frozenset(
    map(
        stem,
        ("aid", "goods", "supply", "supplies", "help", "relief", "material", "drug", "substance", "cargo",
         "disease", "illness", "virus", "infection", "fever", "stuff", "ones", "weapons", "equipment"),
    )
)  # fmt: skip
"""What a report may call anything that it has named before."""


def set_apart(one: Telling, other: Telling, lexicon: Lexicon) -> bool:
    """Whether the two texts say themselves that they are of two things."""
    roles = _role(one), _role(other)
    if set(roles) in ({"part", "whole"}, {"more", "some"}):
        return True
    return (
        _peoples_differ(one, other, lexicon)
        or _own_against(one, other, lexicon)
        or _own_against(other, one, lexicon)
        or _contents_differ(one, other, lexicon)
        or _another(one, other)
        or _another(other, one)
        or _days_differ(one, other)
    )


def is_whole(telling: Telling) -> bool:
    """Whether a figure is the whole of which another is a part: the 14 of "11 of the 14 missiles"."""
    return _WHOLE.search(_before(telling)) is not None


def part_beside(telling: Telling) -> str | None:
    """The number that is a part of a whole: the 11 of "11 of the 14 missiles", where this is the 14."""
    match = _WHOLE.search(_before(telling))
    return match[1].lower() if match else None


def contents(telling: Telling, lexicon: Lexicon) -> tuple[str, ...] | None:
    """What cases, doses and tonnes are of, as stems: food, medicine; None where it is not said."""
    after = _after(telling)
    pattern = _MEASURED_OF if telling.figure.kind == "measure" else _OF_WHAT
    match = pattern.match(after)
    if match is None:
        return _compound(after)
    if telling.figure.kind != "measure":
        noun = after[: match.start(1)].split()[-2:-1]
        if not noun or stem(noun[0]) not in _CASES:
            return None
    out: list[str] = []
    for word in WORD.findall(match[1]):
        if word.lower() == "and" and out:
            continue
        if word.lower() in lexicon.stop and word.lower() != "the":
            break
        if word.lower() not in ("the", "that", "this"):
            out.append(lexicon.things.get(stem(word), stem(word)))
    return tuple(out) or None


def _compound(after: str) -> tuple[str, ...] | None:
    """What cases are of by the noun before them: "4,200 suspected measles cases"."""
    match = _COMPOUND.match(after)
    return (stem(match[1]),) if match else None


_COMPOUND: Final = re.compile(
    r"\s+(?:(?:suspected|confirmed|new|further|more|fresh|recorded|known|probable|severe|human)\s+)*"
    r"(?!suspected|confirmed|new|further|more|fresh|recorded|known|probable|severe|human|such|these|those|criminal"
    r"|other|previous|separate|similar)([a-z]{4,}) (?:cases|infections)\b"
)


def _after(telling: Telling) -> str:
    sentence = telling.page.sentences.all[telling.sentence]
    return telling.page.sentences.text[telling.figure.end : sentence.end]


def _before(telling: Telling) -> str:
    sentence = telling.page.sentences.all[telling.sentence]
    return telling.page.sentences.text[sentence.start : telling.figure.start]


def _role(telling: Telling) -> str | None:
    after = _after(telling)
    if is_whole(telling):
        return "whole"
    if telling.figure.of is not None or _PART.match(after):
        return "part"
    if _MORE.match(after):
        return "more"
    return "some" if _SOME_OF.match(after) else None


def _peoples(telling: Telling, lexicon: Lexicon) -> set[str]:
    """Whose those are who are counted, by adjectives: "Meldrian soldiers"; not every country is known.

    Where the noun that is counted has none, those of the sentence: "puts the Meldrian dead at 640".
    """
    if found := {m[0].lower() for m in _PEOPLE.finditer(telling.figure.what or "")}:
        return found
    return {
        m[1].lower()
        for m in _PEOPLE_OF.finditer(telling.text)
        if lexicon.thing(m[2]) in (telling.thing, "people", "soldiers")
        and not _ON_WHOSE.search(telling.text, 0, m.start())
    }


def _akin(one: str, others: Iterable[str]) -> bool:
    return any(one[:_LEAST_SHARED] == other[:_LEAST_SHARED] for other in others)


def _peoples_differ(one: Telling, other: Telling, lexicon: Lexicon) -> bool:
    first, second = _peoples(one, lexicon), _peoples(other, lexicon)
    return bool(first and second) and not any(_akin(name, second) for name in first)


def _own_against(one: Telling, other: Telling, lexicon: Lexicon) -> bool:
    """Whether the first counts an authority's own people, and the second those of somebody else."""
    if one.word.key is not None and one.word.key == other.word.key and (
        one.outcome.names == other.outcome.names
    ):  # fmt: skip
        # One authority, who counts its own by the name of their country.
        return False
    near = _before(one)[-20:] + " " + _after(one)[:20]
    peoples = _peoples(other, lexicon)
    if not peoples or not _OWN.search(near.lower()):
        return False
    return not any(_akin(name, one.word.tokens | one.word.around) for name in peoples)


def _contents_differ(one: Telling, other: Telling, lexicon: Lexicon) -> bool:
    first, second = contents(one, lexicon), contents(other, lexicon)
    if not first or not second or set(first) & set(second):
        return False
    return _unknown(first, other, lexicon) or _unknown(second, one, lexicon)


def _unknown(some: tuple[str, ...], to: Telling, lexicon: Lexicon) -> bool:
    """Whether a report has none of some words, or not the last: cases of river cholera."""
    if set(some) & _GENERAL:
        return False
    there = {stem(word) for word in WORD.findall(to.page.sentences.text[:20_000])}
    there |= {lexicon.things[word] for word in there if word in lexicon.things}
    return some[-1] not in there if to.thing == _ILLNESS else not set(some) & there


_ILLNESS: Final = "cases"


def _another(one: Telling, other: Telling) -> bool:
    """Whether the first tells of a second, or of an earlier, event, and the second's paragraph of none."""
    match = _ANOTHER.search(_before(one).lower()[-_REACH:])
    if match is None:
        return False
    noun = match[0].split()[-1]
    around = other.page.sentences.paragraph(other.sentence).lower()
    return _ANOTHER.search(around) is None and (form(noun) in map(form, WORD.findall(one.text.lower())))


def _weekdays(telling: Telling) -> set[str]:
    line = DATELINE.match(telling.text)
    lowered = telling.text[line.end() if line else 0 :].lower()
    return {m[1] for m in _WEEKDAY.finditer(lowered) if not _SAYING.search(lowered[: m.start()])}


def _days_differ(one: Telling, other: Telling) -> bool:
    first, second = _weekdays(one), _weekdays(other)
    return bool(first and second) and not first & second
