"""What is read as a claim and is none: silences, questions, labels, deeds, names, feelings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from whence.attributions.drafts import Draft, Range, can_speak, head_of
from whence.attributions.name_spans import is_country
from whence.attributions.rules import Rules

if TYPE_CHECKING:
    from whence.reader.syntax import Doc, Span, Token

_QUESTION = 60
"""Words behind a verb in which the mark of its question stands, at most."""
_REFUSE = frozenset({"decline", "refuse", "ask", "prefer"})
_PROOF = frozenset(
    {"evidence", "proof", "detail", "explanation", "comment", "timeline", "timetable", "figure", "reason"}
)
_DIFFER = frozenset({"vary", "differ", "range", "diverge"})
_OF_NOUN = frozenset({"acl", "acl:relcl"})
_NAMES = frozenset({"name", "call", "dub", "title", "entitle", "nickname", "know"})
"""Verbs whose bare participle gives somebody's name."""
_MOVING = frozenset(
    {"anger", "infuriate", "please", "delight", "disappoint", "surprise", "shock", "worry", "alarm", "upset"}
    | {"frustrate", "outrage", "enrage", "embarrass", "irritate", "dismay", "annoy", "sadden", "thrill"}
)
"""Verbs whose object feels something, and says nothing."""
_MAKING = frozenset(
    {"introduce", "pass", "unveil", "table", "draft", "adopt", "sign", "enact", "launch", "design"}
)
"""What is done to bills, plans and the like."""
_TOWARDS = frozenset({"sponsor", "care"})
"""Verbs of deeds and feelings towards something that is no statement."""
_RELAYING = frozenset({"see", "view", "review", "obtain", "publish", "report", "verify", "read"})
"""What outlets do with documents."""
_SUPPORTING = frozenset({"support", "back", "fund", "finance", "host"})
"""And those that may be an opinion, but not of what a relative pronoun stands for."""


_TOLD: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
_MADE_KNOWN: Final = frozenset({"announce", "publish", "release", "disclose", "reveal", "unveil"})


def _not_made_known(verb: Token) -> bool:
    """Whether a verb is "has not been announced", on nobody's word."""
    words = [c for c in verb.children if c.i < verb.i]
    agent = any(c.dep_ == "obl:agent" or c.lower_ == "by" for c in verb.children)
    return (
        verb.tag_ == "VBN"
        and verb.lemma_.lower() in _MADE_KNOWN
        and any(c.dep_ == "aux:pass" for c in words)
        and any(c.lower_ in ("not", "n't", "n’t", "never", "yet") for c in words)
        and not agent
    )


_QUESTIONED: Final = frozenset({"question", "interview", "interrogate", "quiz"})
"""What is done to people, with nothing that is asked."""


