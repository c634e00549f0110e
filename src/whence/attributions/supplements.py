"""Attributions that the reader of spans is apt to leave out, found by their syntax.

- "The ministry put its losses at three": a plain verb, seldom a cue elsewhere. With somebody as its subject,
  something measured as its object and a figure behind "at" it is one (eight of ten such clauses of PolNeAR,
  all but the relative ones, have it as a cue).
- "Neither claim could be independently verified", "the BBC has not been able to confirm it": PolNeAR has next
  to none of these, and reports of a war end with them.
- "ISW assessed on Friday that …", "as the mayor told the Courier, …": a verb of reporting with somebody as
  its subject and a clause as what was said, where the reader of spans saw nothing.
- "Foyle ruled out a curfew": what is done by saying it (`acts`).

Verbs and what they measure are data: `cues.toml`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from whence.attributions.acts import acted
from whence.attributions.chains import phrase_of
from whence.attributions.drafts import FIGURES, Draft, Range, inside, overlap
from whence.attributions.rules import Rules
from whence.reader.relations import Evidence

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

EVIDENCE: Final = Evidence(cue=0.9, source=0.95, content=0.9, source_link=0.95, content_link=0.95)
"""Such that the confidence comes out at about six in ten."""

HEADLINE: Final = Evidence(cue=0.85, source=0.95, content=0.9, source_link=0.95, content_link=0.95)
"""For what stands behind a name and a colon, which is a caption or a topic now and then."""

NO_SOURCE: Final = Evidence(cue=0.95, source=1.0, content=0.95, source_link=0.98, content_link=0.97)
"""For clauses that name no source: the confidence comes out below a half, and they are shown as doubtful."""

_SOURCE: Final = 9
"""Words between a comma and the verb of whoever said what stands before it, at most."""

_QUOTES: Final = frozenset({'"', "“", "”", "«", "»", "„"})

_NAME: Final = 6
"""Words of a name before a headline's colon, at most."""

_LINE: Final = 30
"""Words of a headline, at most."""

_SPEAK: Final = frozenset({"speak"})
_KEEPERS: Final = frozenset({"government", "military", "agency", "organisation", "outlet"})
"""Kinds of authority that keep count of things."""


def supplements(doc: Doc, drafts: Sequence[Draft], rules: Rules) -> list[Draft]:
    """Drafts of clauses whose verbs are part of no cue yet, inside of whatever they stand in."""
    kinds = (
        (rules.estimating, _estimate),
        (rules.revising, _revised),
        (rules.giving, _given),
        (rules.checking, _unchecked),
        (rules.reporting, _reported),
        (rules.reporting, _as_reported),
        (rules.counting, _counted),
        (_SPEAK, _spoke_of),
        (rules.acting, acted),
    )
    taken = {i for d in drafts for i in range(*d.cue)}
    innermost: dict[int, Draft] = {}
    for d in sorted(drafts, key=lambda d: d.depth):
        for a, b in d.content:
            innermost.update(dict.fromkeys(range(a, b), d))
    out = [
        Draft(cue, source, (content,), HEADLINE)
        for source, cue, content in _headlines(doc, rules)
        if not any(i in taken or i in innermost for i in range(source[0], content[1]))
    ]
    for verb in doc:
        lemma = verb.lemma_.lower()
        if verb.pos_ != "VERB" or not any(lemma in kind for kind, _ in kinds):
            continue
        if verb.i in taken:
            continue
        tried = (read(doc, verb, rules) for kind, read in kinds if lemma in kind)
        found = next((one for one in tried if one is not None), None)
        if found is None:
            continue
        source, cue, content = found
        parent = innermost.get(verb.i)
        parts = (cue[0], content[0], *((source[0],) if source is not None else ()))
        if parent is not None and not all(inside(i, parent.content) for i in parts):
            continue
        out.append(Draft(cue, source, (content,), EVIDENCE if source is not None else NO_SOURCE, parent))
    return out


