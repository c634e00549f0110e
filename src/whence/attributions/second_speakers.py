"""Whose word a second clause of a sentence is, where the reader of spans goes on with the first speaker.

- "Ann said hospitals were full, and the WHO, in its bulletin, warned that cholera was spreading": the WHO
  warns of it.
- "He spoke to both sides, the ministry said, and urged restraint": he urged it, as the ministry said.
- "The charity, which has 40 staff, according to its website, denied wrongdoing": the website says how many
  are its staff, and the charity denies it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from whence.attributions.drafts import EVIDENCE, Draft, Range, can_speak
from whence.attributions.rules import Rules

if TYPE_CHECKING:
    from whence.reader.syntax import Doc, Token

_FINITE: Final = frozenset({"VBD", "VBZ", "VBP"})
_LINKS: Final = frozenset({"and", "but", "while"})
_SPEAKING: Final = frozenset(
    {
        "statement",
        "address",
        "bulletin",
        "speech",
        "interview",
        "post",
        "letter",
        "report",
        "briefing",
        "call",
    }
    | {"speaking", "message", "broadcast", "communique", "email", "reply", "tweet", "writing", "telling"}
)
"""Words of an adverbial between a subject and its verb by which somebody speaks."""
_AHEAD: Final = 80
"""Words behind a cue in which a second speaker stands, at most."""
_INSERTED: Final = 14
"""Words of such an adverbial, at most."""


def second_speakers(doc: Doc, drafts: Sequence[Draft], rules: Rules, quoted: Sequence[bool]) -> list[Draft]:
    """Drafts with each clause on the word of its own subject."""
    return _coordinated(doc, _in_relative(doc, _apart(doc, drafts, rules, quoted), rules), quoted)


def _apart(doc: Doc, drafts: Sequence[Draft], rules: Rules, quoted: Sequence[bool]) -> list[Draft]:
    """Drafts with ", and B, in a statement, warned that …" on B's word, and out of what A said."""
    sources: dict[int, Range] = {}
    commas: dict[int, int] = {}
    for draft in drafts:
        if draft.source is None or draft.parent is not None or draft.source[0] > draft.cue[0]:
            continue
        stop = min(doc[draft.cue[0]].sent.end, draft.cue[1] + _AHEAD)
        for link in doc[draft.cue[1] : stop]:
            if link.lower_ in _LINKS and not quoted[link.i] and doc[link.i - 1].text == ",":
                second = _inserted(doc, link, rules)
                if second is not None:
                    sources[second[1].i] = second[0]
                    commas.setdefault(id(draft), link.i - 1)
    if not sources:
        return list(drafts)
    out: list[Draft] = []
    seen: set[int] = set()
    for draft in drafts:
        new = draft
        if (comma := commas.get(id(draft))) is not None:
            end = doc[comma].sent.end
            kept = tuple(
                (a, min(b, comma) if a < comma else b) for a, b in draft.content if not comma <= a < end
            )
            new = replace(draft, content=kept) if kept else draft
        for verb in range(*draft.cue):
            if verb in sources:
                content = tuple(p for p in new.content if p[0] >= new.cue[1])
                new = replace(new, source=sources[verb], content=content or new.content, evidence=EVIDENCE)
                seen.add(verb)
        out.append(new)
    for verb, source in sources.items():
        end = _stop(doc, doc[verb])
        if verb not in seen and verb + 1 < end:
            out.append(Draft((verb, verb + 1), source, ((verb + 1, end),), EVIDENCE))
    return sorted(out, key=lambda d: (d.start(), d.cue))


def _inserted(doc: Doc, link: Token, rules: Rules) -> tuple[Range, Token] | None:
    """The subject and the verb of "and B, in a statement, warned …" behind its link."""
    who = next(
        (
            t
            for t in doc[link.i + 1 : link.i + 7]
            if t.dep_ in ("nsubj", "conj") and t.pos_ in ("NOUN", "PROPN")
        ),
        None,
    )
    if who is None or not can_speak(who, rules) or doc[link.i + 1].lower_ == "that":
        return None
    comma = next((t.i for t in doc[who.i + 1 : who.i + 4] if t.text == ","), None)
    if comma is None or any(t.tag_ in _FINITE or t.is_punct for t in doc[link.i + 1 : comma]):
        return None
    close = next((t.i for t in doc[comma + 1 : comma + _INSERTED] if t.text == ","), None)
    if close is None or close + 1 >= len(doc):
        return None
    words = {t.lower_ for t in doc[comma + 1 : close]}
    verb = doc[close + 1]
    if words.isdisjoint(_SPEAKING) or verb.tag_ not in _FINITE:
        return None
    if verb.lemma_.lower() not in rules.signals | rules.told | rules.going_on:
        return None
    return (link.i + 1, comma), verb


