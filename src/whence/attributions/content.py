"""What belongs to a content and what does not, and two cues that share one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from whence.attributions.chains import phrase_of
from whence.attributions.drafts import Draft, Range, head_of, inside, overlap
from whence.attributions.edges import (
    after_time,
    behind_bracket,
    behind_dateline,
    behind_label,
    loose_end,
    taken_up,
    told,
    unsaid,
    without_day,
)
from whence.attributions.names import Names
from whence.attributions.rules import Rules

if TYPE_CHECKING:
    from whence.reader.syntax import Doc, Token

_OBJECTS: Final = frozenset({"obj", "obl", "nmod", "ccomp", "xcomp", "dep"})
_FINITE: Final = frozenset({"VBZ", "VBP", "VBD", "MD"})
_CLOSERS: Final = frozenset({",", ";", "—", "–", "-", "("})


def conservative(
    doc: Doc, draft: Draft, rules: Rules, quoted: Sequence[bool], foreign: Sequence[Range]
) -> Draft:
    """The draft without what may be the writer's own in its content.

    A trailing clause that draws a conclusion (", which translates to a quarter of …") is left out:
    PolNeAR asks to be conservative, and a wrong attribution costs more than a missed one. So are
    an editor's insertions in another language. A draft always keeps some content.
    """
    parts: list[Range] = []
    for a, b in draft.content:
        if _denied_behind(doc, draft, (a, b), rules):
            continue
        a = behind_dateline(doc, behind_label(doc, after_time(doc, a, b), b), b)
        a = behind_bracket(doc, a, b)
        semicolon = next((i for i in range(b - 1, a, -1) if doc[i].text == ";" and not quoted[i]), None)
        if semicolon is not None and told(doc, a, semicolon, rules) and b <= draft.cue[0]:
            a = semicolon + 1  # "…, two of them said; the bid was higher, according to a filing"
            parts = []
        for cut in (
            loose_end(doc, (a, b)),
            taken_up(doc, (a, b), rules, quoted),
            unsaid(doc, (a, b), draft.cue, rules, quoted),
            _own_inference(doc, (a, b), rules, quoted),
            _concession(doc, (a, b), rules, quoted),
            _predicate(doc, (a, b), draft.cue),
        ):
            if cut is not None and cut < b:
                b = cut
        if a < b:
            a, b = without_day(doc, (a, b), draft.cue, quoted)
        parts.extend(_without((a, b), foreign))
    kept = tuple((a, b) for a, b in (_trimmed(doc, part) for part in parts) if a < b)
    if len(kept) > 1:
        # A word or two of another sentence is a slip of the reader's.
        here = doc[draft.cue[0]].sent
        near = [
            p
            for p in kept
            if here.start <= p[0] < here.end
            or quoted[p[0]]
            or (p[1] - p[0] > 2 and not _breaks(doc, *sorted((p[0], draft.cue[0]))))
        ]
        # So is "UN" of the headline "UN: 40 killed, survivors say".
        near = [p for p in near if p[1] - p[0] > 2 or p[1] >= len(doc) or doc[p[1]].text != ":"]
        kept = tuple(near) or kept
    return replace(draft, content=kept) if kept and kept != draft.content else draft


def _breaks(doc: Doc, a: int, b: int) -> bool:
    """Whether a paragraph ends between two tokens."""
    return any(t.is_space and "\n" in t.text for t in doc[a:b])


def _own_inference(doc: Doc, span: Range, rules: Rules, quoted: Sequence[bool]) -> int | None:
    """Where a trailing clause of the writer's own begins, or None."""
    a, b = span
    for token in doc[a + 1 : b]:
        if token.lower_ != "which" or quoted[token.i] or not token.dep_.startswith("nsubj"):
            continue
        verb = token.head
        if verb.lemma_.lower() not in rules.inference or verb.i < token.i or not a <= verb.i < b:
            continue
        if verb.tag_ not in ("VBZ", "VBP", "MD") and not any(c.dep_ == "aux" for c in verb.children):
            continue
        if not any(t.tag_ in _FINITE and not _under(t, verb) for t in doc[verb.i : b]):
            return token.i
    return None


