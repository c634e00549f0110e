"""On whose word a statement rests, in a form in which two reports' ways of saying so can be compared."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final, Literal

from whence.actors import name_key, packaged_actors
from whence.ledger import keys
from whence.ledger.tracing.lexicon import Lexicon
from whence.ledger.tracing.text import CALENDAR, WORD, stem

Row = Mapping[Any, Any]
Reach = Literal["named", "body", "whole", "company", "nobody", "none"]
"""Who vouches: a person or body by name, an office by its name, a whole ("the government", a country), a
company as such, somebody unnamed, or nobody."""

_SKIP: Final = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "in",
        "on",
        "at",
        "for",
        "by",
        "to",
        "and",
        "its",
        "his",
        "her",
        "their",
        "our",
        "own",
        "s",
        "who",
        "that",
        "with",
        "from",
        "as",
        "report",
        "reports",
        "data",
        "estimate",
        "estimates",
        "figures",
        "count",
        "counts",
        "statement",
        "statistics",
        "account",
        "assessment",
        "survey",
        "tally",
        "preliminary",
        "former",
        "senior",
        "acting",
        "local",
        "unnamed",
        "provisional",
        "initial",
        "interim",
        "early",
        "first",
        "latest",
        "rough",
    ]
)
_PRONOUNS: Final = frozenset({"he", "she", "it", "they", "him", "her", "them", "his", "their", "its", "one"})
_OFFICE: Final = re.compile(
    r"(?:^|\|\s|\b(?:the|her|his|its|their)\s+)(office|ministry|agency|service|department|committee|commission"
    r"|council|board|bureau|institute|union|league|party|company|organisation|organization|charity|operator)\b"
)
IMPERSONAL: Final = re.compile(
    r"\bit (?:is|was|has been|had been) (?:widely |generally |officially )?"
    r"(?:estimated|thought|believed|said|reported|understood|calculated|claimed|announced)\b"
)
"""Words of saying with nobody who says it, whoever else the sentence names."""
_WHOSE: Final = re.compile(r"(?:the )?([a-z]+) (?:of|in) (?:the )?[A-Z]")
"""A whole that is named with its country or seat: "the government of Ordava", "the authorities in Losk"."""
_EVIDENCE: Final = frozenset(
    ("estimate", "estimates", "figures", "count", "counts", "tally", "assessment", "data", "statistics",
     "report", "reports", "result", "results", "calculation", "calculations", "projection", "projections")
)  # fmt: skip
_OF_NOBODY: Final = frozenset(
    ("a", "an", "the", "one", "some", "several", "early", "first", "initial", "preliminary", "provisional",
     "official", "unofficial", "latest", "recent", "new", "rough", "interim", "various", "these", "those")
)  # fmt: skip
_SPEAKS: Final = re.compile(
    r"\b(?:he|she|they)\b|\bby (?:his|her|their) (?:own )?(?:account|count|estimate)\b"
)


@dataclass(frozen=True, slots=True)
class Word:
    """On whose word: the authorities named, outlets apart, with what of the sentence may name them."""

    name: str | None
    """The last authority of the chain as the report has it; None in the report's own voice."""
    key: str | None
    actor: str | None
    """Id of the actor that the name means, where one is known."""
    party: str | None
    """Id of the party for whom they act."""
    reach: Reach
    tokens: frozenset[str]
    """Stems of the names and titles of all authorities but outlets."""
    last: frozenset[str]
    """Those of the last authority alone."""
    outlets: frozenset[str]
    """Name keys of the outlets in the chain."""
    cited: frozenset[str]
    """Stems of whoever is cited for it in the sentence, or in one behind it that says where it is from."""
    source: str | None
    """The words that name them: "a report by General Kral"."""
    offices: frozenset[str]
    """Bodies that its words name by their noun alone: "the office's spokeswoman", "the ministry"."""
    around: frozenset[str]
    """Stems of everything in the sentence that can name an authority."""
    cue: bool
    """Whether the sentence has a word of saying."""
    anonymous: bool
    pronoun: bool
    """Whether only a pronoun in the sentence stands for whoever says it."""
    officer: bool
    """Whether the sentence says what office the authority holds in a firm or body."""
    teller: str | None = None
    """Who tells what the last authority says, shows or does, by name or office."""
    kind: str | None = None
    """What kind of authority the last one is: a person, an organisation."""
    tellers: frozenset[str] = frozenset()
    """The stems of that name."""


