"""Whose words they are, where a clause within the subject was taken for it.

- "Ana Ruiz, whose brother died in the fire, said …": Ana Ruiz says it, and no brother.
- "The memo, which Reuters has seen, says …": the memo says it.
- "Macron, he said, promised …": he says that Macron did, and promises nothing himself.
- "The treasurer, accused of misleading parliament, …": who accuses is not told.
- "… were taken to a ravine and told that …": who told them is not told either.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from whence.attributions.chains import phrase_of
from whence.attributions.drafts import EVIDENCE, Draft, Range, head_of, inside
from whence.attributions.names import Names
from whence.attributions.rules import Rules

if TYPE_CHECKING:
    from whence.reader.syntax import Doc, Token

_FINITE: Final = frozenset({"VBD", "VBZ", "VBP"})
_RELEASING: Final = frozenset({"release", "publish", "share", "provide", "issue", "post", "circulate"})
_SOMEBODY: Final = frozenset({"person", "people", "source", "man", "woman"})
_FAR: Final = 45
"""Words between a subject and its verb, at most."""


def true_subjects(doc: Doc, drafts: Sequence[Draft], names: Names, rules: Rules) -> list[Draft]:
    """Drafts on the word of whoever is the subject of their cue; without those that nobody says."""
    out = [_of_verb(doc, _of_whose(doc, draft, names), names, rules) for draft in drafts]
    out = [_who_shows(doc, _inverted(doc, draft, rules)) for draft in out]
    out = [_unsaid_by(doc, draft, rules) for draft in out]
    return [d for d in out if not _interrupter(doc, d, out)]


def _of_whose(doc: Doc, draft: Draft, names: Names) -> Draft:
    """A draft of "Ana Ruiz, whose brother Luis died in the fire, said …" with Ana Ruiz."""
    if draft.source is None or draft.source[1] > draft.cue[0]:
        return draft
    a, b = draft.source
    whose = next((i for i in range(max(1, a - 1), b) if doc[i].lower_ == "whose"), None)
    if whose is None or doc[whose - 1].text != "," or doc[draft.cue[0] - 1].text != ",":
        return draft
    first = next((t.i for t in doc[whose + 1 : draft.cue[0]] if t.tag_ in _FINITE), None)
    if first is None:
        return draft  # "Rwanda, whose president, Paul Kagame, says": the president
    begin = _begins(doc, whose - 1, names)
    if begin is None:
        return draft
    source = (begin, whose - 1)
    content = tuple(p for p in draft.content if not (source[0] < p[1] and p[0] < draft.cue[0]))
    return replace(draft, source=source, content=content, evidence=EVIDENCE) if content else draft


def _begins(doc: Doc, end: int, names: Names) -> int | None:
    """Where the noun phrase begins that ends before token `end`; None where none does."""
    noun = doc[end - 1]
    while noun.dep_ in ("flat", "compound", "appos", "nmod") and noun.head.i < noun.i:
        if noun.dep_ in ("appos", "nmod") and noun.head.sent.start != noun.sent.start:
            break
        noun = noun.head
    if noun.pos_ not in ("NOUN", "PROPN"):
        return None
    named = next((span for span, _ in names.within((noun.i, noun.i + 1))), None)
    left = noun.left_edge.i
    while left < noun.i and (doc[left].is_punct or doc[left].is_space or doc[left].pos_ == "CCONJ"):
        left += 1
    return min(left, named[0]) if named is not None else left


def _of_verb(doc: Doc, draft: Draft, names: Names, rules: Rules) -> Draft:
    """A draft of "The memo, which Reuters has seen, says …" with the memo, whoever saw it."""
    if draft.source is None or draft.source[1] > draft.cue[0]:
        return draft
    verb = head_of(doc, draft.cue)
    if verb.tag_ not in (*_FINITE, "VBN") or verb.lemma_.lower() not in rules.reporting | rules.denials:
        return draft
    subject = next((c for c in verb.children if c.dep_ == "nsubj" and c.i < verb.i), None)
    if subject is not None and (inner := _in_which(doc, draft, subject)) is not None:
        return replace(draft, source=inner, evidence=EVIDENCE)
    published = _published_by(doc, draft)
    if published is not None:
        return _with_outlet(draft, (published[0], published[1]), names)
    if subject is None or subject.pos_ not in ("NOUN", "PROPN") or verb.i - subject.i > _FAR:
        return draft
    if draft.source[0] <= subject.i < draft.source[1]:
        return draft
    clause = next((c for c in subject.children if c.dep_ == "acl:relcl" and c.i > subject.i), None)
    if clause is None or not clause.left_edge.i <= draft.source[0] <= clause.right_edge.i:
        return draft
    source = phrase_of(doc, subject, subject.left_edge.i)
    source = (source[0], min(source[1], clause.left_edge.i))
    while source[1] > source[0] + 1 and doc[source[1] - 1].is_punct:
        source = (source[0], source[1] - 1)
    return _with_outlet(draft, source, names)


def _with_outlet(draft: Draft, source: Range, names: Names) -> Draft:
    """A draft on the word of a document, by way of the outlet that was taken for who says it."""
    if draft.source is None:
        return draft
    outlet = names.at(draft.source[1] - 1)
    through = draft.through
    if through is None and outlet is not None and outlet.kind == "OUTLET":
        through = next((span for span, _ in names.within(draft.source)), None)
    content = tuple(p for p in draft.content if not (source[0] < p[1] and p[0] < draft.cue[0]))
    if source[0] >= source[1] or not content:
        return draft
    return replace(draft, source=source, through=through, content=content, evidence=EVIDENCE)


def _in_which(doc: Doc, draft: Draft, subject: Token) -> Range | None:
    """Who speaks in "A video in which a captured soldier says …"."""
    if draft.source is None:
        return None
    a, b = draft.source
    which = next((t.i for t in doc[a:b] if t.tag_ in ("WDT", "WP", "WRB") and t.i < subject.i), None)
    if which is None or not which < subject.i < b or doc[which - 1].tag_ != "IN":
        return None
    return which + 1, b


def _published_by(doc: Doc, draft: Draft) -> Range | None:
    """The document in "The memo, which was first reported by Politico, said …", whatever the tree has."""
    if draft.source is None or doc[draft.cue[0] - 1].text != ",":
        return None
    a = draft.source[0]
    if a < 5 or doc[a - 1].lower_ != "by" or doc[a - 2].tag_ not in ("VBN", "VBD"):
        return None
    which = next((i for i in range(a - 3, max(a - 7, 1), -1) if doc[i].lower_ in ("which", "that")), None)
    if which is None or doc[which - 1].text != "," or doc[which - 2].pos_ not in ("NOUN", "PROPN"):
        return None
    noun = doc[which - 2]
    left = noun.left_edge.i
    while left < noun.i and (doc[left].is_punct or doc[left].pos_ == "CCONJ"):
        left += 1
    return left, which - 1


def _who_shows(doc: Doc, draft: Draft) -> Draft:
    """A draft of "An image released by the army shows what it says is a tunnel" on the army's word."""
    if draft.source is None or draft.cue[0] < 2 or doc[draft.cue[0] - 2].lower_ != "what":
        return draft
    a, b = draft.source
    by = next((t.i for t in doc[a + 1 : b] if t.lower_ == "by" and doc[t.i - 1].lemma_ in _RELEASING), None)
    return replace(draft, source=(by + 1, b)) if by is not None and by + 1 < b else draft


