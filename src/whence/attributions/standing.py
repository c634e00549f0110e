"""Form, polarity and standing of an attribution: what cue and content say of how it is meant."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from whence.attributions.attribution import Form, Polarity, Standing
from whence.attributions.drafts import FIGURES, Draft, Range, head_of
from whence.attributions.rules import Rules, StandingClass
from whence.attributions.untrue import is_untrue, untrue_end

if TYPE_CHECKING:
    from whence.reader.syntax import Doc, Token

_PRELIMINARY: Final = frozenset({"preliminary", "provisional"})
_QUOTES: Final = frozenset({'"', "“", "”", "„", "«", "»", "``", "''"})


def form(doc: Doc, draft: Draft, quoted: Sequence[bool]) -> Form:
    """Direct where all of the content stands in quotation marks, indirect where none, else mixed.

    `quoted[i]` says whether token i stands in quotation marks (or is one).
    """
    inner = outer = 0
    for a, b in draft.content:
        for token in doc[a:b]:
            if token.is_punct or token.is_space:
                continue
            if quoted[token.i]:
                inner += 1
            else:
                outer += 1
    if not inner:
        return "indirect"
    return "mixed" if outer else "direct"


def quoted_tokens(doc: Doc) -> list[bool]:
    """For each token, whether it stands within quotation marks, per paragraph."""
    out = []
    inside = False
    for token in doc:
        text = token.text
        if token.is_space and "\n" in text:
            inside = False
            out.append(False)
            continue
        if text in ("“", "„", "«"):
            inside = True
            out.append(True)
        elif text in ("”", "»"):
            inside = False
            out.append(True)
        elif text in _QUOTES:
            inside = not inside
            out.append(True)
        else:
            out.append(inside)
    return out


def polarity(doc: Doc, draft: Draft, rules: Rules) -> Polarity:
    """Denied where the cue denies or is negated, and not both; read off the cue alone (PolNeAR)."""
    cue = doc[draft.cue[0] : draft.cue[1]]
    lemmas = [t.lemma_.lower() for t in cue]
    denies = any(lemma in rules.denials for lemma in lemmas) or any(
        t.lemma_.lower() == "rule" and any(n.lower_ == "out" for n in doc[t.i + 1 : t.i + 3]) for t in cue
    )
    if "short of" in doc[max(0, draft.cue[0] - 2) : draft.cue[1]].text.lower() and not denies:
        return "denied"  # "stopped short of saying that rates would fall"
    called = untrue_end(doc, head_of(doc, draft.cue), rules)
    denies = denies or (called is not None and called <= draft.cue[1])
    denies = denies or (cue[0].lemma_ == "be" and is_untrue(doc, draft.cue, rules))  # "reports … were false"
    if draft.further_cue is not None and is_untrue(doc, draft.further_cue, rules):
        denies = not denies
    negated = any(t.lower_ in rules.negations or t.lemma_.lower() in rules.negations for t in cue)
    if draft.source is not None and doc[draft.source[0]].lower_ in ("nobody", "none", "neither", "no"):
        negated = True  # "no one from the club has said that …"
    if not negated:
        negated = any(
            child.dep_ in ("advmod", "neg", "det", "cc:preconj")
            and (child.lower_ in rules.negations or child.lemma_.lower() in rules.negations)
            and not any(a <= child.i < b for a, b in draft.content)
            for child in head_of(doc, draft.cue).children
            if child.i < draft.cue[1]
        )
    if not negated:
        negated = _nothing_says(doc, draft)
    if negated and _unverified(doc, draft, lemmas, rules):
        negated = False
    return "denied" if denies != negated else "affirmed"


def _nothing_says(doc: Doc, draft: Draft) -> bool:
    """Whether a cue stands on what there is not: "there is nothing to suggest that it was linked"."""
    verb = head_of(doc, draft.cue)
    noun = verb.head
    on = verb.dep_.startswith(("acl", "advcl", "xcomp")) and noun.i < draft.cue[0]
    none = noun.lower_ == "nothing" or any(c.lower_ == "no" and c.i < noun.i for c in noun.children)
    return on and none and verb.tag_ in ("VB", "VBG") and draft.source is None


def _unverified(doc: Doc, draft: Draft, lemmas: Sequence[str], rules: Rules) -> bool:
    """Whether a cue says that something could not be checked ("could not confirm"), which is no denial.

    "Did not confirm" of somebody named is a refusal and not this.
    """
    if not any(lemma in rules.checking for lemma in lemmas):
        return False
    none = draft.source is None and doc[min(draft.content)[0]].lower_ in ("neither", "none", "no")
    if not none and not any(lemma in rules.negations or lemma == "unable" for lemma in lemmas):
        return False
    words = {t.lower_ for t in doc[draft.cue[0] : draft.cue[1]]}
    return (
        draft.source is None
        or any(lemma in rules.verifying for lemma in lemmas)
        or not words.isdisjoint({"could", "can", "ca", "unable", "independently", "been", "yet"})
    )


def standing(doc: Doc, draft: Draft, rules: Rules, contents: Sequence[Range] = ()) -> Standing:
    """The standing that cue and content give: the cue's class first, then marks in the content.

    `contents` are those of all attributions: what stands beside a cue but in another's content is
    not about this one.
    """
    verb = head_of(doc, draft.cue)
    if verb.dep_ == "advcl" and any(
        c.dep_ == "mark" and c.lower_ in ("if", "unless") and c.i < verb.i for c in verb.children
    ):
        return "conditional"  # "if the minister says otherwise"
    # "said in a press statement" presses nobody
    lemmas = _lemmas(t for t in doc[draft.cue[0] : draft.cue[1]] if t.lower_ != "press" or t.pos_ == "VERB")
    if "plead" in lemmas and _guilty(doc, draft):
        lemmas.remove("plead")
    if draft.further_cue is not None:
        lemmas += _lemmas(doc[draft.further_cue[0] : draft.further_cue[1]])
    if _unverified(doc, draft, lemmas, rules):
        return "unverified"
    if draft.source is not None:
        named = _lemmas(doc[draft.source[0] : draft.source[1]])
        if any(entry.standing == "unverified" and _has(named, entry) for entry in rules.cue_classes):
            return "unverified"
    after = doc[draft.cue[1]].lower_ if draft.cue[1] < len(doc) else ""
    if (lemmas[-1:] == ["agree"] and after == "that") or lemmas[-2:] == ["agree", ":"]:
        lemmas.remove("agree")  # an opinion, and no plan
    for entry in rules.cue_classes:
        if _has(lemmas, entry):
            return entry.standing
    if not rules.estimating.isdisjoint(lemmas) and _put_at(doc, draft):
        return "estimated"
    if _called_preliminary(doc, draft):
        return "preliminary"
    around = _lemmas(_beside(doc, draft, contents))
    parts = [_before_relative([t.lower_ for t in doc[a:b] if not t.is_space]) for a, b in draft.content]
    for entry in rules.content_classes:
        for part, words in zip(draft.content, parts, strict=True):
            if entry.main_verb_only:
                # "Would not say when they might return": what is asked may be, and what is said is not.
                if not _asked(doc, part) and _modal(doc, part):
                    return entry.standing
            elif _has(words, entry):
                return entry.standing
        if (
            not entry.main_verb_only
            and entry.standing in ("preliminary", "unverified")
            and _has(around, entry)
        ):
            return entry.standing
    return "asserted"


def _before_relative(words: list[str]) -> list[str]:
    """Words up to a clause on one of them, which has its own standing: "…, of whom six were thought to"."""
    for i in range(3, len(words) - 2):
        behind = words[i + 1 : i + 3]
        if words[i] == "," and (behind[0] in ("who", "which") or behind in (["of", "whom"], ["of", "which"])):
            return words[:i]
    return words


def _guilty(doc: Doc, draft: Draft) -> bool:
    """Whether somebody pleads guilty, or not guilty, and for nothing."""
    a = min(draft.content)[0]
    near = doc[draft.cue[0] : max(draft.cue[1] + 2, a + 2)]
    return any(t.lower_ in ("guilty", "innocent") for t in near)


def _put_at(doc: Doc, draft: Draft) -> bool:
    """Whether a content puts something at a figure: "the toll at about 14"."""
    words = [t for a, b in draft.content for t in doc[a:b]]
    at = next((k for k, t in enumerate(words) if t.lower_ == "at"), len(words))
    return any(t.pos_ == "NUM" or t.lower_ in FIGURES for t in words[at:])


def _called_preliminary(doc: Doc, draft: Draft) -> bool:
    """Whether a content calls something preliminary: "the data are not final but preliminary"."""
    for a, b in draft.content:
        for token in doc[a:b]:
            if token.lower_ not in _PRELIMINARY or token.dep_ in ("amod", "advmod", "compound"):
                continue
            first = token.head if token.dep_ == "conj" else token
            if token.dep_ == "xcomp" or any(c.dep_ == "cop" for c in (*token.children, *first.children)):
                return not any(c.lower_ in ("not", "n't", "n’t", "no") for c in token.children)
    return False


def _beside(doc: Doc, draft: Draft, contents: Sequence[Range]) -> list[Token]:
    """The rest of the cue's sentence: "by preliminary data" often stands outside of the content."""
    sentence = doc[draft.cue[0]].sent
    # `contents` are in the order of the text; one that began before the sentence is among the last few.
    first = max(0, bisect.bisect_left(contents, (sentence.start,)) - 3)
    last = bisect.bisect_left(contents, (sentence.end,))
    near = [*draft.content, *(c for c in contents[first:last] if c[1] > sentence.start)]
    inside = {i for a, b in near for i in range(max(a, sentence.start), min(b, sentence.end))}
    return [t for t in sentence if t.i not in inside]


def _lemmas(tokens: Iterable[Token]) -> list[str]:
    return [t.lemma_.lower() for t in tokens if not t.is_space]


def _has(words: Sequence[str], entry: StandingClass) -> bool:
    if not entry.lemmas.isdisjoint(words):
        return True
    if entry.phrases.keys().isdisjoint(words):
        return False
    return any(
        tuple(words[i : i + len(phrase)]) == phrase
        for i, word in enumerate(words)
        for phrase in entry.phrases.get(word, ())
    )


def _asked(doc: Doc, part: Range) -> bool:
    """Whether a content is a question: "when they might return", "whether it would"."""
    return doc[part[0]].tag_ in ("WRB", "WP") or doc[part[0]].lower_ in ("whether", "if")


def _modal(doc: Doc, span: Range) -> bool:
    """Whether the main verb of a content clause is "would have …", "may …", "might …", "could have …"."""
    head = head_of(doc, span)
    words = [t.lower_ for t in head.children if t.dep_.startswith("aux") or t.dep_ == "cop"]
    if not words:
        return False
    if "may" in words or "might" in words:
        return True
    return bool({"would", "could"} & set(words)) and bool({"have", "’ve", "'ve"} & set(words))
