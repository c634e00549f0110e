from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from shutil import copytree

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from whence.reader import Reader, WeightsError
from whence.reader.labels import DEPRELS, ENTITY_KINDS, SPAN_KINDS, UPOS, XPOS
from whence.reader.model import WEIGHTS, Scores
from whence.reader.reader import layout, trees
from whence.reader.windows import stretches

NEWS = (
    "The harbour master, Ines Okafor, said on Tuesday that nine ships had left the port of Lisbon. "
    "“We counted them twice,” she told the Harbour Courier.\n\n"
    "According to the ministry, 4,000 tonnes of grain (worth $2 million) were on board. "
    "It denied any were lost.\n"
)


def check(doc: Doc) -> None:
    """What holds of every text that was read, whatever it says."""
    assert doc.has_annotation("SENT_START") or not len(doc)
    sentences = list(doc.sents) if len(doc) else []
    assert [t.i for s in sentences for t in s] == list(range(len(doc)))
    for sentence in sentences:
        heads = [t.head.i for t in sentence]
        assert all(sentence.start <= h < sentence.end for h in heads)
        roots = [t for t in sentence if t.head.i == t.i]
        assert len(roots) == 1
        assert roots[0].dep_ == "ROOT"
        below = {roots[0].i} | {t.i for t in roots[0].subtree}
        assert below == set(range(sentence.start, sentence.end))  # no cycle: all hangs on the root
    for token in doc:
        if token.is_space:
            assert token.pos_ == "SPACE"
            continue
        assert token.pos_ in UPOS
        assert token.tag_ in XPOS
        assert token.dep_ in DEPRELS or token.dep_ == "ROOT"
        assert (token.dep_ == "ROOT") is (token.head.i == token.i)
        assert token.lemma_ or not token.text
    for ent in doc.ents:
        assert ent.label_ in ENTITY_KINDS
        assert not ent[0].is_space
        assert not ent[-1].is_space
    spans = {kind: {(s.start, s.end) for s in doc.spans[kind]} for kind in SPAN_KINDS}
    taken = [i for ranges in spans.values() for a, b in ranges for i in range(a, b)]
    assert len(taken) == len(set(taken))
    for kind in SPAN_KINDS:
        for span in doc.spans[kind]:
            assert span.label_ == kind
            assert "\n" not in span.text.strip()
    for relation in doc._.relations:
        assert relation.cue in spans["cue"]
        assert relation.source is None or relation.source in spans["source"]
        assert relation.content
        assert set(relation.content) <= spans["content"]
        evidence = relation.evidence
        for chance in (
            evidence.cue, evidence.source, evidence.content, evidence.source_link, evidence.content_link,
        ):  # fmt: skip
            assert -1e-4 <= chance <= 1 + 1e-4


def same(a: Doc, b: Doc) -> bool:
    return (
        a.to_bytes(exclude=["user_data"]) == b.to_bytes(exclude=["user_data"])
        and a._.relations == b._.relations
    )


def test_a_report_is_read(reader: Reader) -> None:
    doc = reader(NEWS)
    assert doc.text == NEWS
    check(doc)
    assert len(list(doc.sents)) >= 4
    assert doc._.relations
    assert {t.lemma_ for r in doc._.relations for t in doc[slice(*r.cue)]} & {"say", "tell", "accord", "deny"}
    assert any(ent.label_ == "PERSON" and "Okafor" in ent.text for ent in doc.ents)


@pytest.mark.parametrize("text", ["", " ", "\n", " \n\n\t \u00a0\u2029 \r\n"])
def test_nothing_is_read_as_nothing(reader: Reader, text: str) -> None:
    doc = reader(text)
    assert doc.text == text
    assert all(len(doc.spans[kind]) == 0 for kind in SPAN_KINDS)
    assert doc._.relations == ()
    assert reader.relate(doc, {}) == []


@pytest.mark.parametrize("text", ["a", ".", "”", "Yes.", "\nWhat?\n", "\U0001f600", "said", "“", "\x00"])
def test_hardly_anything_is_read(reader: Reader, text: str) -> None:
    doc = reader(text)
    assert doc.text == text
    check(doc)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=120))
def test_any_text_is_read(reader: Reader, text: str) -> None:
    doc = reader(text)
    assert doc.text == text
    if not text.isspace() and text:
        check(doc)


PIECES = st.sampled_from(
    [
        "He said",
        " that",
        " ships left",
        ".",
        ",",
        " ",
        "\n",
        "\n\n",
        "“",
        "”",
        '"',
        " the BBC",
        " told",
        " (",
        ")",
        " 3,000",
    ]
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PIECES, min_size=1, max_size=60))
def test_any_heap_of_words_is_read(reader: Reader, pieces: list[str]) -> None:
    text = "".join(pieces)
    doc = reader(text)
    assert doc.text == text
    if not text.isspace():
        check(doc)


def test_reading_twice_gives_the_same(reader: Reader) -> None:
    first = reader(NEWS)
    reader("Something else was said, according to nobody.")
    assert same(first, reader(NEWS))
    assert same(first, Reader.load()(NEWS))


