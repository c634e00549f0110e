"""Attributions of figures: whoever puts something at a figure, gives one, corrects it or keeps count.

- "The ministry put its losses at three": with somebody as its subject, something measured as its object and a
  figure behind "at" this plain verb is a cue in eight of ten clauses of PolNeAR, all but the relative ones.
- "Raised the toll to 14", "gives the higher figure of 742".
- "The U.N. has documented 1,200 deaths", "officials have spoken of up to 200 dismissals".

Verbs and what they measure are data: `cues.toml`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from whence.attributions.chains import phrase_of
from whence.attributions.clause_parts import phrase, speaker
from whence.attributions.drafts import FIGURES, Range, overlap
from whence.attributions.rules import Rules

if TYPE_CHECKING:
    from whence.reader.syntax import Doc, Token

_KEEPERS: Final = frozenset({"government", "military", "agency", "organisation", "outlet", "document"})
"""Kinds of authority that keep count of things."""


_PARTS: Final = frozenset({"fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "twelfth", "twentieth"})
_MULTIPLES: Final = frozenset({"twice", "thrice", "double", "triple"})

KEPT: Final = frozenset({"estimate", "forecast", "projection", "count", "tally", "figure"})
"""Nouns for what somebody reckons: an army's toll is another thing, and may be of its own."""


def estimate(doc: Doc, verb: Token, rules: Rules) -> tuple[Range | None, Range, Range] | None:
    """Source, cue and what is put at a figure, or None where a clause is of another kind."""
    children = list(verb.children)
    subject = next((c for c in children if c.dep_ == "nsubj" and c.i < verb.i), None)
    thing = next((c for c in children if c.dep_ == "obj" and c.i > verb.i), None)
    if subject is None or subject.tag_ in ("WP", "WDT"):
        return None
    if doc[subject.left_edge.i - 1].lower_ == "what" and verb.i + 2 < len(doc):
        return _what(doc, verb, subject)
    if thing is None:
        return None
    measured = {thing.lemma_.lower(), thing.lower_}
    if thing.tag_ == "WDT" or (thing.lower_ in ("closer", "nearer") and verb.dep_ == "acl:relcl"):
        return _relative(doc, verb, subject, rules)
    if rules.estimated.isdisjoint(measured) and not (verb.lemma_ in ("put", "peg") and thing.lower_ == "it"):
        return None
    at = next(
        (
            case
            for case in doc[thing.i + 1 : thing.i + 12]
            if case.lower_ == "at"
            and case.dep_ == "case"
            and _number(doc, case) is not None
            and _under(case.head, verb)
        ),
        None,
    )
    if at is None:
        return None
    begin = min((t.i for t in thing.subtree if t.i > verb.i), default=thing.i)
    end = _listed(doc, phrase_of(doc, _number(doc, at) or at.head, at.i + 1)[1])
    source = phrase(doc, subject)
    if overlap(source, (verb.i, end)) or begin >= end:
        return None
    return source, (verb.i, verb.i + 1), (begin, end)


def _listed(doc: Doc, end: int) -> int:
    """The end of a list of figures: "at 300 soldiers | , 12 tanks and 30 trucks"."""
    while end + 1 < len(doc) and doc[end].lower_ in (",", "and"):
        i = end + 1
        if doc[end].text == "," and doc[i].lower_ == "and":
            i += 1
        first = i
        while i < len(doc) and (doc[i].pos_ == "NUM" or doc[i].lower_ in ("some", "about", "nearly")):
            i += 1
        numbers = i
        while i < len(doc) and doc[i].tag_ in ("JJ", "NN", "NNS") and i - numbers < 4:
            i += 1
        if numbers == first or i == numbers or doc[i - 1].tag_ != "NNS":
            break
        end = i
    return end


def _relative(
    doc: Doc, verb: Token, subject: Token, rules: Rules
) -> tuple[Range | None, Range, Range] | None:
    """The same for "a number that the school puts closer to 430"."""
    noun = verb.head.lemma_.lower()
    number = next((t for t in doc[verb.i + 1 : verb.i + 5] if t.tag_ == "CD"), None)
    if not verb.dep_.startswith("acl") or noun not in rules.estimated or number is None:
        return None
    if doc[verb.i + 1].lower_ not in ("at", "closer", "nearer", "as"):
        return None
    content = (verb.i + 1, number.i + 1)
    while content[1] < len(doc) and (
        doc[content[1]].tag_ == "CD" or doc[content[1]].lower_ in ("percent", "%")
    ):
        content = (content[0], content[1] + 1)
    source = phrase(doc, subject)
    return None if overlap(source, (verb.i, content[1])) else (source, (verb.i, verb.i + 1), content)


