import pytest
import spacy
import spacy.tokens

from whence.reader import Reader
from whence.reader.syntax import Doc, Token, once

VOCAB = spacy.blank("en").vocab
TEXT = (
    "TARN, May 3 — Tarn's minister, Lena Okafor, said on Monday that 3,000 shells\n"
    "had been sent to Orsk.  “We won't comment,” a spokesman for the army said.\n\n"
    "The ministry denies it; the two ports where they were seen are closed."
)
PLAIN = (
    "i", "idx", "text", "lower_", "whitespace_", "lemma_", "tag_", "pos_", "dep_", "ent_type_", "ent_iob_",
    "is_sent_start", "is_space", "is_punct", "is_quote", "is_alpha", "is_stop", "like_num",
)  # fmt: skip
ONE = ("head", "left_edge", "right_edge")
SOME = ("children", "lefts", "ancestors", "subtree")


@pytest.fixture(scope="module")
def read(reader: Reader) -> spacy.tokens.Doc:
    return reader(TEXT)


@pytest.fixture(scope="module")
def crossed() -> spacy.tokens.Doc:
    """A tree whose arcs cross, and a sentence of one word behind it."""
    return spacy.tokens.Doc(
        VOCAB,
        words=["A", "hearing", "is", "scheduled", "on", "it", "today", "."],
        heads=[1, 3, 3, 3, 5, 1, 3, 7],
        deps=["det", "nsubj", "aux", "ROOT", "case", "nmod", "obl", "ROOT"],
        tags=["DT", "NN", "VBZ", "VBN", "IN", "PRP", "NN", "."],
    )


@pytest.mark.parametrize("name", ["read", "crossed"])
def test_it_says_what_the_doc_of_spacy_says(name: str, request: pytest.FixtureRequest) -> None:
    theirs: spacy.tokens.Doc = request.getfixturevalue(name)
    ours = Doc(theirs)
    assert ours.text == theirs.text
    assert len(ours) == len(theirs)
    for mine, token in zip(ours, theirs, strict=True):
        assert [getattr(mine, name) for name in PLAIN] == [getattr(token, name) for name in PLAIN]
        assert [getattr(mine, name).i for name in ONE] == [getattr(token, name).i for name in ONE]
        for name in SOME:
            assert [t.i for t in getattr(mine, name)] == [t.i for t in getattr(token, name)]
        assert (mine.sent.start, mine.sent.end) == (token.sent.start, token.sent.end)
    for kind in ("sents", "ents"):
        mine, their = ([(s.start, s.end, s.label_) for s in getattr(doc, kind)] for doc in (ours, theirs))
        assert mine == their


@pytest.mark.parametrize("name", ["read", "crossed"])
def test_a_span_is_cut_as_spacy_cuts_it(name: str, request: pytest.FixtureRequest) -> None:
    theirs: spacy.tokens.Doc = request.getfixturevalue(name)
    ours = Doc(theirs)
    edges = (None, -9, -2, 0, 1, 4, 7, len(ours), len(ours) + 3)
    for start in edges:
        for end in edges:
            mine, span = ours[start:end], theirs[start:end]
            assert (mine.start, mine.end, mine.text) == (span.start, span.end, span.text)
            assert [t.i for t in mine] == [t.i for t in span]
            if len(mine):
                assert (mine.start_char, mine.end_char) == (span.start_char, span.end_char)
                assert (mine.root.i, mine[0].i, mine[-1].i) == (span.root.i, span[0].i, span[-1].i)
                assert [t.i for t in mine[1:-1]] == [t.i for t in span[1:-1]]


def test_characters_are_covered_by_the_tokens_that_they_touch(read: spacy.tokens.Doc) -> None:
    ours = Doc(read)
    for start in range(len(TEXT)):
        for end in range(start + 1, min(start + 12, len(TEXT) + 2)):
            spans = ours.covering(start, end), read.char_span(start, end, alignment_mode="expand")
            mine, their = ((s.start, s.end) if s is not None else None for s in spans)
            assert mine == their, (start, end)


def test_neighbours_end_with_the_text(crossed: spacy.tokens.Doc) -> None:
    ours = Doc(crossed)
    assert ours[3].nbor(-1).text == "is"
    for at, by in ((0, -1), (7, 1)):
        with pytest.raises(IndexError):
            ours[at].nbor(by)


def test_what_was_not_tagged_is_known(crossed: spacy.tokens.Doc) -> None:
    blank = Doc(spacy.tokens.Doc(VOCAB, words=["Two", "ports"]))
    assert [blank.has_annotation(name) for name in ("TAG", "DEP")] == [False, False]
    assert [Doc(crossed).has_annotation(name) for name in ("TAG", "DEP")] == [True, True]


def test_a_tree_may_be_deeper_than_the_interpreter_recurses() -> None:
    n = 3000
    chain = spacy.tokens.Doc(
        VOCAB, words=["and"] * n, heads=[0, *range(n - 1)], deps=["ROOT", *["dep"] * (n - 1)]
    )
    assert [t.i for t in Doc(chain)[0].subtree] == list(range(n))


def test_an_empty_text_has_no_sentence() -> None:
    empty = Doc(spacy.tokens.Doc(VOCAB))
    assert (len(empty), empty.sents, empty[0:3].text) == (0, (), "")


def test_a_function_is_asked_once_about_a_token(crossed: spacy.tokens.Doc) -> None:
    asked: list[int] = []

    @once
    def shouted(token: Token) -> str | None:
        """Only of words with a letter."""
        asked.append(token.i)
        return token.text.upper() if token.is_alpha else None

    ours, again = Doc(crossed), Doc(crossed)
    assert [shouted(ours[i]) for i in (1, 7, 1, 7)] == ["HEARING", None] * 2
    assert asked == [1, 7]
    assert shouted(again[1]) == "HEARING"
    assert asked == [1, 7, 1]
    assert shouted.__doc__ == "Only of words with a letter."
