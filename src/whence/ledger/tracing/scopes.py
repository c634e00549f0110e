"""Scope: for which place, period, group or rate a figure holds, and whether a retelling has another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from whence.ledger.tracing.authorities import form, is_country, names_whole
from whence.ledger.tracing.credits import DATELINE
from whence.ledger.tracing.extents import is_whole_land, spread, widened
from whence.ledger.tracing.lexicon import Lexicon
from whence.ledger.tracing.statements import Telling
from whence.ledger.tracing.stead import other_scope
from whence.ledger.tracing.text import CALENDAR

Change = tuple[str, str]
"""What the origin has, and what the retelling has in its place."""

_PARTS: Final = frozenset({"capital", "alone", "district"})
_APART: Final = 4
_LONG: Final = 300
"""Periods of which one is this many times the other are two."""
_DAYS: Final = "(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_MONTHS: Final = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip
_NUMBERS: Final = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "few": 3, "couple of": 2, "several": 4,
}  # fmt: skip
_UNITS: Final = {"day": 1, "week": 7, "month": 30, "year": 365, "decade": 3650}
_SAID_ON: Final = re.compile(
    r"\b(?:said|says|told (?:\w+ ){1,3}|wrote|announced|reported|added|confirmed|statement|estimated|spoke)"
    rf"\s*(?:late |early )?(?:on\s+)?{_DAYS}(?:\s+(?:morning|afternoon|evening|night))?"
)
_BEST: Final = re.compile(
    r"\b(?:the|its|their|his|her)\s+(?:\w+\s+)?(?:most|first|worst|\w{3,}est)\b[^,.;]{0,40}$"
)
"""What makes a period one of comparison: "the deadliest strike since the war began"."""
_PERIODS: Final[tuple[tuple[re.Pattern[str], int], ...]] = (
    (re.compile(rf"\b(?:(?:on|last|this) {_DAYS}|overnight|yesterday|today|this morning|last night)\b"), 1),
    (re.compile(rf"\bsince [^,.;]{{3,60}}? on {_DAYS}\b"), 7),
    (re.compile(rf"\bsince {_DAYS}\b|\b(?:this week|last week|over the weekend)\b"), 7),
    (re.compile(rf"\b(?:in|during|throughout) (?:{'|'.join(_MONTHS)})\b|\b(?:this|last) month\b"), 30),
    (re.compile(r"\b(?:this|last) (?:spring|summer|autumn|fall|winter|season|quarter)\b"), 90),
    (re.compile(r"\b(?:last year|a year ago)\b"), 365),
    (re.compile(r"\b(?:first|second|other) (?:half of (?:the|this|last) year|six months)\b"), 182),
    (re.compile(r"\b(?:first|second|third|fourth|last) quarter of (?:the|this|last) year\b"), 91),
    (re.compile(r"\b(?:in|during|over|for) the (?:first|second|third|fourth|last) quarter\b(?! of)"), 91),
    (re.compile(r"\bsince the (?:war|(?:full-scale )?invasion|conflict)\b"), 1500),
    (re.compile(r"\b(?:in|during|throughout) the war\b"), 1500),
)  # fmt: skip
_PAST: Final = re.compile(
    r"\b(?:in|over|during|within) the (?:past|last) (?:(\d+|"
    + "|".join(_NUMBERS)
    + r") )?(day|week|month|year|decade)s?\b"
)
_THIS_YEAR: Final = re.compile(r"\b(?:this year|since the (?:start|beginning) of the year)\b")
_SINCE: Final = re.compile(
    r"\bsince (?:(?:the )?(?:start|beginning|middle|end) of |early |late |mid-)?"
    rf"({'|'.join(_MONTHS)})\b(?: (\d{{4}}))?"
)
_MONTH_TO_MONTH: Final = re.compile(
    rf"\b(?:between|from) ({'|'.join(_MONTHS)}) (?:and|to|until) ({'|'.join(_MONTHS)})\b"
)
_SINCE_AGO: Final = re.compile(
    rf"\bsince [^,.;]{{3,40}}? (\d+|{'|'.join(_NUMBERS)}) (day|week|month|year|decade)s? ago\b"
)
_SEASONS: Final = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_SINCE_SEASON: Final = re.compile(
    rf"\bsince (?:the |last |early |late |mid-)*({'|'.join(_SEASONS)})\b(?! began)"
)
_SINCE_YEAR: Final = re.compile(r"\bsince (?:early |late |mid-)?(\d{4})\b")
_RATE: Final = re.compile(
    r"\b(?:(?:a|per|each|every) (?:day|week|month|year|night)|annually|yearly|monthly|weekly|daily|annual"
    r"|a head|per head|per capita)\b"
)
_ALL: Final = re.compile(r"\b(?:in all|in total|altogether|overall|all told)\b")
_BODY: Final = re.compile(
    r"\s+(?:[A-Z]|(?:army|police|military|intelligence|government|ministry|minister|president|parliament|largest)\b)"
)
_OF_BODY: Final = re.compile(
    r"\s+(?:[a-z]+\s+){0,2}(?:board|bank|service|agency|office|guard|police|team|league|institute|council|assembly"
    r"|authority|ministry|union|federation|association|company|railways?|airline|park|museum|championships?|cup"
    r"|record|organi[sz]ation)\b"
)
"""What is national by its name alone."""
_PART_OF: Final = re.compile(r"\b(?:north|south|east|west|centre|center|half|part|parts|rest|most) of $")
_PLACE: Final = (
    r"(?:the\s+)?(?:(?:border |port |coastal |mining )?(?:town|city|province|region|district|village|valley"
    r"|state|port|island)s?\s+(?:of\s+)?)?((?:[A-Z][\w’'-]+\s?){1,3})"
)
_DESCRIBED: Final = re.compile(
    r"\b(?:the|this) (?:capital|city|town|village|port|province|district|island|valley|state)\b(?! of)"
)
"""What a place may be called that is named elsewhere."""
_WHERE: Final = re.compile(
    r"\b(?:(?:fight(?:ing)?|battles?|struggle) for|in|near|around|at|outside|inside|off|across|over|from|of)"
    rf"\s+{_PLACE}"
)
_INSIDE: Final = re.compile(rf"\b(?:in|across|throughout|inside|all over)\s+{_PLACE}")


def changed_scope(origin: Telling, later: Telling, lexicon: Lexicon) -> Change | None:
    """How a retelling has another scope than the origin; None where nothing shows it."""
    low_a, low_b = said(origin).lower(), said(later).lower()
    reckoned = _reckoned(low_a, lexicon), _reckoned(low_b, lexicon)
    if bool(reckoned[0]) != bool(reckoned[1]):
        return reckoned[0] or "without such words", reckoned[1] or "without such words"
    wide = [w for w in _wide(later, lexicon) if w not in lexicon.wide.among(low_a)]
    if _WHOLLY.search(low_a):
        # "Two whole companies" and "two entire companies".
        wide = [w for w in wide if not _WHOLLY.fullmatch(w)]
    narrow_a = lexicon.narrow.among(low_a)
    narrow_b = [w for w in lexicon.narrow.among(low_b) if w not in narrow_a]
    if group := _group(origin, later):
        return group
    lost = lost_place(origin, later, widened=bool(wide))
    if _ONE_OF.match(_behind(origin)) and not _ONE_OF.match(_behind(later)) and not _periods_of(origin):
        # Some of those of one event became all of a year.
        longest = max(_periods_of(later), default=None)
        if longest is not None and longest[0] >= _SEASON:
            return "of those of one event", longest[1]
    if wide and (lost or narrow_a):
        return lost or narrow_a[0], wide[0]
    if lost and not _DESCRIBED.search(low_b):
        if elsewhere := _elsewhere(origin, later):
            return lost, elsewhere
        if "since" not in low_a and later.figure.since is not None:
            return lost, f"since {later.figure.since}"
        longest = max(_periods(low_b, later.page.day), default=None)
        if longest is not None and longest[0] >= _LONG and not list(_periods(low_a, origin.page.day)):
            return lost, longest[1]
    if any(w in _PARTS for w in narrow_b) and not set(narrow_b) & set(narrow_a) and not _places(origin):
        return lost or "a wider one", narrow_b[0]
    if subject := _subject(origin, later):
        return subject
    return (
        widened(origin, later, lexicon)
        or spread(origin, later, lexicon)
        or _period(origin, later)
        or _rate(origin, later)
        or other_scope(origin, later, lexicon)
        or _own_people(origin, later)
    )


def _own_people(origin: Telling, later: Telling) -> Change | None:
    """Those of one body who became those of a country: "its members" and "fishermen in Kesteland"."""
    own, there = _OWN_PEOPLE.search(said(origin)), _PEOPLE_IN.search(said(later))
    if own is None or there is None or re.search(r"\b(?:its|their) ", said(later)):
        return None
    texts = (origin.page.sentences.text[:20_000], later.page.sentences.text[:20_000])
    known = f"{origin.text} {origin.page.sentences.paragraph(origin.sentence)}"
    if not is_whole_land(there[1], texts) or there[1] in known:
        return None
    return own[0], there[0]


_OWN_PEOPLE: Final = re.compile(
    r"\b(?:its|their) (?:own )?(?:members|staff|employees|workers|customers|clients)\b"
)
_PEOPLE_IN: Final = re.compile(
    r"^(?:that )?(?:[Tt]he )?[A-Za-z][a-z]+(?: [a-z]+)? (?:in|of|across) ([A-Z][a-z]+)\b"
)


_WHOLLY: Final = re.compile(r"\b(?:whole|entire)\b")


def _behind(telling: Telling) -> str:
    return telling.page.sentences.text[telling.figure.end : telling.figure.end + 60]


def _periods_of(telling: Telling) -> list[tuple[int, str]]:
    """The periods of which a figure's paragraph speaks."""
    return list(_periods(telling.page.sentences.paragraph(telling.sentence).lower(), telling.page.day))