@pytest.mark.parametrize(
    ("letter", "size"),
    [("x", 100_000), ("ab,", 3_000), ("é", 20_000), ("a.b-", 3_000), ("漢", 3_000), ("“a”", 2_000)],
)
def test_one_paragraph_without_a_space(reader: Reader, letter: str, size: int) -> None:
    text = (letter * size)[:size]
    doc = reader(text)
    assert doc.text == text
    check(doc)


def test_three_thousand_paragraphs(reader: Reader) -> None:
    text = "\n".join(["Rain, he said."] * 3_000)
    doc = reader(text)
    assert doc.text == text
    check(doc)
    assert len(list(doc.sents)) >= 3_000


def test_one_long_paragraph_is_read_to_its_end(reader: Reader) -> None:
    text = " ".join(f"The mayor said that boat {i} had left the port." for i in range(200))
    doc = reader(text)
    cues = [span.start_char for span in doc.spans["cue"]]
    assert len(cues) > 100
    assert max(cues) > len(text) * 0.95
    check(doc)


def test_a_long_text_is_read_in_stretches_as_it_would_be_whole(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "\n\n".join(NEWS.replace("nine", str(n)) for n in range(60))
    whole = reader(text)
    cut = partial(stretches, size=100, longest=400)
    monkeypatch.setattr("whence.reader.model.stretches", cut)
    _, words, glued, paragraphs = layout(reader.tokenize(text))
    scores = list(reader.network.stretches(words, glued, paragraphs))
    assert len(scores) > 5
    assert [s.first for s in scores] == [0, *np.cumsum([len(s.spans) for s in scores]).tolist()[:-1]]
    parts = reader(text)
    check(parts)
    assert [(t.dep_, t.head.i, t.tag_, t.ent_type_) for t in parts] == [
        (t.dep_, t.head.i, t.tag_, t.ent_type_) for t in whole
    ]
    assert [(r.cue, r.source, r.content) for r in parts._.relations] == [
        (r.cue, r.source, r.content) for r in whole._.relations
    ]
    np.testing.assert_allclose(parts._.passing.kinds, whole._.passing.kinds, atol=1e-6)
    np.testing.assert_array_equal(parts._.passing.who, whole._.passing.who)


def test_a_paragraph_longer_than_a_stretch_is_cut_and_read_to_its_end(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("whence.reader.model.stretches", partial(stretches, size=100, longest=300))
    doc = reader(" ".join(["The mayor said that 40 people had left the town."] * 150))
    check(doc)
    assert len(doc._.relations) > 100


def test_spans_keep_to_their_paragraphs(reader: Reader) -> None:
    doc = reader("He said that\n\nthe boats\n\nhad left, said\n\nthe mayor.")
    check(doc)


def test_given_spans_are_joined(reader: Reader) -> None:
    doc = reader.tokenize("The mayor said the boats had left.")
    spans = {"source": [(0, 2)], "cue": [(2, 3)], "content": [(3, 7)]}
    assert reader.relate(doc, spans) == [(0, 0, (0,))]
    assert reader.relate(doc, {"cue": [(2, 3)]}) == []


def test_weights_that_are_not_there(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match=str(tmp_path)):
        Reader.load(tmp_path)


def test_weights_of_another_version(tmp_path: Path, reader: Reader) -> None:
    folder = Path(copytree(WEIGHTS, tmp_path / "weights", symlinks=True))
    about = json.loads((folder / "reader.json").read_text(encoding="utf-8"))
    about["span_tags"] = about["span_tags"][::-1]
    (folder / "reader.json").write_text(json.dumps(about), encoding="utf-8")
    with pytest.raises(WeightsError, match="another version"):
        Reader.load(folder)


def test_heads_that_are_no_tree_are_made_one() -> None:
    rng = np.random.default_rng(0)
    n, width = 30, 4
    none = np.zeros((n, 0), np.float32)
    starts = np.zeros(n, dtype=bool)
    starts[[0, 7, 8, 20]] = True
    for _ in range(20):
        scores = Scores(
            first=0, spans=none, entities=none,
            upos=np.zeros(n, np.int64), xpos=np.zeros(n, np.int64), starts=starts,
            heads=rng.integers(0, n, n), rels=rng.integers(0, len(DEPRELS), n),
            # The second sentence but one begins a block of its own.
            arcs=[(a, rng.normal(size=(size, size)).astype(np.float32)) for a, size in ((0, 8), (8, 22))],
            dep=rng.normal(size=(n, width)).astype(np.float32),
            head=rng.normal(size=(n, width)).astype(np.float32),
            link_cue=none, link_word=none,
        )  # fmt: skip
        mix = rng.normal(size=(len(DEPRELS), width + 1, width + 1)).astype(np.float32)
        heads, rels = trees(scores, starts, mix)
        for a, b in ((0, 7), (7, 8), (8, 20), (20, 30)):
            roots = [i for i in range(a, b) if heads[i] == i]
            assert len(roots) == 1
            assert DEPRELS[rels[roots[0]]] == "root"
            for i in range(a, b):
                assert a <= heads[i] < b
                assert (DEPRELS[rels[i]] == "root") is (i in roots)
                j = i
                for _ in range(b - a):
                    j = int(heads[j])
                assert j == roots[0]
