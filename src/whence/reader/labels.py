"""The label inventories of the reader's heads, shared by training and reading."""

from __future__ import annotations

from typing import Final

SPAN_KINDS: Final = ("source", "cue", "content")
"""The three parts of an attribution relation (PolNeAR's terms)."""

ENTITY_KINDS: Final = (
    "PERSON",
    "ORG",
    "PLACE",
    "NORP",
    "MISC",
    "DATE",
    "DURATION",
    "TIME",
    "NUMBER",
    "ORDINAL",
    "PERCENT",
    "MONEY",
    "SET",
)

UPOS: Final = (
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM",
    "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X",
)  # fmt: skip

XPOS: Final = (
    "$", "''", ",", "-LRB-", "-RRB-", ".", ":", "ADD", "AFX", "CC", "CD", "DT", "EX", "FW",
    "GW", "HYPH", "IN", "JJ", "JJR", "JJS", "LS", "MD", "NFP", "NN", "NNP", "NNPS", "NNS",
    "PDT", "POS", "PRP", "PRP$", "RB", "RBR", "RBS", "RP", "SYM", "TO", "UH", "VB", "VBD",
    "VBG", "VBN", "VBP", "VBZ", "WDT", "WP", "WP$", "WRB", "XX", "``",
)  # fmt: skip

DEPRELS: Final = (
    "acl", "acl:relcl", "advcl", "advcl:relcl", "advmod", "amod", "appos", "aux", "aux:pass",
    "case", "cc", "cc:preconj", "ccomp", "compound", "compound:prt", "conj", "cop", "csubj",
    "csubj:outer", "csubj:pass", "dep", "det", "det:predet", "discourse", "dislocated", "expl",
    "fixed", "flat", "goeswith", "iobj", "list", "mark", "nmod", "nmod:desc", "nmod:poss",
    "nmod:unmarked", "nsubj", "nsubj:outer", "nsubj:pass", "nummod", "obj", "obl", "obl:agent",
    "obl:unmarked", "orphan", "parataxis", "punct", "reparandum", "root", "vocative", "xcomp",
)  # fmt: skip


def bioes(kinds: tuple[str, ...]) -> tuple[str, ...]:
    """Tags of the begin/inside/outside/end/single scheme over `kinds`; "O" is tag 0."""
    return ("O", *(f"{position}-{kind}" for kind in kinds for position in "BIES"))


SPAN_TAGS: Final = bioes(SPAN_KINDS)
ENTITY_TAGS: Final = bioes(ENTITY_KINDS)


def legal_transition(before: str, after: str) -> bool:
    """Whether tag `after` may directly follow tag `before` in the BIOES scheme."""
    if before[0] in "BI":
        return after[0] in "IE" and after[1:] == before[1:]
    return after[0] in "BSO"
