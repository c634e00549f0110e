"""Statements with whoever made them behind: "The move is off, the club confirmed in a statement"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from whence.attributions.clause_parts import phrase, speaker
from whence.attributions.drafts import EVIDENCE, Draft, Range, overlap
from whence.attributions.edges import behind_dateline, behind_label
from whence.attributions.rules import Rules

if TYPE_CHECKING:
    from whence.reader.syntax import Doc, Span, Token

_SOURCE: Final = 14
"""Words between a comma and the verb of whoever said what stands before it, at most."""

_QUOTES: Final = frozenset({'"', "“", "”", "«", "»", "„"})
_FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
_CITE: Final = frozenset({"cite", "quote"})


def postposed(doc: Doc, drafts: Sequence[Draft], rules: Rules) -> list[Draft]:
    """The drafts, with "…, the club confirmed on Friday" where the reader of spans saw another cue or none.

    What was read inside of the statement goes: it is read again as part of that.
    """
    drafts = [d for d in drafts if not _only_cites(doc, d, rules)]
    taken = {i for d in drafts for i in range(*d.cue)}
    out = list(drafts)
    for verb in doc:
        if verb.i in taken or verb.lemma_.lower() not in rules.reporting:
            continue
        found = _postposed(doc, verb) or _noun_at_end(doc, verb)
        if found is None:
            continue
        source, cue, content = found
        whole = (content[0], _own_end(doc, verb))
        inside_it = [d for d in out if any(overlap(whole, p) for p in (d.cue, *d.content))]
        if any(
            not (content[0] <= p[0] and p[1] <= content[1]) for d in inside_it for p in (d.cue, *d.content)
        ):
            continue  # somebody else's statement goes on over this clause
        out = [d for d in out if d not in inside_it]
        out.append(Draft(cue, source, (content,), EVIDENCE))
    return out


def preposed(doc: Doc, drafts: Sequence[Draft], rules: Rules) -> list[Draft]:
    """The drafts, with "According to X, citing Y, the vote was delayed" where no cue was seen there."""
    taken = {i for d in drafts for p in (d.cue, *d.content) for i in range(*p)}
    out = list(drafts)
    for sentence in doc.sents:
        first = next((t for t in sentence if not t.is_space), None)
        if first is None or first.lower_ != "according" or first.i + 3 >= sentence.end or first.i in taken:
            continue
        if doc[first.i + 1].lower_ != "to":
            continue
        who = next((t for t in doc[first.i + 2 : sentence.end] if t.text == ","), None)
        if who is None or not first.i + 2 < who.i <= first.i + 2 + _SOURCE:
            continue
        second = next((t for t in doc[who.i + 1 : sentence.end] if t.text == ","), None)
        name = doc[who.i + 1 : second.i] if second is not None else ()
        if second is not None and name and all(t.pos_ == "PROPN" for t in name):
            who = second  # "According to the governor, Ann Lee, …"
        begin = who.i + 1
        while begin < sentence.end and doc[begin].tag_ == "VBG" and doc[begin].lemma_.lower() in rules.citing:
            begin = next((t.i + 1 for t in doc[begin : sentence.end] if t.text == ","), sentence.end)
        end = sentence.end
        while end > begin and (doc[end - 1].is_space or doc[end - 1].text in (".", "!", "?")):
            end -= 1
        said = doc[begin:end]
        if end - begin > 2 and taken.isdisjoint(range(first.i, end)) and any(t.tag_ in _FINITE for t in said):
            out.append(Draft((first.i, first.i + 2), (first.i + 2, who.i), ((begin, end),), EVIDENCE))
    return out


def told_of(doc: Doc, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, with what is told in "told Reuters of several dead" and "told the BBC two had died".

    The reader of spans may see nothing there, or take the hearer for the beginning of what is told.
    """
    out = list(drafts)
    known = {i: n for n, d in enumerate(out) for i in range(*d.cue)}
    for verb in doc[:-3]:
        if verb.lemma_ not in ("tell", "inform") or verb.tag_ not in ("VBD", "VBN", "VBZ"):
            continue
        unseen = verb.i not in known or all(p[1] <= verb.i for p in out[known[verb.i]].content)
        if unseen and (found := _told_that(doc, verb)) is not None:
            if verb.i in known:
                out[known[verb.i]] = found
            elif not any(overlap(p, q) for p in found.content for d in out for q in (d.cue, *d.content)):
                out.append(found)
            continue
        who, end = speaker(verb), verb.i + 1
        while end < verb.sent.end and end - verb.i < 5 and doc[end].pos_ in ("DET", "PROPN", "NOUN"):
            end += 1
        if who is None or end == verb.i + 1 or end + 1 >= verb.sent.end or doc[end].lower_ != "of":
            continue
        what = next((t for t in doc[end].ancestors if t.i > end), None)
        if what is None or what.pos_ not in ("NOUN", "PROPN") or doc[end - 1].pos_ == "DET":
            continue
        content: Range = (end + 1, phrase(doc, what)[1])
        if content[0] >= content[1] or not content[0] <= what.i < content[1]:
            continue
        if verb.i in known:
            draft = out[known[verb.i]]
            if verb.i < min(draft.content)[0] < end:
                out[known[verb.i]] = replace(draft, content=(content,))
            continue
        link = [c.i for c in verb.children if c.dep_ == "aux" and c.i < verb.i]
        source = phrase(doc, who, verb.i)
        if not any(overlap(content, p) for d in out for p in (d.cue, *d.content)):
            out.append(Draft((min([*link, verb.i]), verb.i + 1), source, (content,), EVIDENCE))
    return out