def _denied_behind(doc: Doc, draft: Draft, part: Range, rules: Rules) -> bool:
    """Whether words behind a cue are ", a claim the rebels denied": who says the claim does not say that."""
    a, b = part
    if not draft.cue[1] < a < b - 2 or min(draft.content)[1] > draft.cue[0] or doc[a - 1].text != ",":
        return False
    if doc[a].lower_ not in ("a", "an") or doc[a + 1].lemma_.lower() not in rules.refused:
        return False
    return any(
        t.tag_ in ("VBD", "VBZ", "VBP")
        and t.lemma_.lower() in rules.denials
        and any(c.dep_ == "nsubj" and c.i > a + 1 for c in t.children)
        for t in doc[a + 2 : b]
    )


def _predicate(doc: Doc, span: Range, cue: Range) -> int | None:
    """Where, behind "his claim that …", the clause begins that says something of the claim, or None."""
    noun = head_of(doc, cue)
    verb = noun.head
    if noun.pos_ != "NOUN" or not noun.dep_.startswith("nsubj") or not span[0] <= verb.i < span[1]:
        return None
    last = max(t.i for t in noun.subtree)
    return last + 1 if noun.i < span[0] <= last < verb.i else None


def _under(token: Token, verb: Token) -> bool:
    return token.i == verb.i or any(x.i == verb.i for x in token.ancestors)


def _concession(doc: Doc, span: Range, rules: Rules, quoted: Sequence[bool]) -> int | None:
    """Where a trailing ", although …" begins that is not quoted, or None."""
    a, b = span
    for token in doc[a + 4 : b]:
        if token.lower_ in rules.concessions and not quoted[token.i] and doc[token.i - 1].text == ",":
            return token.i
    return None


def _without(span: Range, cuts: Sequence[Range]) -> list[Range]:
    out = [span]
    for x, y in cuts:
        out = [piece for a, b in out for piece in ((a, min(b, x)), (max(a, y), b)) if piece[0] < piece[1]]
    return out


def _trimmed(doc: Doc, span: Range) -> Range:
    a, b = span
    while a < b and (doc[a].is_space or doc[a].text in _CLOSERS):
        a += 1
    while b > a and (doc[b - 1].is_space or doc[b - 1].text in _CLOSERS):
        b -= 1
    return a, b


def completed(doc: Doc, draft: Draft) -> Draft:
    """A draft whose content is a bare "which" or "who", with the rest of that clause.

    In "the barrier, which according to X also costs lives", what X says is the clause and not its pronoun.
    """
    if len(draft.content) != 1 or draft.content[0][1] - draft.content[0][0] != 1:
        return draft
    pronoun = doc[draft.content[0][0]]
    verb = pronoun.head
    begin = max(draft.cue[1], draft.source[1] if draft.source is not None else 0)
    if pronoun.tag_ not in ("WDT", "WP") or not pronoun.dep_.startswith("nsubj") or verb.i < begin:
        return draft
    indices = [t.i for t in verb.subtree if t.i >= begin and not t.is_space]
    end = begin
    for i in indices:
        if i > end and any(not t.is_punct for t in doc[end:i]):
            break
        end = i + 1
    rest = _trimmed(doc, (begin, end))
    while rest[0] < rest[1] and doc[rest[1] - 1].text in (".", "!", "?", ")"):
        rest = (rest[0], rest[1] - 1)
    while rest[0] < rest[1] and doc[rest[0]].is_punct:
        rest = (rest[0] + 1, rest[1])
    if not rest[0] <= verb.i < rest[1]:
        return draft
    return replace(draft, content=(*draft.content, rest))


