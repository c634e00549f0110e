"""Clauses that the reader of spans takes for one attribution with what stands around them.

- "Rebels claim dam as army denies retreat": in a headline "as" brings in what somebody else says.
- "The agency declined to comment on the lawsuit": the agency denies no lawsuit, it declines to comment.
- "State television showed what it said was footage of soldiers": it says that this is what it shows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from whence.attributions.chains import phrase_of
from whence.attributions.drafts import EVIDENCE, Draft, Range, can_speak, head_of, inside, overlap
from whence.attributions.owners import STATED
from whence.attributions.rules import Rules
from whence.attributions.untrue import denial_end

if TYPE_CHECKING:
    from whence.reader.syntax import Doc, Token

_PRONOUNS: Final = frozenset({"it", "they", "he", "she"})
_TITLE: Final = 60
"""Tokens of a report's first line, at most, where that is a headline."""
_ENDS: Final = frozenset({".", "!", "?", "”", '"'})


def apart(doc: Doc, draft: Draft, rules: Rules) -> Draft:
    """A headline's content without the clause with "as", "but" or "while" in which somebody else speaks."""
    draft = _within_headline(doc, _without_headline(doc, draft))
    a, b = max(draft.content)
    if not _headline(doc, draft.cue[0]):
        return draft
    other = next((i for i in range(max(a, draft.cue[1]) + 2, b) if doc[i].text == ";"), None)
    if other is not None and not any(t.is_quote for t in doc[a:b]):
        # "Army says it won the town; residents count the dead": the residents are another matter.
        draft = replace(draft, content=(*(p for p in draft.content if p != (a, b)), (a, other)))
        b = other
    for mark in doc[a:b]:
        verb = mark.head
        if (
            mark.lower_ not in ("as", "but", "while", "though")
            or verb.pos_ != "VERB"
            or verb.i < mark.i
            or verb.i >= b
        ):
            continue
        speaks = verb.lemma_.lower() in rules.signals | rules.denials | rules.reporting
        if speaks and any(c.dep_.startswith("nsubj") and mark.i < c.i < verb.i for c in verb.children):
            rest = [part for part in draft.content if part != (a, b)]
            kept = [(a, mark.i)] if mark.i > a else []
            return replace(draft, content=(*rest, *kept)) if rest or kept else draft
    return draft


def _without_headline(doc: Doc, draft: Draft) -> Draft:
    """A draft without parts of its content that stand in a headline above it: they repeat the other ones."""
    if len(draft.content) < 2:
        return draft
    end = next((t.i for t in doc if t.is_space and "\n" in t.text), len(doc))
    if draft.cue[0] < end or not _headline(doc, 0):
        return draft
    kept = tuple(part for part in draft.content if part[0] >= end)
    return replace(draft, content=kept) if kept else draft


def _within_headline(doc: Doc, draft: Draft) -> Draft:
    """A draft of a headline that ends in "…, residents say", with what stands there and not below it."""
    if draft.source is None or not 3 <= draft.source[0] < _TITLE or min(draft.content)[0] < draft.cue[1]:
        return draft
    end = next((t.i for t in doc[:_TITLE] if t.is_space and "\n" in t.text), None)
    if draft.cue[1] != end:
        return draft
    stop = draft.source[0]
    while stop > 0 and (doc[stop - 1].is_punct or doc[stop - 1].is_space):
        stop -= 1
    return replace(draft, content=((0, stop),), evidence=EVIDENCE) if stop > 1 else draft


def _headline(doc: Doc, index: int) -> bool:
    """Whether a token stands in a line of its own that ends without a full stop."""
    end = index
    while end < len(doc) and not (doc[end].is_space and "\n" in doc[end].text):
        end += 1
        if end - index > 40:
            return False
    return end > 0 and doc[end - 1].text not in _ENDS