def _what(doc: Doc, verb: Token, subject: Token) -> tuple[Range | None, Range, Range] | None:
    """The same for "they took what analysts estimated at a fifth of the province"."""
    at = doc[verb.i + 1]
    number = next((t for t in doc[at.i + 1 : at.i + 5] if _figure(t) or t.lemma_.lower() in _PARTS), None)
    if at.lower_ not in ("at", "to", "as") or number is None:
        return None
    noun = at.head if at.head.i > at.i else number
    source, content = phrase(doc, subject), (at.i, phrase_of(doc, noun, at.i + 1)[1])
    return None if overlap(source, (verb.i, content[1])) else (source, (verb.i, verb.i + 1), content)


def revised(doc: Doc, verb: Token, rules: Rules) -> tuple[Range | None, Range, Range] | None:
    """Source, cue and content of "the ministry raised the toll to 14", or "raised it" behind a toll."""
    who = speaker(verb)
    thing = next((c for c in verb.children if c.dep_ == "obj" and c.i > verb.i), None)
    if who is None or thing is None:
        return None
    counted = thing.lemma_.lower() in rules.revised
    if thing.lower_ == "it":
        # A count must have been told just before, in the same paragraph.
        near = doc[max(0, verb.sent.start - 25) : verb.sent.start]
        last = max((t.i for t in near if t.is_space and "\n" in t.text), default=near.start)
        counted = any(
            t.lemma_.lower() in ("toll", "tally", "count", "estimate", "forecast")
            for t in doc[last : near.end]
        )
    to = next((t for t in doc[thing.i + 1 : thing.i + 12] if t.lower_ == "to" and _figure(t.head)), None)
    if not counted or to is None or to.head.i < to.i:
        return None
    begin = min((t.i for t in thing.subtree if t.i > verb.i), default=thing.i)
    source, content = phrase(doc, who), (begin, phrase_of(doc, to.head, to.i + 1)[1])
    return None if overlap(source, (verb.i, content[1])) else (source, (verb.i, verb.i + 1), content)


def given(doc: Doc, verb: Token, rules: Rules) -> tuple[Range | None, Range, Range] | None:
    """Source, cue and content of "the observatory gives the higher figure of 742"."""
    who = speaker(verb)
    thing = next((c for c in verb.children if c.dep_ == "obj" and c.i > verb.i), None)
    if who is None or thing is None or thing.lemma_.lower() not in rules.revised:
        return None
    # With a colon, a name's alone: "the agency gives a lower figure: …" is often told by somebody in it.
    marks = ("of", "as", "at", ":") if who.pos_ == "PROPN" else ("of", "as", "at")
    of = next((t for t in doc[thing.i + 1 : thing.i + 4] if t.lower_ in marks), None)
    if of is None or not any(_figure(t) for t in doc[of.i + 1 : of.i + 5]):
        return None
    begin = min((t.i for t in thing.subtree if t.i > verb.i), default=thing.i)
    number = of.head if of.head.i > of.i else doc[of.i + 1]
    while number.dep_ in ("compound", "nummod") and number.head.i > number.i:
        number = number.head
    source, content = phrase(doc, who), (begin, phrase_of(doc, number, of.i + 1)[1])
    return None if overlap(source, (verb.i, content[1])) else (source, (verb.i, verb.i + 1), content)


def own_figure(doc: Doc, noun: Token, rules: Rules) -> tuple[Range | None, Range, Range] | None:
    """Source, cue and content of "the Fund's latest estimate is 0.9 percent": whose figure it is, says so."""
    owner = next((c for c in noun.children if c.dep_ == "nmod:poss" and c.i < noun.i), None)
    if owner is None or owner.pos_ not in ("PROPN", "NOUN") or noun.dep_ != "nsubj" or noun.head.i < noun.i:
        return None
    said = noun.head
    if said.lemma_ == "stand" and doc[said.i + 1].lower_ == "at" and doc[said.i + 1].head.i > said.i:
        return _standing_at(doc, noun, owner, rules)
    copula = next((c for c in said.children if c.dep_ == "cop" and noun.i < c.i < said.i), None)
    kind = rules.type_heads.get(owner.lemma_.lower())
    if copula is None or not _figure(said) or not (owner.pos_ == "PROPN" or kind in _KEEPERS):
        return None
    source = phrase(doc, owner)
    while source[1] > source[0] and doc[source[1] - 1].tag_ == "POS":
        source = (source[0], source[1] - 1)
    end = phrase_of(doc, said, copula.i + 1)[1]
    while end > copula.i + 1 and (doc[end - 1].is_punct or doc[end - 1].is_space):
        end -= 1
    content = (copula.i + 1, end)
    cue = (noun.i, copula.i + 1)
    begins = source[1] + (doc[source[1]].tag_ == "POS")
    if overlap(source, (begins, content[1])) or content[0] >= content[1]:
        return None
    return source, cue, content