def with_name(doc: Doc, draft: Draft, names: Names, rules: Rules) -> Draft:
    """A draft whose content begins with the name of its source: "according to the mayor, X, three …".

    The name goes to the source, where another subject shows that the clause does not need it.
    """
    if draft.source is None:
        return draft
    a, b = min(draft.content)
    comma = draft.source[1]
    if comma + 1 != a or doc[comma].text != "," or names.at(a) is None:
        return draft
    bearer = names.at(a)
    end = next(i for i in range(a, b + 1) if i == b or names.at(i) is not bearer)
    head = head_of(doc, draft.source)
    if (
        bearer is None
        or bearer.kind != "PERSON"
        or end >= b - 1
        or doc[end].text != ","
        or head.lemma_.lower() not in rules.persons
        or head.tag_ in ("NNS", "NNPS")
        or any(found.kind == "PERSON" for _, found in names.within(draft.source))
    ):
        return draft
    name = head_of(doc, (a, end))
    subjects = [t for t in name.head.children if t.dep_.startswith("nsubj") and t.i > end]
    if any(c.dep_ == "conj" for c in name.children) or (name.dep_.startswith("nsubj") and not subjects):
        return draft
    first = _trimmed(doc, (end + 1, b))
    rest = [part for part in draft.content if part != (a, b)]
    return replace(draft, source=(draft.source[0], end), content=tuple(sorted([first, *rest])))


def quoted_by(doc: Doc, draft: Draft, rules: Rules) -> Draft:
    """Turn "the minister was quoted by X as saying that …" round: the minister says it, through X.

    The reader of spans takes X for the source and the rest for its content.
    """
    verb = head_of(doc, draft.cue)
    if verb.lemma_.lower() not in rules.citing:
        return draft
    says = next(
        (
            t
            for t in doc[verb.i + 1 : verb.sent.end]
            if t.tag_ == "VBG" and t.lemma_.lower() in rules.signals and doc[t.i - 1].lower_ == "as"
        ),
        None,
    )
    if says is None:
        return draft
    end = next((b for a, b in draft.content if a <= says.i + 1 < b), says.sent.end)
    after = _trimmed(doc, (says.i + 1, end))
    if verb.tag_ in ("VBD", "VBZ", "VBP"):
        # "He quoted the agency as saying …": the agency is whom his word rests on.
        said = next((c for c in verb.children if c.dep_ in ("obj", "iobj") and verb.i < c.i < says.i), None)
        if said is None or draft.source is None:
            return draft
        while after[0] < after[1] and doc[after[1] - 1].text in (".", "!", "?"):
            after = (after[0], after[1] - 1)
        if after[0] >= after[1]:
            # "…, she quoted the agency as saying": what was said stands before.
            after = _trimmed(doc, (verb.sent.start, draft.source[0]))
            if not any(t.tag_ in _FINITE for t in doc[after[0] : after[1]]):
                return draft
        cited = phrase_of(doc, said, min(t.i for t in said.subtree if t.i > verb.i))
        cue = (draft.cue[0], says.i + 1)
        return replace(draft, cue=cue, content=(after,), rests_on=draft.rests_on or (cited[0], says.i - 1))
    if verb.tag_ != "VBN":
        return draft
    quoted = next((c for c in verb.children if c.dep_ == "nsubj:pass" and c.i < verb.i), None)
    agent = next((c for c in verb.children if c.dep_.startswith("obl") and c.i > verb.i), None)
    if quoted is None:
        return draft
    by = next((c for c in agent.children if c.dep_ == "case" and c.lower_ == "by"), None) if agent else None
    through = phrase_of(doc, agent, by.i + 1) if agent is not None and by is not None else None
    begin = min(c.i for c in (verb, *verb.children) if c.dep_.startswith("aux") or c.i == verb.i)
    if after[0] < after[1] and doc[after[0]].lower_ == "by" and doc[after[0]].dep_ == "case":
        # "was quoted as saying by X that …"
        through = phrase_of(doc, doc[after[0]].head, after[0] + 1)
        after = _trimmed(doc, (through[1], max(through[1], after[1])))
    if after[0] < after[1] and not any(t.tag_ in _FINITE for t in doc[after[0] : after[1]]):
        # "was quoted as telling X": no clause, but to whom it was said.
        told = next((c for c in says.children if c.dep_ in ("obj", "iobj") and inside(c.i, (after,))), None)
        if told is not None:
            through = through or phrase_of(doc, told, after[0])
            after = (after[1], after[1])
    while after[0] < after[1] and doc[after[1] - 1].text in (".", "!", "?"):
        after = (after[0], after[1] - 1)
    stated = [p for p in draft.content if not overlap(p, (begin, says.sent.end))]
    if stated and after[0] < after[1] and not any(t.tag_ in _FINITE for t in doc[after[0] : after[1]]):
        after = (after[1], after[1])  # "“…,” he was quoted as saying by X on Monday"
    source = _trimmed(doc, (min(t.i for t in quoted.subtree), begin))
    content = (
        (after,)
        if after[0] < after[1]
        else tuple(p for p in draft.content if not overlap(p, (source[0], says.i + 1)))
    )
    if not content or source[0] >= source[1] or any(overlap(p, source) for p in content):
        return draft
    return replace(draft, source=source, cue=(begin, says.i + 1), content=content, through=through)


