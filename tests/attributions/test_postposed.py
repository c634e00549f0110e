"""Statements with whoever made them behind, where the reader of spans saw nothing."""

from __future__ import annotations

import spacy
from spacy.tokens import Doc

from whence.attributions.edges import behind_dateline
from whence.attributions.postposed import postposed
from whence.attributions.rules import packaged_rules

VOCAB = spacy.blank("en").vocab

ROWS = (
    ("The", 1, "det", "DET", "DT"), ("bridge", 3, "nsubj", "NOUN", "NN"), ("is", 3, "cop", "AUX", "VBZ"),
    ("shut", 3, "ROOT", "ADJ", "JJ"), (",", 7, "punct", "PUNCT", ","), ("two", 6, "nummod", "NUM", "CD"),
    ("managers", 7, "nsubj", "NOUN", "NNS"), ("told", 3, "parataxis", "VERB", "VBD"),
    ("the", 9, "det", "DET", "DT"), ("Herald", 7, "iobj", "PROPN", "NNP"), (",", 14, "punct", "PUNCT", ","),
    ("and", 14, "cc", "CCONJ", "CC"), ("the", 13, "det", "DET", "DT"), ("union", 14, "nsubj", "NOUN", "NN"),
    ("left", 3, "conj", "VERB", "VBD"), (".", 3, "punct", "PUNCT", "."),
)  # fmt: skip


def parsed(rows: tuple[tuple[str, int, str, str, str], ...]) -> Doc:
    words, heads, deps, pos, tags = (list(column) for column in zip(*rows, strict=True))
    lemmas = [{"told": "tell", "left": "leave"}.get(w, w) for w in words]
    return Doc(VOCAB, words=words, heads=heads, deps=deps, pos=pos, tags=tags, lemmas=lemmas)


def test_the_clause_behind_and_is_somebody_elses() -> None:
    (draft,) = postposed(parsed(ROWS), [], packaged_rules())
    assert (draft.source, draft.cue, draft.content) == ((5, 7), (7, 8), ((0, 4),))


def test_without_a_subject_of_its_own_the_clause_goes_on() -> None:
    rows = list(ROWS)
    rows[12:14] = [("soon", 14, "advmod", "ADV", "RB"), ("after", 14, "advmod", "ADV", "RB")]
    assert postposed(parsed(tuple(rows)), [], packaged_rules()) == []


def dateline(*words: tuple[str, str]) -> int:
    doc = Doc(VOCAB, words=[w for w, _ in words], pos=[p for _, p in words])
    return behind_dateline(doc, 0, len(doc))


def test_a_dateline_is_no_part_of_what_is_said() -> None:
    town = ("N'DJAMENA", "PROPN")
    assert dateline(town, ("-", "PUNCT"), ("The", "DET"), ("army", "NOUN")) == 2
    assert dateline(town, (",", "PUNCT"), ("May", "PROPN"), ("3", "NUM"), ("—", "PUNCT"), ("It", "PRON")) == 5
    assert (
        dateline(("NATO", "PROPN"), ("went", "VERB"), ("home", "NOUN"), ("-", "PUNCT"), ("it", "PRON")) == 0
    )
    assert dateline(("The", "DET"), ("army", "NOUN"), ("-", "PUNCT"), ("it", "PRON"), ("said", "VERB")) == 0