def _told_that(doc: Doc, verb: Token) -> Draft | None:
    """The draft of "two sailors told the newspaper the captain had been asleep", or None."""
    who = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubj:pass") and c.i < verb.i), None)
    hearer = next((c for c in verb.children if c.dep_ in ("iobj", "obj") and c.i > verb.i), None)
    clause = next((c for c in verb.children if c.dep_ == "ccomp" and c.i > verb.i), None)
    if who is None or hearer is None or clause is None or any(c.dep_ == "aux:pass" for c in verb.children):
        return None
    if any(c.tag_ == "MD" or c.lower_ in ("not", "n't", "n’t", "never") for c in verb.children):
        return None
    begin = clause.left_edge.i
    subject = any(c.dep_.startswith("nsubj") and c.i < clause.i for c in clause.children)
    finite = any(t.tag_ in _FINITE for t in (clause, *clause.children))
    if begin != max(t.i for t in hearer.subtree) + 1 or not subject or not finite:
        return None
    end = max(t.i for t in clause.subtree) + 1
    while end > begin and doc[end - 1].is_punct and not doc[end - 1].is_quote:
        end -= 1
    source = (who.i, who.i + 1) if who.pos_ == "PRON" else phrase(doc, who, verb.i)
    link = [c.i for c in verb.children if c.dep_ == "aux" and c.i < verb.i]
    return Draft((min([*link, verb.i]), verb.i + 1), source, ((begin, end),), EVIDENCE)


def _between_semicolons(doc: Doc, verb: Token) -> Span:
    """The verb's sentence, or the part of it between semicolons."""
    marks = [t.i for t in verb.sent if t.text == ";"]
    begin = max((i + 1 for i in marks if i < verb.i), default=verb.sent.start)
    return doc[begin : min((i for i in marks if i > verb.i), default=verb.sent.end)]


def _own_end(doc: Doc, verb: Token) -> int:
    """Where the verb's clause ends: before ", and the mayor confirmed …", which has a subject of its own."""
    sentence = _between_semicolons(doc, verb)
    for comma in doc[verb.i + 1 : sentence.end - 2]:
        behind = doc[comma.i + 1]
        if comma.text != "," or behind.tag_ != "CC":
            continue
        joined = next((t for t in doc[behind.i + 1 : sentence.end] if t.dep_ == "conj"), None)
        if joined is not None and any(
            c.dep_.startswith("nsubj") and behind.i < c.i < joined.i for c in joined.children
        ):
            return int(comma.i)
    return int(sentence.end)