def _coordinated(doc: Doc, drafts: Sequence[Draft], quoted: Sequence[bool]) -> list[Draft]:
    """Drafts with "…, the ministry said, and urged restraint" as what he urged, as the ministry said."""
    by_cue = {i: d for d in drafts for i in range(*d.cue)}
    new: dict[int, Draft] = {}
    gone: set[int] = set()
    for first in drafts:
        a, b = max(first.content)
        source, end = first.source, first.cue[1]
        told = source is not None and first.parent is None and a >= doc[first.cue[0]].sent.start
        if source is None or not told or b > source[0] or end + 2 >= len(doc) or quoted[a]:
            continue
        # "…, the ministry said, and urged": the cue stands between commas; of "according to X" its source.
        end = max(end, source[1])
        if end >= len(doc):
            continue
        comma = doc[end].text == "," or doc[end - 1].text == ","
        link = end + 1 if doc[end].text == "," else end
        if not comma or link + 1 >= len(doc) or doc[link].lower_ not in ("and", "but"):
            continue
        verb = doc[link + 1]
        main = next((t for t in doc[a:b] if t.tag_ in _FINITE), None)
        who = next((c for c in main.children if c.dep_ == "nsubj"), None) if main is not None else None
        if main is None or who is None or verb.tag_ != main.tag_ or not a <= who.i < b:
            continue
        if any(c.dep_.startswith("nsubj") for c in verb.children if c.i > link):
            continue
        second = by_cue.get(verb.i)
        stop = max((y for _, y in second.content), default=0) if second is not None else _stop(doc, verb)
        if stop <= link + 1:
            continue
        new[id(first)] = replace(first, content=(*first.content, (link, stop)))
        if second is not None and second is not first and second.source in (None, source):
            gone.add(id(second))  # read again with the content that it stands in
    return [new.get(id(d), d) for d in drafts if id(d) not in gone]


def _stop(doc: Doc, verb: Token) -> int:
    end = verb.sent.end
    while end > verb.i and (doc[end - 1].is_space or doc[end - 1].text in (".", "!", "?")):
        end -= 1
    return end


def _in_relative(doc: Doc, drafts: Sequence[Draft], rules: Rules) -> list[Draft]:
    """Drafts with "X, who has 40 staff, according to DOC, denied it" as the document's and X's words."""
    out: list[Draft] = []
    cues = {i for d in drafts for i in range(*d.cue)}
    for draft in drafts:
        found = _aside(doc, draft)
        if found is None:
            out.append(draft)
            continue
        which, end = found
        verb = doc[end]
        out.append(replace(draft, content=((which, draft.cue[0] - 1),), evidence=EVIDENCE))
        stop = _stop(doc, verb)
        says = verb.lemma_.lower() in rules.signals | rules.denials
        if verb.i in cues or not says or verb.i + 1 >= stop:
            continue
        noun = doc[which - 2]
        who = noun if noun.pos_ in ("NOUN", "PROPN") else None
        begin = doc[which].sent.start
        while begin < which and (doc[begin].is_space or doc[begin].is_punct):
            begin += 1
        if who is not None and which - 1 - begin < 9 and not any(t.is_punct for t in doc[begin : which - 1]):
            source = (begin, which - 1)
            out.append(Draft((verb.i, verb.i + 1), source, ((verb.i + 1, stop),), EVIDENCE))
    return out


def _aside(doc: Doc, draft: Draft) -> tuple[int, int] | None:
    """Where the relative clause of an "according to" begins, and the verb behind it."""
    a, b = draft.cue
    if draft.source is None or doc[a:b].text.lower() != "according to" or doc[a - 1].text != ",":
        return None
    end = draft.source[1]
    if end + 1 >= len(doc) or doc[end].text != "," or doc[end + 1].tag_ not in _FINITE:
        return None
    if any(p[0] < a for p in draft.content) and min(draft.content)[0] < a - 1:
        first = min(draft.content)[0]
        if doc[first].tag_ in ("WP", "WDT"):
            return None  # it is read so already
    which = next((t for t in doc[max(doc[a].sent.start, a - 25) : a] if t.tag_ in ("WP", "WDT")), None)
    if which is None or which.i < 2 or doc[which.i - 1].text != ",":
        return None
    if any(t.text == "," for t in doc[which.i : a - 1]):
        return None
    return which.i, end + 1