def _inverted(doc: Doc, draft: Draft, rules: Rules) -> Draft:
    """A draft of "The board met twice, said a person with direct knowledge" the right way round."""
    a, b = draft.cue
    verb = doc[a]
    if b - a != 1 or verb.tag_ not in _FINITE or verb.lemma_.lower() not in rules.reporting:
        return draft
    if a < 3 or doc[a - 1].text != "," or b + 1 >= len(doc) or doc[b].lower_ not in ("a", "an", "one", "two"):
        return draft
    if draft.source is not None and draft.source[1] > a:
        return draft
    if len(draft.content) != 1 or draft.content[0][0] != b:
        return draft
    stop = next((t.i for t in doc[b : verb.sent.end] if t.text in (",", ";", ".") or t.tag_ == "WP"), b)
    who = next((t for t in doc[b + 1 : stop] if t.tag_ in ("NN", "NNS", "CD")), None)
    noun = next((t for t in doc[b + 1 : stop] if t.lemma_.lower() in rules.persons | _SOMEBODY), None)
    if who is None or noun is None or any(t.tag_ in _FINITE for t in doc[b:stop]):
        return draft
    start = verb.sent.start
    if not any(t.tag_ in _FINITE for t in doc[start : a - 1]):
        return draft
    return replace(draft, source=(b, stop), content=((start, a - 1),), evidence=EVIDENCE)


def _unsaid_by(doc: Doc, draft: Draft, rules: Rules) -> Draft:
    """A draft of "The treasurer, accused of …" or "were taken away and told …" without who only heard it."""
    if draft.source is None:
        return draft
    verb = head_of(doc, draft.cue)
    lemma = verb.lemma_.lower()
    if verb.tag_ not in ("VBN", "VBD") or draft.source[0] > draft.cue[0]:
        return draft
    bare = not any(c.dep_.startswith("aux") for c in verb.children)
    after = doc[verb.i + 1].lower_ if verb.i + 1 < len(doc) else ""
    if lemma == "accuse" and after == "of" and bare:
        return replace(draft, source=_by(doc, verb))
    if any(c.dep_ in ("nsubj", "obj", "iobj") for c in verb.children):
        return draft
    # "were taken to a ravine and told that …": the "were" is of both
    first = verb.head
    shared = verb.dep_ == "conj" and any(c.dep_ == "aux:pass" for c in first.children)
    heard = lemma in rules.heard | {"assure", "inform", "warn", "promise"}
    return replace(draft, source=_by(doc, verb)) if heard and bare and shared else draft


def _by(doc: Doc, verb: Token) -> Range | None:
    """Whoever did it, in "accused by the opposition of …"; None where nobody is named."""
    agent = next((c for c in verb.children if c.dep_ == "obl:agent" and c.i > verb.i), None)
    return phrase_of(doc, agent, agent.i) if agent is not None else None


def _interrupter(doc: Doc, draft: Draft, drafts: Sequence[Draft]) -> bool:
    """Whether a draft has who interrupts for who acts: in "Macron, he said, promised" he promises nothing."""
    if draft.source is None or draft.source[1] - draft.source[0] != 1 or draft.parent is not None:
        return False
    pronoun = doc[draft.source[0]]
    verb = head_of(doc, draft.cue)
    said = pronoun.head
    if pronoun.pos_ != "PRON" or said.i == verb.i or not any(inside(said.i, (d.cue,)) for d in drafts):
        return False
    subject = next((c for c in verb.children if c.dep_ == "nsubj" and c.i < pronoun.i), None)
    aside = doc[pronoun.i - 1].text == "," and said.i < verb.i
    return subject is not None and subject.i != pronoun.i and aside
