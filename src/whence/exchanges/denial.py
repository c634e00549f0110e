"""Whether the words around a clause say that it is not so: "no evidence that", "rejected reports that"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from whence.exchanges.clauses import negated
from whence.exchanges.rules import ExchangeRules

if TYPE_CHECKING:
    from whence.reader.syntax import Token

_CLAUSES: Final = (
    "acl", "acl:relcl", "ccomp", "csubj", "csubj:pass", "advcl", "advcl:relcl", "xcomp", "parataxis",
    "appos", "nmod",
)  # fmt: skip
_SPEECH: Final = frozenset(
    {"say", "claim", "state", "admit", "confirm", "acknowledge", "announce", "know", "disclose", "reveal",
     "concede", "tell", "declare", "allege", "deny"}
)  # fmt: skip
_NAMING: Final = frozenset({"call", "describe", "label", "brand", "dismiss", "term", "denounce"})
_OPEN: Final = frozenset(
    {"clear", "unclear", "known", "unknown", "certain", "uncertain", "sure", "unsure", "disputed", "dispute",
     "question", "remain", "matter"}
)  # fmt: skip
_ASKING: Final = frozenset(
    {"ask", "question", "wonder", "know", "verify", "establish", "determine", "investigate", "examine",
     "check", "press", "see", "probe", "tell"}
)  # fmt: skip
_STEPS: Final = 8


def disbelieved(trigger: Token, rules: ExchangeRules) -> Literal["denied", "unsaid"] | None:
    """Whether somebody denies what the trigger's clause says, or is said not to have said it."""
    node = trigger
    for _ in range(_STEPS):
        head = node.head
        if head.i == node.i:
            return None
        if node.dep_ in _CLAUSES or (node.dep_ == "conj" and node.tag_.startswith("VB")):
            lemma = str(head.lemma_).lower()
            clausal = node.dep_ not in ("nmod", "appos", "conj") and node.tag_[:2] in ("VB", "NN", "JJ")
            if lemma in _OPEN and _asks(node):
                return "unsaid"  # "It is not clear whether Iran has sent missiles"
            if lemma in rules.denial["lies"] and clausal and not negated(head):
                return "denied"
            if lemma in rules.denial["untrue"] and clausal:
                return "denied"
            if lemma in rules.denial["evidence"] and _scarce(head):
                return "denied"
            if lemma in rules.denial["reports"] and clausal and _report_rejected(head, rules):
                return "denied"
            if head.tag_.startswith("VB") and node.dep_ in ("ccomp", "xcomp"):
                if lemma in _SPEECH and negated(head):
                    return "unsaid"
                if _left_open(node, head):
                    return "unsaid"
                above = head.head
                if lemma in _SPEECH and head.dep_ == "xcomp" and above.lemma_ in ("decline", "refuse"):
                    return "unsaid"  # "declined to say whether it had sent guns"
                beside = [c for c in head.children if c.dep_ == "ccomp" and c.i < head.i < node.i]
                if head.dep_ == "parataxis" and head.head.i < head.i and node.i > head.i:
                    beside.append(head.head)
                if any(_scarce_there(c, rules) for c in beside):
                    return "denied"  # "There is no evidence, they said, that …"
                if lemma in rules.denial["rejecting"] and node.dep_ == "ccomp":
                    return None if negated(head) else "denied"
                if lemma in _NAMING and _lies(head, rules):
                    return "denied"
        node = head
    return None


def _asks(clause: Token) -> bool:
    """Whether a clause with a verb of its own time opens with "whether" or "if"."""
    words = {c.lower_ for c in clause.children if c.dep_ == "mark" or c.lower_ == "whether"}
    return bool(words & {"whether", "if"}) and "to" not in words


def _left_open(clause: Token, verb: Token) -> bool:
    """Whether something is only asked: "asked whether Iran had sent missiles".

    Who asks whether somebody would do something asks for it.
    """
    if str(verb.lemma_).lower() not in _ASKING or not _asks(clause):
        return False
    wanted = any(c.lower_ in ("would", "could", "will", "can") for c in clause.children if c.dep_ == "aux")
    asks = any(c.dep_ == "nsubj" for c in verb.children)
    return not (wanted and asks and str(verb.lemma_).lower() == "ask")


def _scarce_there(verb: Token, rules: ExchangeRules) -> bool:
    """Whether a clause says that there is no evidence of something."""
    nouns = [c for c in verb.children if c.dep_ in ("nsubj", "obj")]
    return any(n.lemma_.lower() in rules.denial["evidence"] and _scarce(n) for n in nouns)


def _scarce(noun: Token) -> bool:
    """Whether there is none of a thing: "no evidence", "little sign", "has not seen any proof"."""
    before = {c.lower_ for c in noun.children if c.i < noun.i}
    if before & {"no", "little", "scant", "neither", "without", "zero", "hardly"}:
        return True
    return noun.head.i != noun.i and noun.head.pos_ in ("VERB", "AUX") and negated(noun.head)


def _report_rejected(noun: Token, rules: ExchangeRules) -> bool:
    head = noun.head
    if any(c.lemma_.lower() in rules.denial["untrue"] for c in noun.children if c.dep_ == "amod"):
        return True
    if head.i == noun.i:
        return False
    lemma = str(head.lemma_).lower()
    if lemma in rules.denial["untrue"] or lemma in rules.denial["lies"]:
        return not negated(head)
    if lemma in rules.denial["rejecting"] and not negated(head):
        return True
    return lemma in _NAMING and _lies(head, rules)


def _lies(verb: Token, rules: ExchangeRules) -> bool:
    words = rules.denial["lies"] | rules.denial["untrue"]
    return any(
        t.lemma_.lower() in words or t.lower_ in words
        for c in verb.children
        if c.dep_ in ("obj", "xcomp", "obl", "advcl", "ccomp")
        for t in (c, *c.children)
    )