def _standing_at(
    doc: Doc, noun: Token, owner: Token, rules: Rules
) -> tuple[Range | None, Range, Range] | None:
    """The same of "the ministry's tally stood at 300"."""
    at = doc[noun.head.i + 1]
    kind = rules.type_heads.get(owner.lemma_.lower())
    if not any(_figure(t) for t in doc[at.i + 1 : at.head.i + 1]) or not (
        owner.pos_ == "PROPN" or kind in _KEEPERS
    ):
        return None
    source = phrase(doc, owner)
    while source[1] > source[0] and doc[source[1] - 1].tag_ == "POS":
        source = (source[0], source[1] - 1)
    content = (at.i + 1, phrase_of(doc, at.head, at.i + 1)[1])
    return source, (noun.i, at.i + 1), content


def counted(doc: Doc, verb: Token, rules: Rules) -> tuple[Range | None, Range, Range] | None:
    """Source, cue and content of "the ministry has counted 43 attacks": whoever keeps count answers for it.

    Only of bodies, and with a figure: a city "has recorded 400 murders" too, and says nothing.
    """
    who = speaker(verb)
    thing = next((c for c in verb.children if c.dep_ == "obj" and c.i > verb.i), None)
    if who is None or thing is None or not _figure(thing) or verb.dep_.startswith(("acl", "advcl")):
        return None
    words = {t.lemma_.lower() for t in who.subtree if t.i <= who.i and t.pos_ in ("NOUN", "PROPN", "ADJ")}
    words |= {t.lower_ for t in who.subtree if t.i <= who.i}
    kind = next((k for w in (who.lemma_.lower(), who.lower_, *words) if (k := rules.type_heads.get(w))), None)
    if kind not in _KEEPERS and who.ent_type_ != "ORG":
        return None
    if kind in (None, "organisation") and who.pos_ != "PROPN":
        return None  # "the team has recorded three wins"
    begin = min((t.i for t in thing.subtree if t.i > verb.i), default=thing.i)
    source, content = phrase(doc, who), phrase_of(doc, thing, begin)
    return None if overlap(source, (verb.i, content[1])) else (source, (verb.i, verb.i + 1), content)


def spoke_of(doc: Doc, verb: Token, rules: Rules) -> tuple[Range | None, Range, Range] | None:
    """Source, cue and content of "officials have spoken of up to 12,000 men"."""
    who = speaker(verb)
    of = next((t for t in doc[verb.i + 1 : verb.i + 3] if t.lower_ == "of"), None)
    if who is None or of is None:
        return None
    # In "of up to 12,000" the preposition may hang on "up": what is spoken of hangs on the verb.
    thing = next((c for c in verb.children if c.i > of.i and c.dep_.startswith("obl")), None)
    if thing is None or min(t.i for t in thing.subtree) > of.i + 1:
        return None
    source, content = phrase(doc, who), phrase_of(doc, thing, of.i + 1)
    return None if overlap(source, (verb.i, content[1])) else (source, (verb.i, of.i + 1), content)


def _figure(token: Token) -> bool:
    return any(
        t.pos_ in ("NUM", "SYM") or t.text[:1].isdigit() or t.lower_ in FIGURES
        for t in (token, *token.children)
    )


def _number(doc: Doc, at: Token) -> Token | None:
    """What "at" brings in, where it is a figure: also that of "at closer to 150,000", "at twice that"."""
    if any(_figure(t) or t.lower_ in _MULTIPLES for t in doc[at.i + 1 : at.head.i + 1]):
        return at.head
    to = next((t for t in doc[at.i + 2 : at.i + 4] if t.lower_ in ("to", "than")), None)
    if to is None or doc[at.i + 1].tag_ not in ("JJR", "RBR", "JJ", "RB"):
        return None
    return next((t for t in doc[to.i + 1 : to.i + 5] if t.tag_ == "CD"), None)


def _under(token: Token, verb: Token) -> bool:
    """Whether "at …" hangs on the verb, or on its object as parsers are apt to hang it."""
    for _ in range(5):
        token = token.head
        if token.i == verb.i:
            return True
        if token.pos_ == "VERB" and (
            token.tag_ not in ("VBN", "VBD") or any(c.dep_.startswith("nsubj") for c in token.children)
        ):
            return False  # "the number of soldiers captured at 140": a participle is passed over
    return False