def _group(origin: Telling, later: Telling) -> Change | None:
    """A share of those who voted or were asked that became one of all there are."""
    if origin.unit != "part":
        return None
    around = later.page.sentences.paragraph(later.sentence).lower()
    for word in _GROUPS.findall(said(origin).lower()):
        if word[:4] not in around and not _GROUPS.search(around):
            # The unemployed among the young became those of a country.
            return f"{word} only", "all"
    asked = _ASKED.match(_behind(origin)) or _WHICH.match(_behind(origin))
    whole = _OF_ALL.match(_behind(later))
    if whole is not None and _WHICH.match(_behind(later)):
        return None
    if (
        asked is None
        or whole is None
        or _SAMPLED.search(later.page.sentences.paragraph(later.sentence).lower())
    ):
        return None
    return " ".join(asked[0].split()), " ".join(whole[0].split())


def _subject(origin: Telling, later: Telling) -> Change | None:
    """What the calls and complaints were about, which became something else, of a long time: "calls about the
    theft" and "calls about computer crime since January".
    """
    first, second = _ABOUT.match(_behind(origin)), _ABOUT.match(_behind(later))
    if first is None or second is None or first[1] != second[1] or _periods_of(origin):
        return None
    known = later.page.sentences.paragraph(later.sentence).lower()
    if any(word in known for word in re.findall(r"[a-z]{4,}", first[2].lower())):
        return None
    longest = max(_periods_of(later), default=None)
    if longest is None or longest[0] < _SEASON:
        return None
    return f"about {first[2]}", f"about {second[2]}, {longest[1]}"