def declined(doc: Doc, draft: Draft, rules: Rules) -> Draft:
    """A draft whose cue is "declined to comment on": what is declined is the comment."""
    a, b = draft.cue
    first = next((t for t in doc[a:b] if t.lemma_.lower() in ("decline", "refuse")), None)
    if first is None or first.i + 2 >= b or doc[first.i + 1].lower_ != "to":
        return draft
    after = first.i + 1
    parts = sorted(draft.content)
    if parts[0][0] < b or any(i in range(*(draft.source or (0, 0))) for i in range(after, parts[0][0])):
        return draft
    return replace(draft, cue=(a, after), content=((after, parts[0][1]), *parts[1:]))


def before_venue(doc: Doc, draft: Draft, rules: Rules) -> Draft:
    """A draft without the court that only heard it: "…, inquiry told", "the court heard that …"."""
    if draft.source is None:
        return _heard_behind(doc, draft, rules)
    cue = doc[draft.cue[0] : draft.cue[1]]
    head = head_of(doc, draft.source)
    if head.lemma_.lower() not in rules.venues:
        return draft
    after = doc[draft.cue[1]] if draft.cue[1] < len(doc) else None
    heard = any(t.lemma_.lower() == "hear" for t in cue)
    # "Inquiry told", "was told": somebody told it. "The court told him" tells.
    told = any(t.lower_ == "told" for t in cue) and (
        any(t.lemma_ == "be" for t in cue) or after is None or after.is_space or after.is_punct
    )
    return replace(draft, source=None) if heard or told else draft


def _heard_behind(doc: Doc, draft: Draft, rules: Rules) -> Draft:
    """A draft of "The boy was left alone, an inquest heard" with what was heard for its content."""
    a, b = max(draft.content)
    if doc[draft.cue[1] - 1].lemma_.lower() != "hear" or b != draft.cue[0] or len(draft.content) > 1:
        return draft
    if b - a > 4 or head_of(doc, (a, b)).lemma_.lower() not in rules.venues:
        return draft
    begin, end = doc[a].sent.start, a
    while begin < end and (doc[begin].is_space or doc[begin].is_punct):
        begin += 1
    if end - 1 <= begin + 1 or doc[end - 1].text != ",":
        return draft
    told = any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in doc[begin : end - 1])
    return replace(draft, content=((begin, end - 1),), evidence=EVIDENCE) if told else draft


def with_document(doc: Doc, draft: Draft, rules: Rules) -> Draft:
    """A draft whose source is the outlet alone of "…, a letter seen by X suggests", with the letter."""
    if draft.source is None or draft.source[0] < 3:
        return draft
    by = doc[draft.source[0] - 1]
    verb = doc[by.i - 1]
    noun = doc[verb.i - 1]
    if by.lower_ not in ("by", "with", "to") or verb.tag_ not in ("VBN", "VBD"):
        return draft
    document = rules.type_heads.get(noun.lemma_.lower()) == "document" and noun.pos_ == "NOUN"
    if not document or verb.lemma_.lower() not in rules.seen:
        return draft
    begin = noun.i
    while begin > noun.sent.start and doc[begin - 1].dep_ in ("det", "amod", "compound", "nummod"):
        begin -= 1
    kept = []
    for a, b in draft.content:
        if a < draft.source[0] and b > begin:
            b = begin
        while b > a and (doc[b - 1].is_punct or doc[b - 1].is_space) and doc[b - 1].text not in _ENDS:
            b -= 1
        if a < b:
            kept.append((a, b))
    return replace(draft, source=(begin, draft.source[1]), content=tuple(kept)) if kept else draft


