"""Who speaks, where the reader of spans left it among the words said, or took the hearer for it.

- "…, killing two, the head of the region, Pavlo Derin, wrote on Telegram": he stands in what he wrote.
- "A monitoring group, the Rights Watch, said …": both are who speaks.
- "They were told to pay": they heard it, and who told them is not said.
- "A diplomat who asked not to be named said …": whoever asks is who speaks.
- "What he called “the gangs” had received rockets": he calls them that, and says no more by it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from whence.attributions.around import (
    by_handle,
    comma_before,
    in_headline,
    in_position,
    named_before,
    without_place,
)
from whence.attributions.chains import phrase_of
from whence.attributions.clause_parts import phrase
from whence.attributions.drafts import EVIDENCE, Draft, Range, can_speak, head_of
from whence.attributions.names import Names
from whence.attributions.relayed import cites_somebody, first_told, relayed
from whence.attributions.rules import Rules

if TYPE_CHECKING:
    from whence.reader.syntax import Doc, Token

_ASKED: Final = frozenset({"asked", "interviewed", "surveyed", "polled"})
_FINITE: Final = frozenset({"VBZ", "VBP", "VBD", "MD"})
_VERBAL: Final = frozenset({*_FINITE, "VB", "VBG", "TO"})
_QUOTES: Final = frozenset({'"', "“", "”", "«", "»", "„", "‘", "’", "'", "``", "''"})
_WITH: Final = frozenset({"call", "appeal", "warn", "complain", "speak"})
"""Verbs whose preposition is part of the cue: "called on", "warned of"."""
_WHICH: Final = frozenset({"WDT", "WP"})
_TITLED: Final = 8
"""Words between the head of a subject and its verb: "the governor, Ivan Petrov, accused"."""
_HAVE: Final = frozenset({"has", "have", "had"})
_CALLED: Final = frozenset(
    {"call", "describe", "term", "dub", "label", "brand", "characterise", "characterize"}
)


def speaker_found(doc: Doc, draft: Draft, names: Names, rules: Rules) -> Draft:
    """The draft with whoever speaks in its source, and nobody else."""
    draft = cites_somebody(doc, first_told(doc, _carried(doc, draft, names), rules), names, rules)
    draft = in_position(doc, by_handle(doc, in_headline(doc, draft, rules)))
    draft = without_place(doc, draft, names)
    draft = _without_aside(doc, _between(doc, _without_hearer(doc, draft, rules), rules))
    draft = _told_before(doc, _subject(doc, _according(doc, _of_the_asked(doc, draft))))
    draft = relayed(doc, draft, rules)
    draft = _described(doc, _shared(doc, draft, rules), rules)
    draft = _from_content(doc, draft, names, rules)
    draft = _without_day(doc, _whole_phrase(doc, _named_behind(doc, _with_apposition(doc, draft))))
    return named_before(doc, _interrupted(doc, _what_is_called(doc, draft)), names)


_CARRIED: Final = frozenset({"carry", "broadcast", "air", "publish", "televise", "stream"})


def _carried(doc: Doc, draft: Draft, names: Names) -> Draft:
    """A draft of "In a speech carried by Al Masirah, the leader said" with the leader, by way of it."""
    if draft.source is None or draft.source[0] < 2:
        return draft
    if doc[draft.source[0] - 1].text == "," and draft.through is None:
        end = draft.source[0] - 1
        for (a, b), bearer in names.within((max(0, end - 5), end)):
            carried = a > 2 and doc[a - 1].lower_ == "by" and doc[a - 2].lemma_.lower() in _CARRIED
            if b == end and bearer.kind == "OUTLET" and carried:
                return replace(draft, through=(a, b))
    by = next(
        (t for t in doc[draft.source[0] + 1 : draft.source[0] + 4] if t.lemma_.lower() in _CARRIED), None
    )
    if by is not None and by.tag_ == "VBN" and doc[by.i + 1].lower_ == "by":
        # The speech itself taken into the source: "a speech carried by Al Masirah, the leader".
        draft = replace(draft, source=(by.i + 2, draft.source[1]))
    if draft.source is None or doc[draft.source[0] - 1].lower_ != "by":
        return draft
    a, b = draft.source
    first = next(iter(names.within((a, b))), None)
    if first is None or first[1].kind != "OUTLET" or first[0][0] - a > 1 or doc[a - 2].tag_ != "VBN":
        return draft
    span, end = first[0], first[0][1]
    if end + 1 >= b or doc[end].text != ",":
        return draft
    return replace(draft, source=(end + 1, b), through=draft.through or span)


def _without_day(doc: Doc, draft: Draft) -> Draft:
    """A draft of "the minister last night insisted" with the minister alone."""
    if draft.source is None or draft.source[1] != draft.cue[0]:
        return draft
    a, b = draft.source
    verb, end = head_of(doc, draft.cue), b
    while end > a + 1 and doc[end - 1].ent_type_ in ("DATE", "TIME"):
        end -= 1
    day = [t for t in doc[end:b] if t.head.i == verb.i]
    beside = bool(day) and all(t.dep_ in ("obl:unmarked", "advmod", "nmod:unmarked") for t in day)
    clause = any(t.pos_ == "VERB" for t in doc[a:end])  # "a study released last month reveals"
    if end == b or not beside or clause or doc[end - 1].is_punct:
        return draft
    return replace(draft, source=(a, end))


def _of_the_asked(doc: Doc, draft: Draft) -> Draft:
    """A draft of "61 percent of 804 people asked said …", whose cue is "said" alone."""
    a, b = draft.cue
    two = b - a == 2 and doc[a].lower_ in _ASKED and doc[a + 1].tag_ in ("VBD", "VBZ", "VBP")
    if not two or draft.source is None or draft.source[1] != a:
        return draft
    return replace(draft, source=(draft.source[0], a + 1), cue=(a + 1, b))


def _between(doc: Doc, draft: Draft, rules: Rules) -> Draft:
    """A draft of "Rwanda, whose president, Paul Kagame, says …, denies it", with the president alone.

    What Rwanda does behind that is no word of his.
    """
    if draft.source is None or draft.source[1] > draft.cue[0]:
        return draft
    a, b = draft.source
    whose = next((t for t in doc[a:b] if t.lower_ == "whose"), None)
    if whose is None or whose.i <= a + 1 or whose.i + 1 >= b or doc[whose.i - 1].text != ",":
        return draft
    first = any(t.text == "," for t in doc[a : whose.i - 1])
    if first or not any(t.lemma_.lower() in rules.persons for t in doc[whose.i + 1 : min(whose.i + 4, b)]):
        return draft
    content = []
    for x, y in draft.content:
        main = next(
            (
                t
                for t in doc[x + 2 : y]
                if t.tag_ in ("VBZ", "VBD", "VBP") and doc[t.i - 1].text == "," and t.i > draft.cue[1]
            ),
            None,
        )
        own = main is not None and any(c.dep_.startswith("nsubj") and c.i >= x for c in main.children)
        content.append((x, main.i - 1) if main is not None and not own else (x, y))
    end = b
    while end > whose.i + 2 and doc[end - 1].is_punct:
        end -= 1
    return replace(draft, source=(whose.i + 1, end), content=tuple(content))


def _without_aside(doc: Doc, draft: Draft) -> Draft:
    """A draft of "…, she said, without saying whether it was true" without what she did not say."""
    a, b = draft.cue
    at = next((t.i for t in doc[a + 1 : b] if t.lower_ == "without"), None)
    kept = tuple(p for p in draft.content if p[1] <= a or (at is not None and p[1] <= at))
    if at is None or not kept:
        return draft
    end = at
    while end > a + 1 and doc[end - 1].is_punct:
        end -= 1
    return replace(draft, cue=(a, end), content=kept, evidence=EVIDENCE)


def _told_before(doc: Doc, draft: Draft) -> Draft:
    """A draft of "rebels took the mine, three residents told AP, in what would be …", with what they told.

    What follows in such a clause is the report's own weighing.
    """
    a, b = min(draft.content)
    here = doc[draft.cue[0]].sent
    if draft.source is None or len(draft.content) > 1 or a < draft.cue[1]:
        return draft
    begin, end = here.start, draft.source[0] - 1
    weighed = a + 1 < b and doc[a].lower_ in ("in", "as") and doc[a + 1].lower_ in ("what", "part")
    if not weighed or end <= begin + 2 or doc[end].text != ",":
        return draft
    dash = next((i for i in range(end, begin, -1) if doc[i].text in ("—", "–", "-")), None)
    if dash is not None and dash - begin < 12 and doc[dash - 1].text == ")":
        begin = dash + 1  # "GOMA, April 30 (AP) —"
    if not any(t.tag_ in _FINITE for t in doc[begin:end]):
        return draft
    return replace(draft, content=((begin, end),), evidence=EVIDENCE)


def _according(doc: Doc, draft: Draft) -> Draft:
    """A draft of "…, according to its deputy head, X, who …" that took the deputy head for the content."""
    if draft.source is not None or doc[draft.cue[0] : draft.cue[1]].text.lower() != "according to":
        return draft
    behind = [p for p in draft.content if p[0] == draft.cue[1]]
    if behind and len(draft.content) > 1 and not any(t.tag_ == "MD" for t in doc[slice(*behind[0])]):
        rest = tuple(p for p in draft.content if p not in behind)
        return replace(draft, source=behind[0], content=rest, evidence=EVIDENCE)
    a, b = min(draft.content)
    here = doc[draft.cue[0]].sent
    if a != draft.cue[1] or len(draft.content) > 1:
        return draft
    if not any(t.is_alpha for t in doc[here.start : draft.cue[0]]):
        return _leading(doc, draft)
    if draft.cue[0] - here.start < 4:
        return draft
    stop = next((t.i for t in doc[a:b] if t.tag_ in _FINITE or t.tag_ in ("WP", "WDT")), b)
    while stop > a and (doc[stop - 1].is_punct or doc[stop - 1].is_space):
        stop -= 1
    begin, end = here.start, draft.cue[0]
    while end > begin and (doc[end - 1].is_punct or doc[end - 1].is_space):
        end -= 1
    while begin < end and (doc[begin].is_punct or doc[begin].is_space):
        begin += 1
    if stop <= a or end - begin < 3:
        return draft
    return replace(draft, source=(a, stop), content=((begin, end),), evidence=EVIDENCE)


def _leading(doc: Doc, draft: Draft) -> Draft:
    """A draft of "According to figures compiled by the UN, 300 people died" that took it all for content."""
    a = draft.cue[1]
    last = doc[draft.cue[0]].sent.end
    for comma in range(a + 1, last - 2):
        if doc[comma].text != ",":
            continue
        clause = doc[comma + 1 : last]
        opens = any(
            t.dep_.startswith("nsubj")
            and t.left_edge.i == comma + 1
            and t.head.i > t.i
            and (t.head.tag_ in _FINITE or any(c.tag_ in _FINITE or c.tag_ == "MD" for c in t.head.children))
            for t in clause
        )
        if not opens or any(t.tag_ in _FINITE and t.dep_ != "acl" for t in doc[a:comma]):
            continue
        end = next((t.i for t in clause if t.text == ";" or (t.is_space and "\n" in t.text)), last)
        while end > comma + 1 and (doc[end - 1].text == "." or doc[end - 1].is_space):
            end -= 1
        return replace(draft, source=(a, comma), content=((comma + 1, end),), evidence=EVIDENCE)
    return draft


def _subject(doc: Doc, draft: Draft) -> Draft:
    """A draft whose source speaks in another clause, with the subject of its own verb.

    "Both sides accused each other of the attack, in which the network said 70 had died": the sides accuse.
    """
    verb = head_of(doc, draft.cue)
    perfect = verb.tag_ == "VBN" and any(c.dep_ == "aux" and c.lower_ in _HAVE for c in verb.children)
    if draft.source is None or (verb.tag_ not in ("VBD", "VBZ", "VBP") and not perfect):
        return draft
    who = next((c for c in verb.children if c.dep_ == "nsubj" and c.i < draft.cue[0]), None)
    if draft.source[0] < draft.cue[1]:
        nearer = _above_clause(doc, draft if perfect else _of_which(doc, draft, verb, who), who)
        return _own_subject(doc, nearer, who)
    if perfect:
        return draft
    other = head_of(doc, draft.source)
    if who is None or not other.dep_.startswith("nsubj") or other.head.i <= verb.i or other.head.i == who.i:
        return draft
    parts = [p for p in draft.content if p[0] <= who.i < p[1] <= draft.cue[0]]
    stop = next((i for i in range(draft.source[0] - 1, draft.cue[1], -1) if doc[i].text in (",", ";")), None)
    if len(parts) != 1 or len(draft.content) != 1 or stop is None or who.tag_ in ("WP", "WDT"):
        return draft
    return replace(draft, source=parts[0], content=((draft.cue[1], stop),), evidence=EVIDENCE)


def _own_subject(doc: Doc, draft: Draft, who: Token | None) -> Draft:
    """A draft of "…, and the governor, Ivan Petrov, accused Kyiv" with the governor, who has his own verb."""
    source = draft.source
    if who is None or source is None or who.tag_ in ("WP", "WDT") or not source[1] <= who.left_edge.i:
        return draft
    begin = who.left_edge.i
    while begin < who.i and (doc[begin].is_punct or doc[begin].pos_ == "CCONJ"):
        begin += 1
    if doc[begin - 1].lower_ not in ("and", "but", "while") or draft.cue[0] - who.i > _TITLED:
        return draft
    end = draft.cue[0]
    content = tuple(p for p in draft.content if p[0] >= draft.cue[1])
    return replace(draft, source=(begin, end), content=content, evidence=EVIDENCE) if content else draft


def _above_clause(doc: Doc, draft: Draft, who: Token | None) -> Draft:
    """A draft of "a spokesman, who was not named by the broadcaster N1, rejected it" with the spokesman.

    Whoever does something in a clause on the subject does not speak for it.
    """
    source = draft.source
    if who is None or source is None or who.tag_ in ("WP", "WDT") or not who.i < source[0] < source[1]:
        return draft
    at, clause = head_of(doc, source), False
    while at.i != who.i and at.head is not at:
        clause = clause or at.dep_.startswith("acl")
        at = at.head
    if at.i != who.i or not clause:
        return draft
    begin, end = phrase_of(doc, who, who.left_edge.i)
    relative = next((i for i in range(who.i + 1, source[0]) if doc[i].text == ","), None)
    if relative is None or begin > who.i:
        return draft
    end = min(end, relative)
    content = tuple(p for p in draft.content if p[0] >= draft.cue[1])
    return replace(draft, source=(begin, end), content=content, evidence=EVIDENCE) if content else draft


def _of_which(doc: Doc, draft: Draft, verb: Token, who: Token | None) -> Draft:
    """A draft of "a figure that researchers called plausible" with the researchers, who call it that."""
    if draft.source is None or who is None or who.tag_ in ("WP", "WDT"):
        return draft
    between = doc[draft.source[1] : who.left_edge.i]
    if len(between) != 1 or between[0].lower_ not in ("that", "which") or between[0].tag_ != "WDT":
        return draft
    source = phrase_of(doc, who, who.left_edge.i)
    content = tuple(p for p in draft.content if p[0] >= draft.cue[1])
    if source[1] > draft.cue[0] or not content:
        return draft
    return replace(draft, source=source, content=content, evidence=EVIDENCE)


def _shared(doc: Doc, draft: Draft, rules: Rules) -> Draft:
    """A draft of "the bank kept its rate, but signalled that …", with the subject of both verbs.

    Of "put the loss at a tenth, adding that …" too.
    """
    verb = head_of(doc, draft.cue)
    adding = verb.tag_ == "VBG" and verb.dep_ == "advcl" and verb.lemma_.lower() in rules.reporting
    perfect = verb.tag_ == "VBN" and any(c.dep_ == "aux" and c.lower_ in _HAVE for c in verb.children)
    finite = verb.tag_ in ("VBD", "VBZ", "VBP") or perfect
    if draft.source is not None or not (adding or (finite and verb.dep_ == "conj")):
        return draft
    first = verb.head
    own = [c for c in verb.children if c.dep_.startswith(("nsubj", "aux:pass", "expl")) and c.i < verb.i]
    who = next((c for c in first.children if c.dep_ == "nsubj" and c.i < first.i), None)
    if (
        own
        or who is None
        or who.i >= draft.cue[0]
        or not (adding or perfect or first.tag_ == verb.tag_ or _had(first) or _has(first, verb))
    ):
        return draft
    handle = any(c.text[:1] == "@" for c in who.children)
    if not can_speak(who, rules) and not (perfect and who.lower_ == "they") and not handle:
        return draft
    if any(p[0] <= who.i < p[1] for p in draft.content) or min(draft.content)[0] < draft.cue[0]:
        return draft
    source = phrase_of(doc, who, min(t.i for t in who.subtree))
    return replace(draft, source=source) if source[1] <= draft.cue[0] else draft


def _has(first: Token, verb: Token) -> bool:
    """Whether a present tense goes on behind "has bought"."""
    return (
        first.tag_ == "VBN"
        and verb.tag_ in ("VBZ", "VBP")
        and any(c.dep_ == "aux" and c.lower_ in ("has", "have") for c in first.children)
    )


def _had(verb: Token) -> bool:
    """Whether a verb is "had documented", behind which a past tense goes on."""
    return verb.tag_ == "VBN" and any(c.dep_ == "aux" and c.lower_ == "had" for c in verb.children)


def _described(doc: Doc, draft: Draft, rules: Rules) -> Draft:
    """A draft of "a diplomat who asked not to be named said …" with the diplomat, and none of that clause."""
    verb = head_of(doc, draft.cue)
    if draft.source is not None or verb.tag_ not in ("VBD", "VBZ", "VBP"):
        return draft
    who = next((c for c in verb.children if c.dep_ == "nsubj" and c.i < draft.cue[0]), None)
    if who is None or verb.lemma_.lower() not in rules.reporting:
        return draft
    if not can_speak(who, rules):
        return draft
    own = [t.i for t in who.subtree]
    end = max(own) + 1
    clause = any(c.dep_ == "acl:relcl" and c.i > who.i for c in who.children)
    if not clause or end > draft.cue[0] or any(not t.is_punct for t in doc[end : draft.cue[0]]):
        return draft
    source = (min(own), end)
    content = tuple(p for p in draft.content if not source[0] <= p[0] < p[1] <= end)
    if not content or any(p[0] < end and source[0] < p[1] for p in content):
        return draft
    return replace(draft, source=source, content=content, evidence=EVIDENCE)


def going_on(doc: Doc, drafts: Sequence[Draft], rules: Rules, quoted: Sequence[bool]) -> list[Draft]:
    """Drafts with "… said that raids had doubled and accused three states of …" as two.

    An act of speech that goes on behind "and" is whoever spoke before: raids accuse nobody, and where people
    could do either, a report mostly goes on with whom it began with.
    """
    out: list[Draft] = []
    taken = {i for d in drafts for i in range(*d.cue)}
    for draft in drafts:
        a, b = max(draft.content)
        verb = head_of(doc, draft.cue)
        plain = (
            draft.source is not None and draft.source[0] < draft.cue[0] < a and verb.tag_ in ("VBD", "VBZ")
        )
        found = _goes_on(doc, (a, b), verb, rules, quoted) if plain else None
        if found is None or found in taken:
            out.append(draft)
            continue
        act = doc[found]
        link = next(i for i in range(found, a, -1) if doc[i].lower_ in ("and", "but"))
        end = found + 1
        if end < b and doc[end].lower_ in ("on", "for", "of", "against") and act.lemma_.lower() in _WITH:
            end += 1
        said = (a, link - 1) if doc[link - 1].text == "," else (a, link)
        if said[1] - said[0] < 2 or b - end < 1:
            out.append(draft)
            continue
        out.append(replace(draft, content=(*sorted(draft.content)[:-1], said)))
        out.append(replace(draft, cue=(found, end), content=((end, b),), evidence=EVIDENCE, rests_on=None))
    return out


def _goes_on(doc: Doc, content: Range, verb: Token, rules: Rules, quoted: Sequence[bool]) -> int | None:
    a, b = content
    for link in doc[a + 2 : b - 2]:
        if link.lower_ not in ("and", "but") or quoted[link.i]:
            continue
        act = next((t for t in doc[link.i + 1 : link.i + 3] if t.tag_ != "RB"), None)
        if act is None or act.i >= b - 1 or act.tag_ != verb.tag_ or quoted[act.i]:
            continue
        if act.lemma_.lower() not in rules.going_on or any(c.dep_.startswith("nsubj") for c in act.children):
            continue
        return act.i
    return None


def _whole_phrase(doc: Doc, draft: Draft) -> Draft:
    """A draft of "according to X, a British group, and Y, the bridge …" with all of that for its source.

    What the parser hangs on the clause as a second subject, before its own, is no part of it.
    """
    a, b = min(draft.content)
    if draft.source is None or not 0 <= a - draft.source[1] <= 1 or draft.cue[0] > draft.source[0]:
        return draft
    first = next((t for t in doc[a:b] if t.dep_ == "nsubj"), None)
    if first is None or doc[draft.source[1]].text != ",":
        return draft
    own = [c for c in first.head.children if c.dep_.startswith("nsubj") and first.i < c.i < first.head.i < b]
    if not own:
        return draft
    begin = min(t.i for t in own[-1].subtree)
    end = begin
    while end > a and (doc[end - 1].is_punct or doc[end - 1].is_space):
        end -= 1
    if end == begin or end <= a or any(t.tag_ in _FINITE for t in doc[a:end]):
        return draft
    rest = tuple(p for p in draft.content if p != (a, b))
    return replace(draft, source=(draft.source[0], end), content=tuple(sorted([(begin, b), *rest])))


def _interrupted(doc: Doc, draft: Draft) -> Draft:
    """A draft of "verified figures, the agency cautions, are an undercount" with what follows as well."""
    a, b = max(draft.content)
    end = draft.cue[1]
    if draft.source is None or b > draft.source[0] or end >= len(doc) or doc[end].text != ",":
        return draft
    head = head_of(doc, (a, b))
    if any(t.tag_ in _FINITE for t in doc[a:b]) or not head.dep_.startswith("nsubj") or head.head.i < end:
        return draft
    last = head.head.sent.end
    while last > end + 1 and (doc[last - 1].is_space or doc[last - 1].text in (".", "!", "?")):
        last -= 1
    return replace(draft, content=(*draft.content, (end + 1, last)), evidence=EVIDENCE)


def _subject_told(doc: Doc, draft: Draft, rules: Rules) -> Draft | None:
    """A draft of "The commander, known as Karo, told TV9 that …" whose subject was taken for a content."""
    if len(draft.content) != 2:
        return None
    (a, b), rest = sorted(draft.content)
    verb = head_of(doc, draft.cue)
    if verb.lemma_.lower() not in rules.told | rules.reporting or verb.tag_ not in ("VBD", "VBZ", "VBP"):
        return None
    if doc[rest[0]].lower_ != "that":
        return None
    who = next((c for c in verb.children if c.dep_ == "nsubj" and a <= c.i < b), None)
    own = who is not None and who.tag_ not in ("WP", "WDT") and not any(t.tag_ in _FINITE for t in doc[a:b])
    if not own or not 0 <= draft.cue[0] - b <= 1 or rest[0] < draft.cue[1]:
        return None
    return replace(draft, source=(a, b), content=(rest,), evidence=EVIDENCE)


def _from_content(doc: Doc, draft: Draft, names: Names, rules: Rules) -> Draft:
    """A draft without a source whose content ends with one, right before the cue."""
    if draft.source is None and (found := _subject_told(doc, draft, rules)) is not None:
        return found
    if draft.source is None and (found := _subject_behind(doc, draft, rules)) is not None:
        return found
    a, b = max(draft.content)
    verb = head_of(doc, draft.cue)
    has = any(c.dep_ == "aux" and c.lemma_ == "have" for c in verb.children)
    if (
        draft.source is not None
        or not (verb.tag_ in ("VBD", "VBZ") or (verb.tag_ == "VBN" and has))
        or verb.lemma_.lower() not in rules.reporting | {"charge"}
        or (verb.lemma_ == "charge" and doc[min(draft.cue[1], len(doc) - 1)].lower_ == "with")
    ):
        return draft
    if any(c.dep_ == "aux:pass" for c in verb.children) or not 0 <= draft.cue[0] - b <= 1:
        return draft
    end = b
    while end > a and (doc[end - 1].is_punct or doc[end - 1].is_space):
        end -= 1
    rest = tuple(p for p in draft.content if p != (a, b))
    if rest and max(rest)[1] == a - 1 and doc[a - 1].text == "," and _speaks(doc, (a, end), names, rules):
        return replace(draft, source=(a, end), content=rest, evidence=EVIDENCE)
    if (told := _that_is(doc, a, end, names)) is not None:
        return replace(draft, source=(told, end), content=(*rest, (a, told - 1)), evidence=EVIDENCE)
    begin = comma_before(doc, a, end)
    if begin is None or not _speaks(doc, (begin, end), names, rules):
        return draft
    before = comma_before(doc, a, begin - 1)
    if before is not None and names.at(begin) is not None and _person(doc, (before, begin - 1), rules):
        begin = before  # "the head of the administration, Pavlo Derin,"
    elif before is not None and _is_named(doc, (before, begin - 1), names):
        begin = before  # "COGAT, the Israeli body that oversees aid,"
    kept = (a, begin - 1)
    said = doc[kept[0] : kept[1]]
    if not any(t.tag_ in _FINITE for t in said):
        return draft
    content = (*sorted(draft.content)[:-1], kept)
    return replace(draft, source=(begin, end), content=content, evidence=EVIDENCE)


def _subject_behind(doc: Doc, draft: Draft, rules: Rules) -> Draft | None:
    """A draft of "The board met twice, said a person with direct knowledge" with the person, if it is one."""
    verb = head_of(doc, draft.cue)
    after = next((p for p in draft.content if p[0] == draft.cue[1]), None)
    before = tuple(p for p in draft.content if p[1] <= draft.cue[0])
    if (
        after is None
        or not before
        or verb.tag_ not in ("VBD", "VBZ")
        or doc[draft.cue[0] - 1].text not in (",", "”", '"')
    ):
        return None
    who = next((c for c in verb.children if c.dep_ == "nsubj" and after[0] <= c.i < after[1]), None)
    if who is None or who.left_edge.i != after[0]:
        return None
    if not can_speak(who, rules) and who.lemma_.lower() not in ("person", "people"):
        return None
    return replace(draft, source=(after[0], phrase(doc, who)[1]), content=before, evidence=EVIDENCE)


def _speaks(doc: Doc, span: Range, names: Names, rules: Rules) -> bool:
    """Whether a noun phrase is a name of somebody, or describes somebody who can speak."""
    words = doc[span[0] : span[1]]
    if any(t.lower_ in ("and", "or") for t in words[:1]):
        return False  # the last of a list
    known = names.at(span[0])
    if known is not None and known.kind == "PERSON":
        return all(names.at(t.i) is known for t in words)
    last = names.at(span[1] - 1)
    if last is not None and last.kind == "PERSON" and last.unnamed is None:
        # "regional governor Oleh Syniehubov"
        before = [t for t in words if names.at(t.i) is not last]
        if before and before[-1].lemma_.lower() in rules.persons and before[-1].i < words[-1].i:
            return all(t.tag_ in ("JJ", "NN", "NNP", "DT", "POS", "NNPS") for t in before)
    return _person(doc, span, rules) or rules.type_heads.get(_noun(doc, span).lemma_.lower()) is not None


def _noun(doc: Doc, span: Range) -> Token:
    """The noun that a phrase is about: the last before a preposition."""
    words = list(doc[span[0] : span[1]])
    ends = (
        k for k, t in enumerate(words) if k and ((t.dep_ == "case" and t.tag_ != "POS") or t.tag_ in _WHICH)
    )
    stop = next(ends, len(words))
    return words[stop - 1]


def _that_is(doc: Doc, first: int, end: int, names: Names) -> int | None:
    """Where "COGAT, the Israeli body that oversees aid" begins at the end of what it said."""
    which = next((i for i in range(end - 1, max(first, end - 14), -1) if doc[i].tag_ in _WHICH), None)
    if which is None:
        return None
    the = next(
        (i for i in range(which - 1, max(first, which - 8), -1) if doc[i].lower_ in ("the", "a", "an")), None
    )
    if the is None or doc[the - 1].text != "," or any(t.is_punct for t in doc[the:end]):
        return None
    comma = next((i for i in range(the - 2, max(first, the - 8), -1) if doc[i].text == ","), None)
    if comma is None or not _is_named(doc, (comma + 1, the - 1), names):
        return None
    return comma + 1 if any(t.tag_ in _FINITE for t in doc[first:comma]) else None


def _is_named(doc: Doc, span: Range, names: Names) -> bool:
    """Whether a phrase is the name of a body or of somebody, and nothing else."""
    known = names.at(span[0])
    named = known is not None and known.kind in ("ORG", "PERSON", "OUTLET")
    return named and all(names.at(t.i) is known for t in doc[span[0] : span[1]])


def _person(doc: Doc, span: Range, rules: Rules) -> bool:
    return _noun(doc, span).lemma_.lower() in rules.persons


def _with_apposition(doc: Doc, draft: Draft) -> Draft:
    """A draft whose source is the name alone of "a monitoring group, the Rights Watch, said"."""
    if draft.source is None or len(draft.content) < 2:
        return draft
    cue = head_of(doc, draft.cue)
    for part in sorted(draft.content):
        head = head_of(doc, part)
        if 0 <= part[0] - draft.source[1] <= 1 and _describes(doc, part, draft.source):
            # "according to the association, a monitoring group that …"
            return replace(draft, content=tuple(p for p in draft.content if p != part))
        gap = draft.source[0] - part[1]
        if not 0 <= gap <= 1 or head.pos_ not in ("NOUN", "PROPN") or head.dep_ != "nsubj":
            continue
        if head.head.i != cue.i:  # it is the subject of what is said of it
            continue
        if any(t.tag_ in _FINITE for t in doc[part[0] : part[1]]):
            continue
        kept = tuple(p for p in draft.content if p != part)
        end = draft.source[1]
        while doc[end - 1].text in (",", ";"):
            end -= 1
        return replace(draft, source=(part[0], end), content=kept)
    return draft


def _named_behind(doc: Doc, draft: Draft) -> Draft:
    """A draft of "According to the governor, Ann Lee, three were hurt" with all that says who it is."""
    if draft.source is None or doc[draft.cue[0]].lower_ != "according" or draft.source[0] != draft.cue[1]:
        return draft
    a, b = draft.source
    end = b + 1
    while end < len(doc) and end - b < 5 and doc[end].ent_type_ == "PERSON":
        end += 1
    named = b + 1 < end < len(doc) and doc[b].text == "," == doc[end].text
    free = all(end < x or y <= b for x, y in draft.content)
    return replace(draft, source=(a, end)) if named and free and doc[a].lower_ == "the" else draft


def _describes(doc: Doc, part: Range, source: Range) -> bool:
    """Whether a noun phrase behind a source says what it is."""
    head = head_of(doc, part)
    first = doc[part[0]].lower_ in ("a", "an", "the", "one")
    return (
        first
        and head.pos_ == "NOUN"
        and head.dep_ == "appos"
        and not doc[source[1] - 1].is_punct
        and not any(t.dep_.startswith("nsubj") and t.head.i == head.i for t in doc[part[0] : part[1]])
    )


def _without_hearer(doc: Doc, draft: Draft, rules: Rules) -> Draft:
    """A draft whose source only heard it: "Drivers were told to pay", "she had been asked to wait"."""
    if draft.source is None:
        return draft
    verb = head_of(doc, draft.cue)
    if verb.lemma_.lower() not in rules.heard or verb.tag_ not in ("VBN", "VBD"):
        return draft
    aside = verb.i > 0 and doc[verb.i - 1].text == "," and draft.source[1] in (verb.i - 1, verb.i)
    near = doc[draft.cue[1] : min(draft.cue[1] + 20, len(doc) - 1)]
    goes_on = verb.lemma_.lower() in ("ask", "press", "question") and any(
        t.text == "," and doc[t.i + 1].tag_ in _FINITE for t in near
    )
    asked = verb.tag_ == "VBN" or goes_on
    if aside and asked and not any(c.dep_.startswith("aux") for c in verb.children):
        return replace(draft, source=None)  # "the minister, asked whether he would go, said …"
    heard = [c for c in verb.children if c.dep_ == "nsubj:pass" and draft.source[0] <= c.i < draft.source[1]]
    if not heard or not any(c.dep_ == "aux:pass" for c in verb.children):
        return draft
    agent = next((c for c in verb.children if c.dep_ == "obl:agent" and c.i > verb.i), None)
    by = next((c for c in agent.children if c.dep_ == "case"), None) if agent is not None else None
    source = phrase_of(doc, agent, by.i + 1) if agent is not None and by is not None else None
    content: Sequence[Range] = draft.content
    if source is not None:
        if by is None or not any(p[0] <= by.i < p[1] for p in content):
            return replace(draft, source=source)
        content = [
            piece
            for a, b in content
            for piece in (((a, by.i), (source[1], b)) if a <= by.i < b else ((a, b),))
            if piece[0] < piece[1]
        ]
    return replace(draft, source=source, content=tuple(content)) if content else draft


def _what_is_called(doc: Doc, draft: Draft) -> Draft:
    """A draft of "what he called X", with X for its content and nothing of the clause around it."""
    verb = head_of(doc, draft.cue)
    if verb.lemma_.lower() not in _CALLED or draft.source is None:
        return draft
    what = doc[draft.source[0] - 1] if draft.source[0] > 0 else None
    if what is None or what.lower_ != "what" or verb.i + 1 >= len(doc):
        return draft
    begin = draft.cue[1]
    if doc[begin].lower_ == "as":
        begin += 1
    if begin < len(doc) and doc[begin].text in _QUOTES:
        closing = next((t.i for t in doc[begin + 1 : begin + 40] if t.text in _QUOTES), None)
        return replace(draft, content=((begin, closing + 1),)) if closing is not None else draft
    named = next((c for c in verb.children if c.i >= begin and c.dep_ in ("obj", "xcomp", "obl")), None)
    if named is None or named.pos_ not in ("NOUN", "PROPN"):
        return draft
    return replace(draft, content=(phrase_of(doc, named, begin),))