def _estimate(doc: Doc, verb: Token, rules: Rules) -> tuple[Range | None, Range, Range] | None:
    """Source, cue and what is put at a figure, or None where a clause is of another kind."""
    children = list(verb.children)
    subject = next((c for c in children if c.dep_ == "nsubj" and c.i < verb.i), None)
    thing = next((c for c in children if c.dep_ == "obj" and c.i > verb.i), None)
    if subject is None or thing is None or subject.tag_ in ("WP", "WDT"):
        return None
    measured = {thing.lemma_.lower(), thing.lower_}
    if rules.estimated.isdisjoint(measured) and not (verb.lemma_ in ("put", "peg") and thing.lower_ == "it"):
        return None
    at = next(
        (
            case
            for case in doc[thing.i + 1 : thing.i + 12]
            if case.lower_ == "at"
            and case.dep_ == "case"
            and any(_figure(t) for t in doc[case.i + 1 : case.head.i + 1])
            and _under(case.head, verb)
        ),
        None,
    )
    if at is None:
        return None
    begin = min((t.i for t in thing.subtree if t.i > verb.i), default=thing.i)
    end = phrase_of(doc, at.head, at.i + 1)[1]
    source = _phrase(doc, subject)
    if overlap(source, (verb.i, end)) or begin >= end:
        return None
    return source, (verb.i, verb.i + 1), (begin, end)


def _revised(doc: Doc, verb: Token, rules: Rules) -> tuple[Range | None, Range, Range] | None:
    """Source, cue and content of "the ministry raised the toll to 14", or "raised it" behind a toll."""
    who = _speaker(verb)
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
    source, content = _phrase(doc, who), (begin, phrase_of(doc, to.head, to.i + 1)[1])
    return None if overlap(source, (verb.i, content[1])) else (source, (verb.i, verb.i + 1), content)


def _given(doc: Doc, verb: Token, rules: Rules) -> tuple[Range | None, Range, Range] | None:
    """Source, cue and content of "the observatory gives the higher figure of 742"."""
    who = _speaker(verb)
    thing = next((c for c in verb.children if c.dep_ == "obj" and c.i > verb.i), None)
    if who is None or thing is None or thing.lemma_.lower() not in rules.revised:
        return None
    of = next((t for t in doc[thing.i + 1 : thing.i + 4] if t.lower_ in ("of", "as", "at")), None)
    if of is None or not any(_figure(t) for t in doc[of.i + 1 : of.i + 5]):
        return None
    begin = min((t.i for t in thing.subtree if t.i > verb.i), default=thing.i)
    number = of.head if of.head.i > of.i else doc[of.i + 1]
    source, content = _phrase(doc, who), (begin, phrase_of(doc, number, of.i + 1)[1])
    return None if overlap(source, (verb.i, content[1])) else (source, (verb.i, verb.i + 1), content)


def _headlines(doc: Doc, rules: Rules) -> list[tuple[Range, Range, Range]]:
    """Source, cue and content of headlines like "Zelensky: figure is preliminary".

    Only with a person or a body before the colon and a verb behind it: "Iran: what comes next?" is a topic.
    """
    out = []
    begin = 0
    for end in [*(t.i for t in doc if t.is_space and "\n" in t.text), len(doc)]:
        line, first = doc[begin:end], begin
        begin = end + 1
        colon = next((t.i for t in line[: _NAME + 1] if t.text == ":"), None)
        if colon is None or len(line) > _LINE or colon == first or line[-1].text in (".", "!", "?", ":"):
            continue
        named = doc[first:colon]
        said = doc[colon + 1 : end]
        body = rules.type_heads.get(named[-1].lemma_.lower()) in _KEEPERS and named[0].text[:1].isupper()
        name = named[-1].pos_ == "PROPN" and all(t.ent_type_ in ("PERSON", "ORG") for t in named)
        if not (name or body):
            continue
        if said.text.strip() and any(t.tag_ in ("VBZ", "VBP", "VBD", "MD", "VBG", "VBN") for t in said):
            out.append(((first, colon), (colon, colon + 1), (colon + 1, end)))
    return out


def _counted(doc: Doc, verb: Token, rules: Rules) -> tuple[Range | None, Range, Range] | None:
    """Source, cue and content of "the ministry has counted 43 attacks": whoever keeps count answers for it.

    Only of bodies, and with a figure: a city "has recorded 400 murders" too, and says nothing.
    """
    who = _speaker(verb)
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
    source, content = _phrase(doc, who), phrase_of(doc, thing, begin)
    return None if overlap(source, (verb.i, content[1])) else (source, (verb.i, verb.i + 1), content)


def _spoke_of(doc: Doc, verb: Token, rules: Rules) -> tuple[Range | None, Range, Range] | None:
    """Source, cue and content of "officials have spoken of up to 12,000 men"."""
    who = _speaker(verb)
    of = next((t for t in doc[verb.i + 1 : verb.i + 3] if t.lower_ == "of" and t.dep_ == "case"), None)
    if who is None or of is None or not of.head.dep_.startswith("obl") or of.head.head.i != verb.i:
        return None
    source, content = _phrase(doc, who), phrase_of(doc, of.head, of.i + 1)
    return None if overlap(source, (verb.i, content[1])) else (source, (verb.i, of.i + 1), content)