def no_claims(doc: Doc, drafts: Sequence[Draft], rules: Rules, quoted: Sequence[bool]) -> set[int]:
    """Ids of drafts whose cue brings in no claim: "speaking on condition of anonymity to discuss …".

    Nor do "did not comment on the lawsuit", and the comment that somebody "declined to" give.
    """

    def silent(draft: Draft) -> bool:
        cue = doc[draft.cue[0] : draft.cue[1]]
        if any(t.lower_ in rules.no_claim for t in cue):
            return True
        if cue[-1].lemma_.lower() in _QUESTIONED and len(draft.content) == 1:
            whom = head_of(doc, draft.content[0])
            if whom.pos_ in ("NOUN", "PROPN") and can_speak(whom, rules) and whom.dep_ == "obj":
                return True  # "the police have questioned nine guards"
        if draft.cue[0] > 0 and doc[draft.cue[0] - 1].lower_ == "without" and cue[0].tag_ == "VBG":
            return True  # "called for peace without mentioning Russia"
        only_which = (
            len(content_of := [t for p in draft.content for t in doc[p[0] : p[1]] if not t.is_punct]) == 1
        )
        if (
            only_which
            and content_of[0].lower_ in ("which", "that")
            and not _RELAYING.isdisjoint({t.lemma_.lower() for t in cue})
        ):
            return True  # "the memo, which Reuters has seen, says …"
        if _compared(doc, draft) or _counted(doc, draft) or _only_heard(doc, draft, drafts, rules):
            return True
        above = draft.parent
        if (
            above is not None
            and doc[above.cue[1] - 1].lemma_.lower() in ("decline", "refuse")
            and draft.cue[0] - min(above.content)[0] <= 1
        ):
            return True
        lemmas = {t.lemma_.lower() for t in cue}
        if draft.source is not None and lemmas >= {"accord", "to"}:
            source = doc[draft.source[0] : draft.source[1]]
            bare = all(t.pos_ == "NOUN" or t.tag_ == "PRP$" for t in source)
            if bare and source[-1].lemma_.lower() in rules.standards:
                return True  # "according to plan", "to their size"; "the ministry's plan" says something
        if "react" in lemmas and "news" in lemmas:
            return True  # "reacted with alarm to the news that they would merge"
        if {"confirm", "deny"} <= lemmas or _neither(doc, draft):
            return True  # "would neither confirm nor deny"
        if not lemmas.isdisjoint(rules.silences) and any(t.lower_ in rules.negations for t in cue):
            return True  # "made no mention of it", "did not name the state"
        content = [t for a, b in draft.content for t in doc[a:b] if not t.is_punct]
        if cue[-1].lower_ == "as" and len(cue) > 1 and cue[-2].lemma_.lower() in rules.refused:
            return True  # "rejected the accusation as baseless"
        if draft.source is not None and cue[0].lemma_.lower() in rules.heard and _heard(doc, draft):
            return True  # "Asked about the gap, an aide shrugged"
        if _asks(head_of(doc, draft.cue)):
            return True  # "can you confirm that …?"
        noun = head_of(doc, draft.cue)
        if _not_made_known(noun) and not any(t.tag_ in _TOLD for t in content):
            return True  # "the date has not been announced"
        if draft.source is None and noun.pos_ == "NOUN" and noun.head.lemma_.lower() in _DIFFER:
            return True  # "estimates of the toll vary"
        if any(t.dep_ == "acl" and t.lemma_.lower() in rules.heard for t in cue) and len(cue) == 1:
            return True  # "an official, asked about it, would only say …"
        asked = cue[0].tag_ in ("VBN", "VBD") and cue[0].lemma_.lower() in rules.heard and draft.cue[0] > 0
        who = draft.source
        if (
            asked
            and doc[draft.cue[0] - 1].lower_ in ("when", "if")
            and who
            and doc[who[0] - 1].lower_ != "by"
        ):
            return True  # "an official, when asked about it"; in "when pressed by a reporter" he asks
        if _bidden(doc, draft):
            return True  # "Refugees told to leave camp by Friday": they hear it
        if _in_label(doc, draft.cue):
            return True  # "WHAT THE NEIGHBOURS SAY:" is a label
        if draft.source is None and [t.lower_ for t in content] == ["it"]:
            return True  # "it is feared in Seoul"
        if "fear" in lemmas and doc[draft.cue[1] - 1].lower_ == "for":
            return True  # "they fear for their safety"
        if content and content[0].lower_ == "no" and _nothing(content[1:3], lemmas):
            return True  # "offered no evidence"
        bare = cue[0].tag_ in ("VBN", "VBD") and not any(c.dep_ == "nsubj" for c in cue[0].children)
        if bare and cue[0].dep_ in _OF_NOUN and lemmas <= _NAMES | {"as"}:
            return True  # "a customs officer named Teo Brandt", "the alliance known as the Ring"
        if "commit" in lemmas and _deed(content):
            return True  # "had committed acts of sabotage" promises nothing
        if draft.parent is not None and [t.tag_ for t in content] == ["PRP"] and content[0].lower_ != "it":
            return True  # "he was appalled by the reports"
        if draft.parent is not None and [t.lower_ for t in content] == ["nothing"]:
            return True  # "that nothing had been ordered"
        if len(cue) == 1 and cue[0].lower_ == "state" and cue[0].pos_ in ("NOUN", "PROPN"):
            return True  # "in Borno state"
        if "claim" in lemmas and content and content[0].lower_ == "responsibility":
            first = doc[draft.source[0]].lower_ if draft.source is not None else ""
            return first in ("nobody", "none", "no") or any(t.lower_ in rules.negations for t in cue)
        if not content:
            return True  # marks alone
        if _of_deed(doc, draft, rules) or _topic(doc, draft):
            return True
        if doc[draft.cue[0] : content[-1].i + 1].text.lower().startswith(rules.anonymous_phrases):
            return True  # "asked not to be named"
        if content[0].lower_ == "to" and not lemmas.isdisjoint(_REFUSE) and _to_be_named(content):
            return True  # "declined to be identified"
        passive = any(c.dep_ == "aux:pass" for c in head_of(doc, draft.cue).children)
        if passive and "dismiss" in lemmas and draft.source is None:
            return True  # "the commander was dismissed"
        if draft.source is None and cue.text.rstrip(":").strip().lower() in rules.labels:
            return True  # "Explainer: what …"
        if "mention" in lemmas and content[0].lower_ == "no":
            return True  # "the statement mentioned no sum"
        if (
            [t.lower_ for t in content] == ["it"]
            and any(t.lemma_ == "be" for t in cue)
            and _was_heard(cue, rules)
        ):
            return True  # "it had a fifth of the helicopters it was promised"
        if draft.source is not None:
            # "Q&A: …"; with an article, "an analysis" is somebody's.
            label = doc[draft.source[0] : draft.source[1]].text.strip().lower()
            named = label.split()[-1:] == ["report"] and lemmas == {":"}
            if label in rules.labels or named:
                return True
        said = content[0].lower_ in ("nothing", "little") and content[0].i == draft.cue[1]
        said = said and not content[0].dep_.startswith("nsubj")  # "said nothing had changed"
        if said and not lemmas.isdisjoint({"say", "tell", "disclose", "reveal"}):
            return True  # "said nothing on the matter"
        if lemmas == {"charge"} and (content[0].tag_ == "$" or content[0].text[0].isdigit()):
            return True  # a baker charges 4.20 for a loaf
        which = who is None and draft.parent is None
        if all(t.tag_ in ("WP", "WDT", "WRB") and (which or t.lower_ != "which") for t in content):
            return True  # "here is what has been said"
        plain = who is not None and draft.parent is None and not quoted[who[0]]
        if plain and who and doc[who[0] : who[1]].text.lower() == "we" and content[0].tag_ in ("WP", "WRB"):
            return True  # "what we know so far": the report of itself
        return not lemmas.isdisjoint({"comment", "respond", "reply"}) and any(
            t.lower_ in rules.negations for t in cue
        )

    return {id(d) for d in drafts if silent(d)}