def with_teller(doc: Doc, draft: Draft, rules: Rules) -> Draft:
    """A content "that 300 had died" with whoever told it: "The agency told lawmakers that …, Ms Park said".

    What Ms Park says is that the agency told so; the rest is the agency's word, and is read inside of hers.
    """
    first = min(draft.content)
    mark = doc[first[0]]
    said = mark.head
    verb = said.head
    if (
        mark.lower_ not in ("that", "how", "whether")
        or mark.dep_ not in ("mark", "advmod")
        or said.dep_ != "ccomp"
        or not verb.i < first[0] < draft.cue[0]
        or verb.lemma_.lower() not in rules.reporting
        or verb.tag_ not in ("VBD", "VBZ", "VBP", "VBN")
        or (draft.source is not None and draft.source[0] < first[1])
    ):
        return draft
    who = next((c for c in verb.children if c.dep_ == "nsubj" and c.i < verb.i), None)
    if who is None and verb.i > 0 and doc[verb.i - 1].dep_.startswith("nsubj"):
        who = doc[verb.i - 1]  # hung on the outer verb, as parsers are apt to
    if who is None or who.pos_ not in ("NOUN", "PROPN"):
        return draft
    begin = min(t.i for t in who.subtree)
    while begin < who.i and (doc[begin].is_punct or doc[begin].is_space):
        begin += 1
    if begin < verb.sent.start or any(begin < p[0] < first[0] for p in draft.content if p != first):
        return draft
    rest = tuple(part for part in draft.content if part != first)
    return replace(draft, content=((begin, first[1]), *rest))


def answered(doc: Doc, drafts: Sequence[Draft], rules: Rules) -> list[Draft]:
    """Drafts with what "which" stands for: "papers have said that X is arming them, which X denies".

    That is what the one before it said, where that ends here; a noun for something said or asked ("a claim
    which"); or else the clause before, unless somebody says it in words of his own.
    """
    out = []
    for draft in drafts:
        content = _answered(doc, draft, drafts, rules)
        out.append(draft if content is None else replace(draft, content=(content,), evidence=EVIDENCE))
    return out


def continued(doc: Doc, drafts: Sequence[Draft], quoted: Sequence[bool]) -> list[Draft]:
    """Drafts whose content stops short of what belongs to it, with that.

    "… destroyed 15,000 men, of whom 7,000 were killed"; "that a further £12 million, promised in March, would
    be withheld", whose promise is no act of whoever says so.
    """
    drafts = _around_aside(doc, drafts)
    taken = {i for d in drafts for i in range(*d.cue)}
    out: list[Draft] = []
    for given in drafts:
        draft = _from_subject(doc, given)
        a, b = max(draft.content)
        end = _of_whom(doc, b, quoted) if draft.cue[0] < a else None
        if end is not None and not any(i in taken for i in range(b, end)):
            draft = replace(draft, content=(*sorted(draft.content)[:-1], (a, end)))
        out.append(draft)
    for draft in list(out):
        a, b = max(draft.content)
        end = _predicate_behind(doc, (a, b)) if draft.source is not None and draft.cue[0] < a else None
        if end is None or not any(d is draft for d in out):
            continue
        whole = replace(draft, content=(*sorted(draft.content)[:-1], (a, end)))
        out = [whole if d is draft else d for d in out if d is draft or not (b <= d.cue[0] < end)]
    return out


def _around_aside(doc: Doc, drafts: Sequence[Draft]) -> list[Draft]:
    """Drafts with "the offer, first reported by the Courier, had been withdrawn" as one content.

    Who said that does not report it as the Courier does: the predicate was taken for what "reported" says.
    """
    asides: defaultdict[int, list[Draft]] = defaultdict(list)
    for draft in drafts:
        c, _ = min(draft.content)
        verb = head_of(doc, draft.cue)
        by = doc[min(verb.i + 1, len(doc) - 1)].lower_ == "by"
        if by and verb.tag_ in ("VBN", "VBD") and len(draft.content) == 1 and doc[c - 1].text == ",":
            asides[draft.cue[0]].append(draft)
    new: dict[int, Draft | None] = {}
    for draft in drafts:
        a, b = max(draft.content)
        for aside in asides.get(b + 1, ()):
            ((c, e),) = aside.content
            if aside is draft or aside.source not in (draft.source, None) or c <= b + 1:
                continue
            subject = any(t.dep_.startswith("nsubj") and a <= t.i < b and c <= t.head.i < e for t in doc[a:b])
            if subject and doc[b].text == "," and draft.cue[0] < a:
                new[id(draft)] = replace(draft, content=(*sorted(draft.content)[:-1], (a, e)))
                new[id(aside)] = None
    return [one for d in drafts if (one := new.get(id(d), d)) is not None]