def _unchecked(doc: Doc, verb: Token, rules: Rules) -> tuple[Range | None, Range, Range] | None:
    """Source, cue and what was not verified, or None where a clause is of another kind.

    "Could not be verified" has no source; "was unable to verify" has. Without "could" or "able", as in
    "did not confirm the date", it is somebody's silence, and with "must" a rule.
    """
    top = verb
    if verb.dep_ == "xcomp" and verb.head.lower_ in rules.able and verb.head.i < verb.i:
        top = verb.head
    before = [c for c in (*top.children, *verb.children) if c.i < verb.i]
    failed = top.lower_ in ("unable", "impossible") or any(
        c.lower_ in rules.negations or c.lower_ in ("neither", "none", "nor") for c in before
    )
    failed = failed or any(
        t.lower_ in ("neither", "none", "no") for c in before if c.dep_.startswith("nsubj") for t in c.subtree
    )
    could = top is not verb or any(c.dep_ == "aux" and c.lower_ in ("could", "can", "ca") for c in before)
    if any(c.dep_ == "aux" and c.tag_ == "MD" and c.lower_ not in ("could", "can", "ca") for c in before):
        return None
    alone = any(c.lower_ in ("independently", "immediately") for c in before)
    if not failed or not (could or alone or verb.lemma_.lower() in rules.verifying):
        return None
    passive = next((c for c in before if c.dep_ == "nsubj:pass"), None)
    active = next((c for c in before if c.dep_ == "nsubj"), None)
    thing = next((c for c in verb.children if c.dep_ in ("obj", "ccomp") and c.i > verb.i), None)
    links = [c.i for c in before if c.dep_ in ("aux", "aux:pass", "cop", "advmod", "mark")] + [top.i]
    cue = (min(links), verb.i + 1)
    if passive is not None and verb.tag_ == "VBN":
        relative = passive.tag_ in ("WP", "WDT")  # "a claim that could not be verified"
        if relative and not verb.dep_.startswith("acl"):
            return None
        noun = verb.head if relative else passive
        source, content = None, _phrase(doc, noun, before=passive.i)
    elif active is not None and thing is not None and active.tag_ not in ("WP", "WDT"):
        begin = min((t.i for t in thing.subtree if t.i > verb.i), default=thing.i)
        source, content = _phrase(doc, active), phrase_of(doc, thing, begin)
    else:
        return None
    parts = [p for p in (source, content) if p is not None]
    if any(overlap(part, cue) for part in parts) or (len(parts) == 2 and overlap(*parts)):
        return None
    return source, cue, content


def postposed(doc: Doc, drafts: Sequence[Draft], rules: Rules) -> list[Draft]:
    """The drafts, with "…, the club confirmed on Friday" where the reader of spans saw another cue or none.

    What was read inside of the statement goes: it is read again as part of that.
    """
    taken = {i for d in drafts for i in range(*d.cue)}
    out = list(drafts)
    for verb in doc:
        if verb.i in taken or verb.lemma_.lower() not in rules.reporting:
            continue
        found = _postposed(doc, verb)
        if found is None:
            continue
        source, cue, content = found
        whole = (content[0], verb.sent.end)
        inside_it = [d for d in out if any(overlap(whole, p) for p in (d.cue, *d.content))]
        if any(
            not (content[0] <= p[0] and p[1] <= content[1]) for d in inside_it for p in (d.cue, *d.content)
        ):
            continue  # somebody else's statement goes on over this clause
        out = [d for d in out if d not in inside_it]
        out.append(Draft(cue, source, (content,), EVIDENCE))
    return out


def _postposed(doc: Doc, verb: Token) -> tuple[Range, Range, Range] | None:
    """Source, cue and content of a clause like "…, its speaker announced", or None."""
    who = _speaker(verb)
    if who is None or any(
        c.dep_ in ("obj", "ccomp", "xcomp", "mark", "conj", "aux:pass") and (c.i > verb.i or c.dep_ == "mark")
        for c in verb.children
    ):
        return None
    begin = min(t.i for t in who.subtree)
    sentence = verb.sent
    if begin <= sentence.start + 2 or doc[begin - 1].text != "," or verb.i - begin > _SOURCE:
        return None
    if any(t.pos_ in ("VERB", "AUX") for t in doc[begin : verb.i] if t.dep_ != "aux"):
        return None
    rest = doc[verb.i + 1 : sentence.end]
    if any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in rest) or (rest and rest[0].text == ":"):
        return None
    content = (sentence.start, begin - 1)
    while content[0] < content[1] and (doc[content[0]].is_space or doc[content[0]].text in _QUOTES):
        content = (content[0] + 1, content[1])
    said = doc[content[0] : content[1]]
    if any(t.text in _QUOTES for t in said) or len(said) < 3:
        return None
    main = [t for t in said if t.tag_ in ("VBD", "VBZ", "VBP", "MD")]
    first = main[0] if main else None
    clause = first.head if first is not None and first.dep_ in ("aux", "cop", "aux:pass") else first
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