def word_of(
    outlet: str | None,
    sentence: str,
    before: str,
    claim: Row | None,
    chain: Sequence[Row],
    known: Sequence[Row],
    lexicon: Lexicon,
    on: date | None = None,
    text: str = "",
    after: str = "",
) -> Word:
    """On whose word a figure in a sentence rests, by the chain of its attribution and by the sentence.

    Where the reader found no attribution, but the sentence has a word of saying and names one authority
    of the report's other attributions, it rests on that one; where it has "she" or "by her account", on the
    one that the sentence before names. `known` are all authorities of the report.
    """
    lowered = sentence.lower()
    cue = has_cue(sentence, lexicon)
    links = [row for row in chain if row["type"] != "outlet"]
    resumed: frozenset[str] = frozenset()
    outlets = frozenset(row["name_key"] for row in chain if row["type"] == "outlet")
    if (claim is None or not chain) and cue:
        links, resumed = speakers(sentence, before, known, lexicon)
    elif (claim is None or not chain) and _COUNTED_BY.search(sentence):
        links = list(by_form(sentence, (_COUNTED_BY,)))
    last = links[-1] if links else None
    names = {row["name_key"] for row in links}
    # What the report calls them elsewhere as well: "Dana Whitlock" and "the chief executive".
    called = [*links, *(row for row in known if row["name_key"] in names)]
    tokens = frozenset(token for row in called for token in _tokens(f"{row['name']} {row['words']}"))
    actor, party = actor_of(last["name"], last["type"], on) if last is not None else (None, None)
    if last is not None and last["actor_id"]:
        actor = last["actor_id"]
    final = frozenset(_tokens(f"{last['name']} {last['words']}")) if last is not None else frozenset()
    cited, source = _cited(sentence, lexicon)
    if not cited and _FROM.search(after):
        cited, source = _cited(after, lexicon)
    around = frozenset(_tokens(sentence))
    words = set(re.findall(r"[a-z]+", lowered))
    return Word(
        name=last["name"] if last is not None else (chain[-1]["name"] if chain else None),
        key=last["name_key"] if last is not None else None,
        actor=actor,
        party=party,
        reach=_reach(last, actor, lexicon, text),
        tokens=tokens | resumed,
        last=final,
        outlets=outlets,
        cited=cited,
        source=source,
        offices=frozenset(
            form(m[1])
            for row in links
            for m in _OFFICE.finditer(_UNLIKE.sub(" ", f"{row['name']} | {row['words']}".lower()))
        ),
        around=around,
        cue=cue,
        anonymous=bool(last is not None and last["anonymous"]),
        pronoun=not tokens - _PRONOUNS and bool(words & _PRONOUNS),
        officer=bool(lexicon.officers.among(lowered)),
        kind=last["type"] if last is not None else None,
        teller=links[-2]["name"] if len(links) > 1 else None,
        tellers=frozenset(_tokens(f"{links[-2]['name']} {links[-2]['words']}"))
        if len(links) > 1
        else frozenset(),
    )


def speakers(
    sentence: str, before: str, known: Sequence[Row], lexicon: Lexicon
) -> tuple[list[Row], frozenset[str]]:
    """Who says a sentence that the reader put on nobody's word, and the names that "he" may stand for."""
    if IMPERSONAL.search(sentence.lower()):
        return list(by_form(sentence)), frozenset()
    links = _named_in(sentence, known, lexicon.cues)
    if links:
        return links, frozenset()
    if _SPEAKS.search(sentence.lower()):
        return _named_in(before, known, lexicon.cues), frozenset(_capitals(before))
    return list(by_form(sentence)), frozenset()


def has_cue(sentence: str, lexicon: Lexicon) -> bool:
    """Whether a sentence has a word of saying."""
    return any(word in lexicon.cues for word in re.findall(r"[a-z]+", sentence.lower()))


@lru_cache(maxsize=50_000)
def actor_of(name: str, kind: str, on: date | None) -> tuple[str | None, str | None]:
    """The ids of the actor whom a name means on a day, and of the party for whom they act."""
    actors = packaged_actors()
    match = actors.resolve(name, on=on, kind=None if kind == "unknown" else kind)
    if match is not None:
        return match.actor.id, actors.party(match.actor.id, on=on)
    return None, actors.party(name, on=on)