def _from_subject(doc: Doc, draft: Draft) -> Draft:
    """A draft of "said a resident, born in 1987, had been detained" with the subject of what was said."""
    a, b = min(draft.content)
    if draft.source is None or not draft.source[0] < draft.cue[0] < a:
        return draft
    first = doc[a]
    verb = first.head if first.dep_ in ("aux", "aux:pass", "cop") else first
    subject = next((c for c in verb.children if c.dep_.startswith("nsubj") and c.i < a), None)
    if subject is None or not a <= verb.i < b or verb.dep_ != "ccomp" or subject.tag_ in ("WP", "WDT"):
        return draft
    begin = min(t.i for t in subject.subtree)
    if begin < draft.cue[1] or any(t.is_space or t.text in _ENDS for t in doc[begin:a]):
        return draft
    rest = tuple(p for p in draft.content if p != (a, b))
    return replace(draft, content=((begin, b), *rest))


def _of_whom(doc: Doc, begin: int, quoted: Sequence[bool]) -> int | None:
    """Where ", of whom 7,000 were killed" ends that begins at a token, or None."""
    if begin + 3 >= len(doc) or doc[begin].text != "," or doc[begin + 2].lower_ not in ("whom", "which"):
        return None
    if doc[begin + 1].lower_ not in ("of", "including", "among") or quoted[begin]:
        return None
    last = doc[begin].sent.end
    end = next((t.i for t in doc[begin + 3 : last] if t.text in (",", ";", ".", "–", "—", "(")), last)
    while end > begin + 3 and doc[end - 1].is_space:
        end -= 1
    return end if any(t.tag_ in ("VBD", "VBZ", "VBP") for t in doc[begin + 3 : end]) else None


def _predicate_behind(doc: Doc, content: Range) -> int | None:
    """Where the clause ends whose subject alone, after "that", is the content, with a comma behind it."""
    a, b = content
    if doc[a].lower_ != "that" or b >= len(doc) or doc[b].text != ",":
        return None
    if any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in doc[a:b]):
        return None
    subject = next((t for t in doc[a + 1 : b] if t.dep_.startswith("nsubj") and t.head.i > b), None)
    if subject is None or subject.head.dep_ != "ccomp":
        return None
    end = max(t.i for t in subject.head.subtree) + 1
    while end > b and (doc[end - 1].is_punct or doc[end - 1].is_space):
        end -= 1
    return end if end > subject.head.i else None


def denied_behind(doc: Doc, drafts: Sequence[Draft], rules: Rules, quoted: Sequence[bool]) -> list[Draft]:
    """Drafts with a denial behind a content apart: "the papers say X is arming them, which X denies".

    The denial, like that of "…, a charge X denies", is the report's to tell, and not the papers'. What is
    denied is what they said.
    """
    out: list[Draft] = []
    taken = {i for d in drafts for i in range(*d.cue)}
    for draft in drafts:
        *rest, (a, b) = sorted(draft.content)
        if rest and rest[-1][1] == a - 1 and doc[a - 1].text == "," and doc[a].lower_ in ("a", "an"):
            a = rest.pop()[0]  # "…", a claim X dismissed as false, taken for a second piece
        if rest and draft.parent is None and (apart := _disputed_apart(doc, (a, b), rules)) is not None:
            # "Forty had died, she said, a number the ministry disputes"
            who, cue = apart
            out.append(replace(draft, content=tuple(rest)))
            if not any(i in taken for i in range(*cue)):
                out.append(Draft(cue, who, (rest[-1],), EVIDENCE))
            continue
        found = None if draft.parent is not None else _denial(doc, (a, b), rules, quoted)
        if found is None:
            out.append(draft)
            continue
        comma, who, cue = found
        said = (a, comma)
        content = [*rest, said]
        if cue[1] + 3 < b and doc[cue[1] : cue[1] + 2].text.lower() == ", and" and draft.cue[0] < a:
            content.append((cue[1] + 1, b))  # ", which X denies, and had lost a depot"
        out.append(replace(draft, content=tuple(content)))
        if not any(i in taken for i in range(*cue)):
            out.append(Draft(cue, who, (said,), EVIDENCE))
    return out