def without_parts(drafts: Sequence[Draft]) -> list[Draft]:
    """Drafts without those whose cue is a part of another's: "as saying" of "was quoted as saying"."""
    longest: dict[int, Range] = {}
    for d in drafts:
        for i in range(*d.cue):
            if i not in longest or longest[i][1] - longest[i][0] < d.cue[1] - d.cue[0]:
                longest[i] = d.cue
    return [
        d
        for d in drafts
        if not (
            longest[d.cue[0]] != d.cue
            and longest[d.cue[0]][0] <= d.cue[0]
            and d.cue[1] <= longest[d.cue[0]][1]
        )
    ]


def rest_on_clause(doc: Doc, draft: Draft, rules: Rules, quoted: Sequence[bool]) -> Draft:
    """Take ", as claimed by several officials" from a content's end: it names whom the content rests on."""
    last = max(draft.content)
    for token in doc[last[0] + 3 : last[1]]:
        if token.lower_ != "as" or quoted[token.i] or token.head.tag_ != "VBN" or token.head.i > token.i + 3:
            continue
        verb = token.head
        if verb.lemma_.lower() not in rules.signals or verb.i >= last[1]:
            continue
        agents = [c for c in verb.children if c.dep_ in ("obl:agent", "obl") and c.i > verb.i]
        by = next((c for a in agents for c in a.children if c.dep_ == "case" and c.lower_ == "by"), None)
        if by is None or by.i >= last[1]:
            continue
        source = phrase_of(doc, by.head, by.i + 1)
        before = _trimmed(doc, (last[0], token.i))
        if source[1] < last[1] - 1 or before[0] >= before[1]:
            continue
        content = (*(p for p in draft.content if p != last), before)
        return replace(draft, content=content, rests_on=source, further_cue=(token.i, by.i + 1))
    return draft


def merge_shared(doc: Doc, drafts: Sequence[Draft], names: Names) -> list[Draft]:
    """Join two attributions of one statement: an outlet's, and "…, as claimed by several officials".

    Both stand in one sentence, one names an outlet, and the other's cue begins with "as". They
    become one draft that holds all of the content and remembers whom it rests on.
    """
    sentences = [doc[draft.cue[0]].sent.start for draft in drafts]
    by_sentence: dict[int, list[int]] = {}
    for i, sentence in enumerate(sentences):
        by_sentence.setdefault(sentence, []).append(i)
    out: list[Draft] = []
    gone: set[int] = set()
    for i, draft in enumerate(drafts):
        if draft.parent is not None or i in gone:
            continue
        for j in by_sentence[sentences[i]]:
            other = drafts[j]
            if (
                i == j
                or j in gone
                or other.parent is not None
                or draft.source is None
                or other.source is None
            ):
                continue
            if not _is_outlet(names, draft.source) or _is_outlet(names, other.source):
                continue
            if doc[other.cue[0]].lower_ != "as" or other.cue[0] < draft.cue[0]:
                continue
            whole = sorted({*draft.content, *other.content})
            content: list[Range] = []
            for part in whole:
                if content and part[0] < content[-1][1]:
                    content[-1] = (content[-1][0], max(content[-1][1], part[1]))
                else:
                    content.append(part)
            draft = replace(draft, content=tuple(content), rests_on=other.source, further_cue=other.cue)
            gone.add(j)
        out.append(draft)
    absorbed = {id(drafts[j]) for j in gone}
    return [d for d in out if id(d) not in absorbed] + [d for d in drafts if d.parent is not None]


def _is_outlet(names: Names, span: Range) -> bool:
    return any(bearer.kind == "OUTLET" for _, bearer in names.within(span))