@lru_cache(maxsize=50_000)
def is_country(word: str) -> bool:
    """Whether a word names a country or its people: it tells two of its authorities apart no better."""
    actors = packaged_actors()
    if actors.country_of_demonym(word) is not None or word.casefold() in _PARTS:
        return True
    match = actors.resolve(word)
    return match is not None and match.actor.kind == "country"


_PARTS: Final = frozenset(
    {"north", "south", "united", "states", "kingdom", "korea", "korean", "republic", "new"}
)


_FROM: Final = re.compile(
    r"\b(?:figures?|numbers?|count|toll|data|it|information|total|estimate)\b[^.]{0,40}?"
    r"\b(?:came|comes|is|was|were|are|had come|taken|based|rests?)\b[^.]{0,30}?\b(?:from|on|by)\b"
)
"""A sentence that says where a figure is from: "The figure came from a report by General Kral"."""


def _cited(sentence: str, lexicon: Lexicon) -> tuple[frozenset[str], str | None]:
    """Stems of whoever is cited, by name or without ("reports by local mayors"), and the words for them."""
    citing = lexicon.citing.places(sentence.lower())
    if not citing:
        return frozenset(), None
    _, end, phrase = citing[0]
    # "…, citing a report by the border guard, said that 340": what is said is no part of the source.
    behind = _GOES_ON_SAYING.split(sentence[end:], maxsplit=1)[0]
    clause = re.split(r"[,;:.]\s|[,;:.]$", behind, maxsplit=1)[0]
    lowered = clause.lower()
    found = set(_capitals(behind))
    # A list of passengers is by whoever drew it up.
    found |= {
        form(w.split()[-1])
        for at, _, w in lexicon.citable.places(lowered)
        if not _LISTED.search(lowered, 0, at)
    }
    if (by := _BY.search(clause)) is not None:
        # "A report by the border guard" has them in small letters.
        found |= {form(word) for word in (by["by"] or by["of"]).split() if word not in _OF_NOBODY}
    if not found:
        found = set(_plainly(clause))
    plain = re.sub(r"^(?:from )?(?:a )?", "", phrase)
    lead = f"a {plain} " if plain.startswith(("report", "briefing")) else ""
    return frozenset(found), (lead + clause.strip()) or None


def _plainly(clause: str) -> Iterable[str]:
    """Who is cited without a name: "the dam's owner", "a former clerk", "the board's own survey"."""
    head = _NOUNS.match(clause)
    if head is None:
        return
    *described, noun = head[0].split()
    if (by := _BY_WHOM.match(clause, head.end())) is not None:
        # "Citing letters by a former guard".
        yield from _plainly(clause[by.end() :])
    for word in described:
        if (owner := re.sub(r"[’']s?$", "", word)) != word and len(owner) > 2 and owner not in _PRONOUNS:
            yield form(owner)
    if _PERSON.search(noun) and not _THING.search(noun):
        yield form(noun)


_NOUNS: Final = re.compile(
    r"\s*(?:(?!(?:of|from|by|on|at|in|for|with|to|who|that|which|and)\b)[a-z’'-]+\s*){1,6}"
)
_BY_WHOM: Final = re.compile(r"\s*(?:by|from)\s+(?:an?|one|two|several|the)?\s*")
_PERSON: Final = re.compile(
    r"(?:er|or|ist|ian|ant|ent|ary|men|man|clerk|chief|aide|nurse|guard|spy|guide|pupil)s?$"
)
_THING: Final = re.compile(
    r"(?:ment|list|number|paper|letter|order|error|weather|matter|factor|power|water|danger|summer|winter|disorder"
    r"|disaster|monitor|sensor|computer|meter|register|folder|poster|fear|content|incident|accident|event"
    r"|percent|budget|diary|summary|summar|commentary|inventory|dossier|ledger|newsletter|circular)s?$"
)
_BODY: Final = (
    r"(?:[a-z]+ ){0,2}(?:service|ministry|office|agency|board|commission|council|police|union|institute"
    r"|department|army|navy|court|operator|committee|fund|bank|hospital|authority|authorities|government"
    r"|unit|corps|brigade|inspectorate|regulator|registry|laboratory|observatory|academy|chamber)"
)
_OF_ALL_LANDS: Final = re.compile(r"(?:International|Foreign|Western|Independent) [a-z]+s$")
"""At the beginning of a sentence they look like a name: "International observers said"."""
_BODY_OF: Final = re.compile(rf"(?:the )?{_BODY} (?:of|in|for) (?:the|this) [a-z]+$", re.IGNORECASE)
"""A body, however it says whose it is: "the civil protection agency of the province"."""
_BY: Final = re.compile(
    rf"\b(?:by the (?P<by>(?:[a-z-]+ ){{0,2}}[a-z-]+)"
    rf"|(?:from|of) the (?P<of>{_BODY}|(?:[a-z]+ ){{0,2}}(?:guard|association|chamber)))$"
)
"""Who made a report, in small letters: "a report by the border guard"; "from the site" is a place."""
_LISTED: Final = re.compile(r"\b(?:lists?|names?|numbers?|lives|deaths) of (?:the )?$")
_GOES_ON_SAYING: Final = re.compile(
    r",\s+(?:(?:the\s|[A-Z])[^,;]{1,60}\s|(?:he|she|they|it)\s)?(?:has |have |had )?"
    r"(?:said|says|told|wrote|announced|added|warned|put|puts|gave|claimed|estimated)\b"
)
"""What stands behind a source that is named first: "Citing a clerk, Dahl said …"."""