def _only_cites(doc: Doc, draft: Draft, rules: Rules) -> bool:
    """Whether a draft has "citing Y" of "…, X reported citing Y" for what X said, or for its cue."""
    cue = doc[draft.cue[0] : draft.cue[1]]
    first = doc[min(draft.content)[0]]
    words = [t for t in (*cue, first) if t.tag_ == "VBG" and t.lemma_.lower() in rules.citing]
    said = next((t for t in cue if t.lemma_.lower() in rules.reporting), None)
    if not words or said is None or draft.source is None or first.i < draft.cue[1]:
        return False
    return _postposed(doc, said) is not None


def _noun_at_end(doc: Doc, word: Token) -> tuple[Range, Range, Range] | None:
    """The same of "Exports are affected, the chamber of commerce estimates", if that is taken for a noun."""
    sentence = word.sent
    last = next((t for t in reversed(list(sentence)) if not t.is_punct and not t.is_space), None)
    if word.tag_ != "NNS" or last is None or last.i != word.i or word.head.dep_ != "ROOT":
        return None
    comma = next((t.i for t in reversed(list(doc[sentence.start : word.i])) if t.text == ","), None)
    if comma is None or not 1 < word.i - comma <= _SOURCE or word.dep_ != "parataxis":
        return None
    if any(t.pos_ in ("VERB", "AUX") for t in doc[comma : word.i]) or doc[comma + 1].tag_ in ("CC", "IN"):
        return None
    content = (behind_label(doc, behind_dateline(doc, sentence.start, comma), comma), comma)
    if content[1] - content[0] < 3 or not any(t.tag_ in _FINITE for t in doc[content[0] : comma]):
        return None
    return (comma + 1, word.i), (word.i, word.i + 1), content


def _postposed(doc: Doc, verb: Token) -> tuple[Range, Range, Range] | None:
    """Source, cue and content of a clause like "…, its speaker announced", or None."""
    who = speaker(verb)
    sentence = doc[_between_semicolons(doc, verb).start : _own_end(doc, verb)]
    hearer = ("obj", "iobj") if verb.lemma_.lower() in ("tell", "inform") else ()
    if who is None or any(
        c.dep_ in ("obj", "ccomp", "xcomp", "mark", "conj", "aux:pass")
        and c.dep_ not in hearer
        and (verb.i < c.i < sentence.end or c.dep_ == "mark")
        for c in verb.children
    ):
        return None
    begin = min(t.i for t in who.subtree)
    while doc[begin - 1].head.i == verb.i and doc[begin - 1].dep_.startswith("nsubj"):
        begin = doc[begin - 1].left_edge.i  # "curator Anna Holt": the tree makes two of them
    if begin <= sentence.start + 2 or doc[begin - 1].text != "," or verb.i - begin > _SOURCE:
        return None
    if any(t.pos_ in ("VERB", "AUX") for t in doc[begin : verb.i] if t.dep_ != "aux"):
        return None
    rest = doc[verb.i + 1 : sentence.end]
    citing = len(rest) > 1 and any(t.tag_ == "VBG" and t.lemma_.lower() in _CITE for t in rest[:2])
    finite = any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in rest)
    if (finite and not citing) or (rest and rest[0].text == ":"):
        return None
    first = behind_dateline(doc, sentence.start, begin - 1)
    content = (behind_label(doc, first, begin - 1), begin - 1)
    while content[0] < content[1] and (doc[content[0]].is_space or doc[content[0]].text in _QUOTES):
        content = (content[0] + 1, content[1])
    said = doc[content[0] : content[1]]
    if any(t.text in _QUOTES for t in said) or len(said) < 3:
        return None
    main = [t for t in said if t.tag_ in ("VBD", "VBZ", "VBP", "MD")]
    verbal = main[0] if main else None
    clause = verbal.head if verbal is not None and verbal.dep_ in ("aux", "cop", "aux:pass") else verbal
    if clause is None or any(c.dep_ == "mark" and c.i < clause.i for c in clause.children):
        return None  # "When the bridge fell, the mayor reported …"
    if not any(c.dep_.startswith("nsubj") or c.dep_ == "expl" for c in clause.children):
        return None
    if said[0].lower_ in (
        "when",
        "while",
        "if",
        "after",
        "before",
        "as",
        "although",
        "though",
        "because",
        "since",
    ):
        return None
    link = [c.i for c in verb.children if c.dep_ == "aux" and c.i < verb.i]
    return (begin, min([*link, verb.i])), (min([*link, verb.i]), verb.i + 1), content