def _speaker(verb: Token) -> Token | None:
    """Who says something by a plain, affirmed verb, or None: "would say" and "did not say" say nothing."""
    before = [c for c in verb.children if c.i < verb.i]
    if verb.tag_ not in ("VBD", "VBZ", "VBP", "VBN") or any(
        c.dep_ == "aux:pass"
        or c.tag_ in ("MD", "TO")
        or c.lower_ in ("not", "n't", "n’t", "never")
        or (c.dep_ == "mark" and c.lower_ in ("if", "whether", "unless"))
        for c in before
    ):
        return None
    if verb.tag_ == "VBN" and verb.dep_ != "ROOT" and not any(c.dep_ == "aux" for c in before):
        return None
    # A main verb without "was" is no passive, whatever the tagger took it for.
    who = next((c for c in before if c.dep_ in ("nsubj", "nsubj:pass")), None)
    return who if who is not None and who.pos_ in ("NOUN", "PROPN") else None


def _reported(doc: Doc, verb: Token, rules: Rules) -> tuple[Range | None, Range, Range] | None:
    """Source, cue and the clause that was said, or None where a clause is of another kind."""
    who = _speaker(verb)
    said = next((c for c in verb.children if c.dep_ == "ccomp" and c.i > verb.i), None)
    if who is None or said is None:
        return None
    begin = min(t.i for t in said.subtree if t.i > verb.i)
    if doc[begin].lower_ != "that" and begin != verb.i + 1:
        return None
    end = begin
    for i in sorted(t.i for t in said.subtree if t.i >= begin):
        if i != end:
            break
        end = i + 1
    while end > begin and (doc[end - 1].is_punct or doc[end - 1].is_space) and doc[end - 1].text not in '”"':
        end -= 1
    source = _phrase(doc, who)
    if end <= said.i or overlap(source, (verb.i, end)):
        return None
    return source, (verb.i, verb.i + 1), (begin, end)


def _as_reported(doc: Doc, verb: Token, rules: Rules) -> tuple[Range | None, Range, Range] | None:
    """The same for "as the mayor told the Courier, the bridge is open" and "…, as the mayor said"."""
    mark = next((c for c in verb.children if c.dep_ == "mark" and c.i < verb.i), None)
    who = _speaker(verb)
    main = verb.head
    if mark is None or mark.lower_ != "as" or who is None or verb.dep_ != "advcl" or main.dep_ != "ROOT":
        return None
    if any(c.dep_ in ("ccomp", "xcomp", "obj") for c in verb.children):
        return None
    clause = sorted(t.i for t in verb.subtree)
    sentence = main.sent
    first, last = clause[0], clause[-1]
    before = doc[sentence.start : first]
    if not any(t.is_alpha for t in before):  # the clause leads: what was said stands behind its comma
        comma = next((i for i in range(verb.i, sentence.end) if doc[i].text == "," and i >= last), None)
        content = (comma + 1, sentence.end) if comma is not None else None
    else:
        content = (sentence.start, first) if doc[first - 1].text == "," else None
    if content is None:
        return None
    a, b = content
    while a < b and (doc[a].is_punct or doc[a].is_space):
        a += 1
    while b > a and (doc[b - 1].is_punct or doc[b - 1].is_space):
        b -= 1
    if not a <= main.i < b:
        return None
    return _phrase(doc, who), (verb.i, verb.i + 1), (a, b)


def _phrase(doc: Doc, noun: Token, before: int | None = None) -> Range:
    """The noun phrase around a noun, without the commas before it; all of it stands before token `before`."""
    left = min(t.i for t in noun.subtree)
    while left < noun.i and (doc[left].is_punct or doc[left].is_space):
        left += 1
    begin, end = phrase_of(doc, noun, left)
    return begin, end if before is None or before <= noun.i else min(end, before)


def _figure(token: Token) -> bool:
    return any(
        t.pos_ in ("NUM", "SYM") or t.text[:1].isdigit() or t.lower_ in FIGURES
        for t in (token, *token.children)
    )


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