def _named_in(sentence: str, known: Sequence[Row], cues: frozenset[str]) -> list[Row]:
    found: dict[str, Row] = {}
    for row in known:
        name = row["name"]
        last = name.split()[-1] if name.split() else ""
        if row["type"] == "outlet" or not row["resolved"] or len(last) < 4 or not name[:1].isupper():
            continue
        if last in sentence and re.search(rf"(?<!\w){re.escape(last)}(?!\w)", sentence):
            found.setdefault(row["name_key"], row)
    if len(found) > 1:
        # Of several the one that the word of saying stands beside.
        found = {key: row for key, row in found.items() if _says(sentence, row["name"].split()[-1], cues)}
    return list(found.values()) if len(found) == 1 else []


_NAME: Final = r"[A-Z][\w’'-]+(?:\s+(?:(?:of|for|and|the|al|de|van|von)\s+){0,2}[A-Z][\w’'-]+){1,4}"
_VERBS: Final = (
    "said|says|told|wrote|announced|gave|gives|reported|reports|estimates|estimated|warned|added|measured"
    "|confirmed"
)
_BY_COUNT: Final = r"[Bb]y (?:the|an?)(?: \w+)? (?:estimate|count|account|reckoning|tally)"
_COUNTED_BY: Final = re.compile(rf"\b{_BY_COUNT} of (?:the )?((?:[A-Z][\w’'-]+ )?{_BODY}\b|{_NAME})")
"""Whose the count is in a sentence without a word of saying."""
_FORMS: Final = tuple(
    re.compile(form)
    for form in (
        rf"({_NAME})(?:,[^,.]{{1,60}},)?,?\s+(?:has\s+|have\s+|had\s+)?(?:{_VERBS})\b",
        rf"\b(?:said|says|wrote|reported)\s+(?:the\s+)?({_NAME})",
        rf"\baccording to (?:the\s+)?({_NAME})",
        rf"\b[Tt]he ({_BODY})\s+(?:has\s+|have\s+|had\s+)?(?:{_VERBS})\b",
        rf"\baccording to the ({_BODY})\b",
    )
)


def by_form(sentence: str, forms: Sequence[re.Pattern[str]] = _FORMS) -> Iterable[Row]:
    """Who says it by the form of the sentence, where the reader found nobody: "…, Lena Fosse, said"."""
    for pattern in forms:
        match = pattern.search(sentence)
        if match is not None and not any(word.lower() in CALENDAR for word in match[1].split()):
            name = match[1]
            yield {
                "name": name, "name_key": keys.name_key(name), "words": name, "type": "unknown",
                "anonymous": False, "resolved": True, "actor_id": None,
            }  # fmt: skip
            return


def _says(sentence: str, name: str, cues: frozenset[str]) -> bool:
    for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", sentence):
        after = re.findall(r"[a-z]+", sentence[match.end() : match.end() + 20].lower())[:2]
        if cues & set(after) or sentence[: match.start()].lower().rstrip().endswith("according to"):
            return True
    return False