def _bidden(doc: Doc, draft: Draft) -> bool:
    """Whether a participle alone tells what somebody is told to do."""
    verb = head_of(doc, draft.cue)
    behind = doc[draft.cue[1] : draft.cue[1] + 2]
    to = len(behind) == 2 and behind[0].lower_ == "to" and behind[1].tag_ == "VB"
    told = verb.lemma_ in ("tell", "order", "urge") and verb.tag_ in ("VBN", "VBD")
    return (
        told
        and to
        and draft.cue[1] - draft.cue[0] == 1
        and not any(c.dep_ in ("obj", "iobj", "aux", "aux:pass") for c in verb.children)
    )


def _neither(doc: Doc, draft: Draft) -> bool:
    """Whether somebody "neither confirmed nor denied" it."""
    verb = head_of(doc, draft.cue)
    before = [t.lower_ for t in doc[max(0, verb.i - 4) : verb.i]]
    return verb.lemma_ == "deny" and before[-1:] == ["nor"] and "neither" in before


def _compared(doc: Doc, draft: Draft) -> bool:
    """Whether it is "more likely than men to say …": the men say nothing."""
    source = draft.source
    before = doc[source[0] - 1].lower_ if source is not None and source[0] else ""
    return before == "than" and doc[draft.cue[0]].lower_ == "to" and source is not None


def _counted(doc: Doc, draft: Draft) -> bool:
    """Whether it is "62 of them requiring surgery", which demands nothing."""
    verb = head_of(doc, draft.cue)
    return verb.lemma_ == "require" and verb.tag_ == "VBG"


def _only_heard(doc: Doc, draft: Draft, drafts: Sequence[Draft], rules: Rules) -> bool:
    """Whether it is what somebody tells to have been told, by nobody named, and is part of that telling."""
    if draft.source is not None or draft.parent is not None:
        return False
    verb = head_of(doc, draft.cue)
    heard = verb.lemma_.lower() in rules.heard and verb.tag_ in ("VBN", "VBD") and verb.dep_ == "conj"
    return heard and any(
        other is not draft and any(a <= draft.cue[0] and draft.cue[1] < b for a, b in other.content)
        for other in drafts
    )


def _to_be_named(content: Sequence[Token]) -> bool:
    """Whether what somebody declines is "to be named", "to give her name"."""
    words = [t.lower_ for t in content[1:5]]
    return words[:1] == ["be"] and not {"named", "identified", "quoted"}.isdisjoint(words)


def _was_heard(cue: Span, rules: Rules) -> bool:
    return cue[-1].tag_ == "VBN" and cue[-1].lemma_.lower() in rules.heard