def _disputed_apart(doc: Doc, part: Range, rules: Rules) -> tuple[Range, Range] | None:
    """Who denies, and the cue, where a piece of a content is all of "a number the ministry disputes"."""
    a, b = part
    if b - a < 4 or doc[a].lower_ not in ("a", "an") or doc[a - 1].text != ",":
        return None
    if doc[a + 1].lemma_.lower() not in rules.refused | STATED:
        return None
    verb = next((t for t in doc[a + 2 : b] if denial_end(doc, t, rules) == b), None)
    who = next((c for c in verb.children if c.dep_ == "nsubj" and c.i < verb.i), None) if verb else None
    if verb is None or who is None or who.tag_ in ("WP", "WDT"):
        return None
    begin = max(a + 2, who.left_edge.i)
    aux = [c.i for c in verb.children if c.dep_ in ("aux", "advmod") and who.i < c.i < verb.i]
    cue = (min([*aux, verb.i]), b)
    return (begin, cue[0]), cue


def _denial(
    doc: Doc, content: Range, rules: Rules, quoted: Sequence[bool]
) -> tuple[int, Range, Range] | None:
    """The comma, who denies, and the cue of ", which X denies" or ", a charge X denies" behind a content."""
    a, b = content
    for verb in doc[a + 3 : b]:
        last = denial_end(doc, verb, rules)
        if last is None or last > b:
            continue
        who = next((c for c in verb.children if c.dep_ == "nsubj" and c.i < verb.i), None)
        if who is None or quoted[verb.i] or who.tag_ in ("WP", "WDT"):
            continue
        begin = min(t.i for t in who.subtree)
        comma = next(
            (i for i in range(begin - 1, max(a, begin - 6), -1) if doc[i].text in (",", "—", "–")), None
        )
        if comma is None or quoted[comma]:
            continue
        between = list(doc[comma + 1 : begin])
        which = bool(between) and between[-1].lower_ in ("which", "that")
        nouns = [t for t in between if t.pos_ == "NOUN"]
        charge = bool(nouns) and nouns[-1].lemma_.lower() in rules.refused | STATED
        if not (charge or (which and len(between) == 1)):
            continue
        end = last if last < b and doc[last].text == "," else b
        if any(t.pos_ in ("VERB", "AUX") and t.i != verb.i and t.head.i != verb.i for t in doc[comma:end]):
            continue
        aux = [
            c.i for c in verb.children if c.dep_ in ("aux", "advmod") and begin < c.i < verb.i and c.i > who.i
        ]
        cue = (min([*aux, verb.i]), last)
        return comma, (begin, cue[0]), cue
    return None