def _reach(last: Row | None, actor: str | None, lexicon: Lexicon, text: str) -> Reach:
    if last is None:
        return "none"
    words = [stem(w) for w in re.findall(r"[a-z]+", last["name"].lower()) if w not in _SKIP]
    plain = [w for w in re.findall(r"[a-z]+", last["name"].lower()) if w not in _SKIP]
    *described, noun = last["name"].split() or [""]
    if noun in _EVIDENCE and _OF_NOBODY.issuperset(described):
        # "According to an early estimate" does not say whose.
        return "nobody"
    head = _WHOSE.match(last["name"])
    if head is not None and head[1] in lexicon.whole:
        return "whole"
    owner = last["name"].lower().partition(" of ")[0].split()
    body = (
        " of " in last["name"] and owner and owner[-1] not in lexicon.whole | lexicon.groups | lexicon.nobody
    )
    if plain and plain[-1] in lexicon.whole and not _BODY_OF.match(last["name"]) and not body:
        return "whole"  # "the river guard of the province" is a body
    if (last["name"].islower() and plain and plain[-1] in lexicon.groups) or " ".join(
        plain[-2:]
    ) in lexicon.groups:
        return "nobody"
    if len(plain) > 1 and noun == "authority" and not last["anonymous"]:
        # "The maritime authority" is a body, though "the authority" is nobody in particular.
        return "named" if last["name"][:1].isupper() else "body"
    if _OF_ALL_LANDS.match(last["name"]):
        return "nobody"
    if not plain or last["anonymous"] or plain[-1] in lexicon.nobody | _PRONOUNS:
        return "nobody"
    if plain[-1] in lexicon.company and len(words) <= 2:
        return "company"
    if (actor or "").startswith("country:"):
        return "whole"
    if names_whole(last["name"], text):
        return "whole"
    return "named" if last["name"][:1].isupper() else "body"


def _tokens(text: str) -> Iterable[str]:
    for match in WORD.finditer(_UNLIKE.sub(" ", text)):
        word = re.sub(r"[’']s?$", "", match[0])
        if len(word) > 2 and word.lower() not in _SKIP and not (word[0].isupper() and is_country(word)):
            yield form(word)


_UNLIKE: Final = re.compile(r",? (?:(?:which|who) (?:is|are|was|were) not|unlike|as opposed to) [^,.;]*")
"""Whom an authority is told from: "the doctors' chamber, which is not the union"."""


def _capitals(text: str) -> Iterable[str]:
    for match in WORD.finditer(text):
        word = re.sub(r"[’']s?$", "", match[0])
        if (
            word[0].isupper()
            and len(word) > 2
            and word.lower() not in _SKIP
            and word.lower() not in CALENDAR
            and not is_country(word)
        ):
            yield form(word)


@lru_cache(maxsize=50_000)
def form(word: str) -> str:
    """A word of a name or title in the form in which its spellings are equal: Zelensky, Zelenskyy."""
    plain = name_key(word) or word.lower()
    return plain[:-1] if len(plain) > 4 and plain.endswith("s") else plain


@lru_cache(maxsize=5_000)
def names_whole(name: str, text: str) -> bool:
    """Whether a text speaks of a name as of a country or another whole, which has people and bodies.

    Not every country is in a gazetteer: "in Ordava", "Ordava's navy", "Ordavan troops".
    """
    if not 3 < len(name) <= 40 or not name[:1].isupper() or len(name.split()) > 3 or name not in text:
        return False
    actor, _ = actor_of(name, "unknown", None)
    if actor is not None:
        return actor.startswith("country:")
    at = text.find(name)
    while at >= 0:
        end = at + len(name)
        if _HEAD.search(text, max(0, at - 18), at) and not _GOES_ON.match(text, end):
            return True
        if not text[at - 1 : at].isalnum() and _OWN.match(text, end):
            return True
        at = text.find(name, end)
    return False


_BODIES: Final = (
    "army|navy|military|forces|troops|soldiers|police|government|ministry|minister|president|parliament"
    "|intelligence|capital|border|coast|population|economy|people|authorities|ambassador|embassy"
)
_HEAD: Final = re.compile(r"\b(?:in|across|inside|throughout|(?:country|republic|kingdom) of)\s+$")
_GOES_ON: Final = re.compile(r"[\w’'-]|\s+[A-Z]")
_OWN: Final = re.compile(rf"[’']s?\s+(?:\w+\s+){{0,2}}?(?:{_BODIES})\b|(?:i|n|ian|an|ese|ish)s?\s+[a-z]")