def _deed(content: Sequence[Token]) -> bool:
    """Whether what somebody commits is done, and nothing promised: no sum, and no "to"."""
    if any(t.lower_ == "to" for t in content[:8]) or any(t.tag_ in ("$", "CD") for t in content[:4]):
        return False
    return next((t.dep_ == "obj" for t in content if t.head.i < content[0].i), False)


def _in_label(doc: Doc, cue: Range) -> bool:
    """Whether a cue stands in a label in capitals that begins a paragraph and ends with a colon."""
    colon = next((t.i for t in doc[cue[1] : cue[1] + 6] if t.text == ":"), None)
    begin = cue[0]
    while begin > 0 and cue[0] - begin < 8 and not doc[begin - 1].is_space:
        begin -= 1
    return colon is not None and all(t.text.isupper() for t in doc[begin:colon] if t.is_alpha)


def _nothing(words: Sequence[Token], cue: set[str]) -> bool:
    given = not cue.isdisjoint({"offer", "give", "provide", "present", "produce", "cite", "release", "show"})
    return given and not {t.lemma_.lower() for t in words}.isdisjoint(_PROOF)


def _heard(doc: Doc, draft: Draft) -> bool:
    """Whether a source is who was asked: the subject of the clause behind a participle."""
    verb = head_of(doc, draft.cue)
    if verb.tag_ != "VBN" or verb.dep_ != "advcl" or draft.source is None or draft.source[0] < draft.cue[1]:
        return False
    who = head_of(doc, draft.source)
    return who.head.i == verb.head.i and who.dep_.startswith("nsubj") and verb.i < who.i


def _asks(verb: Token) -> bool:
    """Whether a verb is that of a question: "has the ministry approved it?", "can you confirm …?"."""
    who = next((c for c in verb.children if c.dep_.startswith("nsubj") and c.i < verb.i), None)
    before = [c for c in verb.children if c.dep_ in ("aux", "aux:pass", "cop") and c.i < verb.i]
    if who is None or not before or before[0].i > who.i or any(c.dep_ == "mark" for c in verb.children):
        return False
    stop = next((t.text for t in verb.doc[verb.i : verb.i + _QUESTION] if t.text in (".", "?", "!", ";")), "")
    return stop == "?"


def _of_deed(doc: Doc, draft: Draft, rules: Rules) -> bool:
    """Whether what was read tells of a feeling, a deed, or of a thing that somebody made."""
    verb = head_of(doc, draft.cue)
    lemma = verb.lemma_.lower()
    a, b = min(draft.content)
    if lemma in _MOVING and draft.source is not None and draft.source[0] >= draft.cue[1]:
        return True  # "the decision angered the mayor"
    nouns = not any(t.tag_ in ("VBD", "VBZ", "VBP", "MD", "VB") or t.is_quote for t in doc[a:b])
    if lemma in _TOWARDS and nouns and len(draft.content) == 1:
        return True  # "does not care about fins", "who sponsored the bill"
    if lemma in _SUPPORTING and all(t.tag_ in ("WDT", "WP") for t in doc[a:b]):
        return True  # "the militia, which Iran supports"
    if "question" in {t.lower_ for t in doc[draft.cue[0] : draft.cue[1]]} and lemma in ("respond", "answer"):
        return True  # "responded to a question about the proposal by claiming …"
    cue = [t.lower_ for t in doc[draft.cue[0] : draft.cue[1]]]
    if lemma in ("prove", "establish") and any(w in rules.negations for w in cue):
        return True  # "the study does not prove that …" neither claims nor denies it
    return _made(doc, draft, rules)


def _topic(doc: Doc, draft: Draft) -> bool:
    """Whether it is "Democratic Republic of the Congo: hospitals close": what a headline is about."""
    if draft.source is None or doc[draft.cue[0] : draft.cue[1]].text != ":":
        return False
    named = doc[draft.source[0] : draft.source[1]].text.lower().removeprefix("the ")
    return is_country(named)


def _made(doc: Doc, draft: Draft, rules: Rules) -> bool:
    """Whether it is "a bill the two senators introduced would bar …": they made it, and say nothing."""
    a, b = min(draft.content)
    source = draft.source
    if source is None or b != source[0] or source[1] != draft.cue[0] or draft.cue[1] - draft.cue[0] > 3:
        return False
    if doc[a].tag_ != "DT" or doc[b - 1].pos_ != "NOUN" or b - a > 4:
        return False
    verb = head_of(doc, draft.cue)
    plain = verb.lemma_.lower() not in rules.signals | rules.giving | rules.told
    making = {t.lemma_.lower() for t in doc[source[0] : draft.cue[1]]} & _MAKING
    return bool(making) or (plain and verb.tag_ == "VB")