def _answered(doc: Doc, draft: Draft, drafts: Sequence[Draft], rules: Rules) -> Range | None:
    a, b = min(draft.content)[0], max(draft.content)[1]
    words = [t for t in doc[a:b] if t.lower_ not in ("which", "that")]
    which = doc[b - 1]
    answers = any(t.lemma_.lower() in rules.denials or t.lemma_ == "confirm" for t in doc[slice(*draft.cue)])
    if a < 2 or b - a > 3 or not answers or doc[a - 1].text not in (",", "—", "–"):
        return None
    if words:
        # "…, a charge X denies": the charge is what was said before.
        if words[0].lower_ not in ("a", "an") or words[-1].lemma_.lower() not in rules.refused | STATED:
            return None
    elif b - a != 1:
        return None
    noun = doc[a - 2]
    if not words and noun.lemma_.lower() in rules.refused and which.head.head.i == noun.i:
        return phrase_of(doc, noun, min(t.i for t in noun.subtree))[0], a - 1
    here = which.sent
    near = [p for d in drafts if d is not draft for p in d.content if here.start <= p[0] < a]
    last = max((p for p in near if p[1] >= a - 1), default=None)
    if last is not None:
        return last[0], a - 1
    if words or near or any(here.start <= d.cue[0] < a for d in drafts if d is not draft):
        return None
    begin = here.start
    while begin < a - 1 and (doc[begin].is_punct or doc[begin].is_space):
        begin += 1
    finite = any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in doc[begin : a - 1])
    return (begin, a - 1) if finite else None


def held_out(doc: Doc, drafts: Sequence[Draft], rules: Rules) -> list[Draft]:
    """Drafts with "showed what it said was X" as one: who showed it says that it is X."""
    out = list(drafts)
    for verb in doc:
        found = _held_out(doc, verb, rules)
        if found is None:
            continue
        who, content, whole = found
        near = [d for d in out if overlap(d.cue, whole) or any(overlap(p, whole) for p in d.content)]
        inner = [d for d in near if inside(verb.i, (d.cue,))]
        outer = [d for d in near if any(inside(verb.i, (p,)) for p in d.content) and d not in inner]
        # What the governing verb was given is the pronoun's clause alone, or nothing that it says.
        outer = [d for d in outer if min(d.content)[0] >= whole[0]]
        if not inner and any(p[0] < whole[0] < p[1] for d in near for p in d.content):
            continue  # it stands within what somebody says, and is read there
        if inner and any(p[0] < whole[0] and inside(verb.i, (p,)) for d in near for p in d.content):
            continue
        best = next(iter(inner or outer), None)
        if best is None or best.parent is not None:
            continue
        new = replace(best, source=who, cue=(verb.i, verb.i + 1), content=(content,))
        gone = {id(d) for d in (*inner, *outer) if min(d.content)[0] >= whole[0]} | {id(best)}
        gone |= {id(d) for d in near if all(whole[0] <= p[0] and p[1] <= verb.i for p in d.content)}
        out = [d for d in out if id(d) not in gone]
        out.append(new)
    return out


def _held_out(doc: Doc, verb: Token, rules: Rules) -> tuple[Range, Range, Range] | None:
    """Source, content and whole range of "what it said was X", or None."""
    if verb.lemma_.lower() not in rules.signals or verb.i < 2 or doc[verb.i - 2].lower_ != "what":
        return None
    what, pronoun = doc[verb.i - 2], doc[verb.i - 1]
    if pronoun.lower_ not in _PRONOUNS or verb.i + 2 >= len(doc):
        return None
    link = doc[verb.i + 1]
    if not (link.lemma_ == "be" and link.tag_ in ("VBD", "VBZ", "VBP")) and link.lower_ != "as":
        return None
    thing = link.head if link.dep_ in ("cop", "case") else None
    main = what.head if what.head.i < what.i else None
    if thing is None or main is None or thing.i <= link.i:
        return None
    subject = next((c for c in main.children if c.dep_ == "nsubj" and c.i < main.i), None)
    if subject is None:
        return None
    begin = link.i + 1
    content = phrase_of(doc, thing, begin)
    source = phrase_of(doc, subject, min(t.i for t in subject.subtree))
    if not can_speak(subject, rules):
        source = (
            pronoun.i,
            pronoun.i + 1,
        )  # "drones struck a refinery, the army said, in what it described as"
    told = subject.i in range(*source)
    if told and (overlap(source, (what.i, content[1])) or head_of(doc, source).i != subject.i):
        return None
    return source, content, (what.i, content[1])