_ABOUT: Final = re.compile(
    r"\s+([a-z]+) (?:about|over|against|concerning|on) ((?:the |this |that )?[\w’'-]+(?: [\w’'-]+)?)"
)
_SEASON: Final = 60
_GROUPS: Final = re.compile(
    r"\b(young|younger|elderly|older|female|male|women|pregnant|rural|urban|foreign|teenage|adult|primary"
    r"|secondary|private|part-time|full-time|long-term|first-time|uninsured|unvaccinated|vaccinated)\b"
)
"""Of which group a share is."""
_ONE_OF: Final = re.compile(r"\s+of (?:the|those|these|them)\b")
_SAMPLES: Final = (
    r"voted|voting|answered|responded|replied|respondents|took part|taking part|asked|polled|surveyed"
    r"|questioned|interviewed|sampled|tested|examined|inspected|checked|votes? cast|voters"
)
_ASKED: Final = re.compile(rf"\s+of (?:the |those |all )*(?:[\w’'-]+ ){{0,3}}?(?:{_SAMPLES})\b")
_WHICH: Final = re.compile(
    r"\s+of (?:the |those |these )?(?:[a-z’'-]+ ){1,2}?"
    r"(?:(?:who|that|which)\b|(?:called|born|living|held|seen|sold|built|made|treated|registered|examined)\b)"
    r"(?: [\w’'-]+){0,3}"
)
"""Of which of them: "of the conscripts called up in the spring"."""
_OF_ALL: Final = re.compile(r"\s+of (?:all|every|the (?:whole|entire))\b(?: [\w’'-]+){0,2}")
_SAMPLED: Final = re.compile(rf"\b(?:{_SAMPLES}|vote|poll|survey|ballot|sample|turnout)s?\b")