def rest_on_cited(doc: Doc, drafts: Sequence[Draft], rules: Rules) -> list[Draft]:
    """Note whom a source cites in turn ("…, citing US officials, …"), and take that out of its content.

    A relation whose only cue is such a "citing" is no attribution of its own where another stands
    in the same sentence: whom it names is the next link of that one's chain.
    """
    out: list[Draft] = []
    dropped: set[int] = set()
    changed: dict[int, Draft] = {}
    for given in drafts:
        draft = given
        if draft.parent is not None and id(draft.parent) in changed:
            draft = replace(draft, parent=changed[id(draft.parent)])
        draft = _before_citing(doc, draft, rules)
        if draft is not given:
            changed[id(given)] = draft
        cited = _cited(doc, draft, rules)
        if cited is None:
            new = _only_citing(doc, draft, rules)
            if new is None:
                dropped.add(len(out))
            draft = new or draft
            if draft is not given:
                changed[id(given)] = draft  # so that what stands in it finds it
            out.append(draft)
            continue
        citing, span = cited
        content = [p for part in draft.content for p in _without(part, [(citing, span[1])])]
        kept = [p for p in (_trimmed(doc, part) for part in content) if p[0] < p[1]]
        for i, other in enumerate(drafts):
            if other is given or other.parent is not given.parent or not inside(citing, (other.cue,)):
                continue
            if all(doc[k].lemma_.lower() in rules.citing or doc[k].is_punct for k in range(*other.cue)):
                dropped.add(i)
                if doc[citing].tag_ != "VBG":
                    continue  # "which cited people familiar with it" holds no statement
                # What the "citing" was given and nobody else has is the statement itself.
                kept += [
                    p for p in other.content if not overlap(p, span) and not any(overlap(p, k) for k in kept)
                ]
        new = replace(draft, content=tuple(sorted(kept)) or draft.content, rests_on=draft.rests_on or span)
        changed[id(given)] = new
        out.append(new)
    return [d for i, d in enumerate(out) if i not in dropped and not _orphan(d, [out[k] for k in dropped])]


def _before_citing(doc: Doc, draft: Draft, rules: Rules) -> Draft:
    """A draft whose source ends before ", citing": whoever is cited is the next link of its chain."""
    if draft.source is None or draft.rests_on is not None:
        return draft
    a, b = draft.source
    for token in doc[a + 2 : b - 1]:
        if token.tag_ == "VBG" and token.lemma_.lower() in rules.citing and doc[token.i - 1].text == ",":
            return replace(draft, source=(a, token.i - 1))
    return draft


def without_cited(doc: Doc, drafts: Sequence[Draft], found: Sequence[Draft], rules: Rules) -> list[Draft]:
    """Drafts without "which cited three officials", where those are whom one of the found rests on."""
    behind = {d.rests_on[0] for d in found if d.rests_on is not None}
    gone = [
        d
        for d in drafts
        if min(d.content)[0] in behind
        and d.rests_on is None
        and all(t.lemma_.lower() in rules.citing for t in doc[d.cue[0] : d.cue[1]])
    ]
    names = {id(d) for d in gone}
    return [d for d in drafts if id(d) not in names and not _orphan(d, gone)]


def _next_comma(doc: Doc, index: int) -> int | None:
    """The comma that ends a phrase of a few words without a verb behind a token, or the stop."""
    for token in doc[index + 1 : index + 16]:
        if token.text in (",", ".", ";"):
            return int(token.i)
        if token.tag_ in _FINITE or token.is_space or token.lower_ == "that":
            return None
    return None


