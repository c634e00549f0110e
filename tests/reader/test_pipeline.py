from __future__ import annotations

import pytest
import spacy
from spacy.language import Language
from spacy.matcher import DependencyMatcher, Matcher
from spacy.tokens import Doc, Span

import whence.reader.pipeline  # noqa: F401  (registers the component where no wheel is installed)
from whence.reader import Reader
from whence.reader.labels import SPAN_KINDS

TEXT = "The mayor said that nine boats had left the port. “They will be back,” she added."


@Language.component("all_interjections")
def all_interjections(doc: Doc) -> Doc:
    """Stands for another reader of syntax and names."""
    for token in doc:
        token.pos_ = "INTJ"
        token.tag_ = "UH"
        token.is_sent_start = token.i == 0
    doc.ents = [Span(doc, 1, 2, label="SHIP")]
    return doc


@pytest.fixture(scope="module")
def nlp(reader: Reader) -> Language:
    made = spacy.blank("en")
    made.add_pipe("whence")
    return made


def test_a_pipeline_has_spans_relations_and_syntax(nlp: Language) -> None:
    doc = nlp(TEXT)
    assert doc.text == TEXT
    assert set(SPAN_KINDS) <= set(doc.spans)
    assert doc._.relations
    relation = doc._.relations[0]
    assert doc[slice(*relation.cue)].text == "said"
    assert relation.source is not None
    assert "mayor" in doc[slice(*relation.source)].text
    assert doc.has_annotation("DEP")
    assert doc.has_annotation("TAG")
    assert doc.has_annotation("LEMMA")
    assert len(list(doc.sents)) == 2


def test_it_reads_as_the_reader_alone_does(nlp: Language, reader: Reader) -> None:
    doc, alone = nlp(TEXT), reader(TEXT)
    assert [(t.text, t.pos_, t.tag_, t.dep_, t.head.i, t.lemma_) for t in doc] == [
        (t.text, t.pos_, t.tag_, t.dep_, t.head.i, t.lemma_) for t in alone
    ]
    assert doc._.relations == alone._.relations


def test_patterns_match_over_it(nlp: Language) -> None:
    doc = nlp(TEXT)
    matcher = Matcher(nlp.vocab)
    matcher.add("said-that", [[{"LEMMA": "say", "POS": "VERB"}, {"LOWER": "that"}]])
    assert [doc[a:b].text for _, a, b in matcher(doc)] == ["said that"]
    trees = DependencyMatcher(nlp.vocab)
    trees.add(
        "who-says",
        [
            [
                {"RIGHT_ID": "verb", "RIGHT_ATTRS": {"LEMMA": "say"}},
                {"LEFT_ID": "verb", "REL_OP": ">", "RIGHT_ID": "who", "RIGHT_ATTRS": {"DEP": "nsubj"}},
            ]
        ],
    )
    assert [[doc[i].text for i in found] for _, found in trees(doc)] == [["said", "mayor"]]


def test_another_pipeline_may_stand_in_for_syntax(reader: Reader) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("all_interjections")
    nlp.add_pipe("whence", config={"syntax": False})
    doc = nlp(TEXT)
    assert {t.pos_ for t in doc} == {"INTJ"}
    assert {t.tag_ for t in doc} == {"UH"}
    assert [(e.text, e.label_) for e in doc.ents] == [("mayor", "SHIP")]
    assert len(list(doc.sents)) == 1
    assert not doc.has_annotation("DEP")
    assert doc._.relations
    assert len(doc.spans["cue"]) >= 1


def test_many_texts_through_one_pipeline(nlp: Language) -> None:
    docs = list(nlp.pipe([TEXT, "", "   ", TEXT]))
    assert [doc.text for doc in docs] == [TEXT, "", "   ", TEXT]
    assert docs[0]._.relations == docs[3]._.relations
    assert docs[1]._.relations == docs[2]._.relations == ()


def test_weights_are_loaded_with_the_first_text(tmp_path: object) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("whence", config={"weights": str(tmp_path)})
    from whence.reader import WeightsError

    with pytest.raises(WeightsError, match="not there"):
        nlp(TEXT)