def said(telling: Telling) -> str:
    """The words said, without those that tell who says them."""
    return telling.figure.statement if telling.figure.attribution else telling.text


def lost_place(origin: Telling, later: Telling, *, widened: bool) -> str | None:
    """A place of the origin that the retelling's paragraph, or where it is wider its sentence, lacks."""
    known = later.text.lower() if widened else later.page.sentences.paragraph(later.sentence).lower()
    for one in _places(origin):
        parts = [part for part in re.findall(r"[^\W\d_]+", one.lower()) if len(part) > 2 and _tells(part)]
        if parts and not any(part in known for part in parts) and not _is_authority(one, origin):
            return one
    return None


def _places(telling: Telling) -> list[str]:
    found = [telling.figure.place] if telling.figure.place else []
    found += [m[1].strip() for m in _WHERE.finditer(said(telling))]
    return [one for one in found if any(_tells(word.lower()) for word in one.split())]


def _tells(word: str) -> bool:
    return word not in CALENDAR and word != "the"


def _elsewhere(origin: Telling, later: Telling) -> str | None:
    """A place in which the retelling has it, and of which the origin's sentence does not speak."""
    line = DATELINE.match(origin.text)
    known = origin.text[line.end() if line else 0 :].lower()
    for match in _INSIDE.finditer(said(later)):
        name = re.sub(r"[’']s?$", "", match[1].strip())
        if not _tells(name.split()[0].lower()) or any(part.lower() in known for part in name.split()):
            continue
        texts = (origin.page.sentences.text[:20_000], later.page.sentences.text[:20_000])
        if is_country(name) or any(names_whole(name, text) for text in texts):
            return name
    return None


def _wide(telling: Telling, lexicon: Lexicon) -> list[str]:
    """Words for a whole in a sentence; not those that say whose an authority is ("the country's army"), nor
    those of a part ("the north of the country").
    """
    text = telling.text
    lowered = text.lower()
    return [
        phrase
        for start, end, phrase in lexicon.wide.places(lowered)
        if not (text[start].isupper() and text[end : end + 2].strip()[:1].isupper())
        and not _OF_BODY.match(lowered, end)
        and not (phrase.endswith("'s") and _BODY.match(text[end : end + 30]))
        and not _PART_OF.search(lowered[max(0, start - 12) : start])
        and not _BEST.search(lowered[max(0, start - 60) : start])
    ]