def _only_citing(doc: Doc, draft: Draft, rules: Rules) -> Draft | None:
    """A draft whose one cue is a "citing": whom it takes is the next link, what is left its content.

    None where nothing is left: "X, citing Y" alone claims nothing.
    """
    a, b = draft.cue
    words = [t for t in doc[a:b] if not t.is_punct]
    if (
        draft.source is None
        or not words
        or any(t.lemma_.lower() not in rules.citing or t.tag_ != "VBG" for t in words)
    ):
        return draft
    begin = b
    end = next(
        (
            t.i
            for t in doc[b:]
            if (t.is_punct and t.text != "-")
            or t.is_space
            or (t.tag_ in _FINITE and not _describes(t, begin))
            or t.lower_ == "that"
        ),
        b,
    )
    if end + 2 < len(doc) and doc[end].text == "(" and doc[end + 2].text == ")":
        end += 3  # "citing a source in the Security Service (SBU), that …"
    if end <= begin or not any(t.pos_ in ("NOUN", "PROPN") for t in doc[begin:end]):
        return draft
    parts = [p for part in draft.content for p in _without(part, [(begin, end)])]
    kept = tuple(p for p in (_trimmed(doc, part) for part in parts) if p[0] < p[1])
    if not kept:
        return None
    first = draft.source[0]
    led = [t.lower_ for t in doc[max(0, first - 2) : first]] == ["according", "to"]
    cue = (first - 2, first) if led else draft.cue
    for t in doc[draft.source[1] : a]:
        if t.tag_ in _FINITE and t.lemma_.lower() in rules.signals:  # "X stated, citing Y, that …"
            cue = (t.i, t.i + 1)
    return replace(draft, cue=cue, content=kept, rests_on=(begin, end))


def _describes(verb: Token, begin: int) -> bool:
    """Whether a verb stands in a clause on a noun behind `begin`: "citing an assessment it had seen"."""
    clause = next((t for t in (verb, *verb.ancestors) if t.dep_ == "acl:relcl"), None)
    return clause is not None and begin <= clause.head.i < clause.i


def _orphan(draft: Draft, gone: Sequence[Draft]) -> bool:
    parent = draft.parent
    while parent is not None:
        if any(parent is g for g in gone):
            return True
        parent = parent.parent
    return False


def _which_cites(doc: Doc, verb: Token, draft: Draft) -> bool:
    """Whether a verb is that of ", which cited people familiar with it," right behind the draft's source."""
    if draft.source is None or verb.tag_ not in ("VBD", "VBZ", "VBP") or verb.i < 2:
        return False
    return doc[verb.i - 1].lower_ in ("which", "who") and 0 <= verb.i - 1 - draft.source[1] <= 1


def _cited(doc: Doc, draft: Draft, rules: Rules) -> tuple[int, Range] | None:
    """The "citing" of a draft's sentence and the noun phrase it takes, or None."""
    sentence = doc[draft.cue[0]].sent
    cue = head_of(doc, draft.cue)
    around = draft.parent.content if draft.parent is not None else ()
    for token in sentence:
        if token.lemma_.lower() not in rules.citing or token.i == cue.i:
            continue
        if token.tag_ != "VBG" and not _which_cites(doc, token, draft):
            continue
        if any(t.lower_ in rules.negations for t in doc[max(0, token.i - 2) : token.i]):
            continue  # "without citing a source"
        if draft.source is not None and inside(token.i, (draft.source,)):
            continue
        if around and not inside(token.i, around):
            continue
        follows = draft.source is not None and (
            (doc[token.i - 1].text == "," and token.i == draft.source[1] + 1) or token.tag_ != "VBG"
        )
        if (
            not around
            and not follows
            and token.head.i != cue.i
            and not any(t.i == cue.i for t in token.ancestors)
        ):
            continue
        objects = [c for c in token.children if c.dep_ in _OBJECTS and c.i > token.i]
        several = [c for c in token.children if c.dep_ in ("obj", "iobj") and c.i > token.i]
        if len(several) > 1 and (comma := _next_comma(doc, token.i)) is not None:
            return token.i, (token.i + 1, comma)  # "citing Reuters and two officials,"
        # "citing an Israeli and a US official": the first is an adjective by itself.
        shared = objects and any(c.dep_ == "conj" and c.pos_ == "NOUN" for c in objects[0].children)
        counted = objects and objects[0].pos_ == "NUM" and objects[0].i + 1 < len(doc)
        counted = counted and doc[objects[0].i + 1].lower_ == "of"  # "citing one of those present"
        if objects and (shared or counted or objects[0].pos_ in ("NOUN", "PROPN", "PRON")):
            return token.i, phrase_of(doc, objects[0], token.i + 1)
    return None