def _reckoned(lowered: str, lexicon: Lexicon) -> str | None:
    """What is counted in or out: "including those at suppliers"; not "counting both killed and wounded"."""
    for _, end, phrase in lexicon.reckoned.places(lowered):
        rest = lowered[end : end + 40]
        if not lexicon.outcomes.among(rest) and not rest.lstrip().startswith(
            ("both", "at least", "some", "about")
        ):
            return phrase + " " + " ".join(rest.split()[:3])
    return None


def _period(origin: Telling, later: Telling) -> Change | None:
    first, second = (max(_periods(t.text.lower(), t.page.day), default=None) for t in (origin, later))
    if first is None or second is None or first[1] == second[1]:
        return None
    longer, shorter = max(first[0], second[0]), min(first[0], second[0])
    if all(_ACCOUNTING.search(one[1]) or _SEASON_OF.search(one[1]) for one in (first, second)):
        # The half-year of an account and a season are two periods, however long.
        return (first[1], second[1]) if longer > shorter else None
    return (first[1], second[1]) if longer >= _APART * shorter else None


_ACCOUNTING: Final = re.compile(
    r"\b(?:half|quarter) of (?:the|this|last) year\b|\b(?:six|nine|three) months\b"
)
_SEASON_OF: Final = re.compile(r"\b(?:this|last) (?:spring|summer|autumn|fall|winter|month|year|week)\b")


def _periods(lowered: str, day: date | None) -> Iterator[tuple[int, str]]:
    """The periods of which a text speaks: how many days each has, about, and its words."""
    text = _SAID_ON.sub(" ", lowered)
    found = [(m, days) for pattern, days in _PERIODS for m in pattern.finditer(text)]
    found += [
        (m, (int(m[1]) if m[1] and m[1].isdigit() else _NUMBERS.get(m[1] or "one", 1)) * _UNITS[m[2]])
        for m in _PAST.finditer(text)
    ]
    if day is not None:
        found += [(m, day.timetuple().tm_yday) for m in _THIS_YEAR.finditer(text)]
        for m in _SINCE.finditer(text):
            months = (day.month - 1 - _MONTHS.index(m[1])) % 12
            years = max(0, day.year - int(m[2])) if m[2] else 0
            found.append((m, max(15, months * 30 + years * 365)))
        for m in _SINCE_SEASON.finditer(text):
            found.append((m, max(30, (day.month - _SEASONS[m[1]]) % 12 * 30)))
        found += [(m, max(1, day.year - int(m[1])) * 365) for m in _SINCE_YEAR.finditer(text)]
    found += [
        (m, ((_MONTHS.index(m[2]) - _MONTHS.index(m[1])) % 12 + 1) * 30)
        for m in _MONTH_TO_MONTH.finditer(text)
    ]
    found += [
        (m, (int(m[1]) if m[1].isdigit() else _NUMBERS.get(m[1], 1)) * _UNITS[m[2]])
        for m in _SINCE_AGO.finditer(text)
    ]
    for match, days in found:
        if not _BEST.search(text[: match.start()]):
            yield days, " ".join(match[0].split())


def _rate(origin: Telling, later: Telling) -> Change | None:
    """A rate that became a total: "200 million a year" and "200 million in all"."""
    rate = _RATE.search(said(origin).lower())
    whole = _ALL.search(said(later).lower())
    if rate is None or whole is None:
        return None
    around = later.page.sentences.paragraph(later.sentence).lower()
    return None if _RATE.search(around) else (rate[0], whole[0])


def _is_authority(words: str, telling: Telling) -> bool:
    named = telling.word.tokens | telling.word.last | telling.word.cited
    return all(form(part) in named or is_country(part) for part in words.split())
