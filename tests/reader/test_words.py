from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from whence.reader import Reader
from whence.reader.reader import layout

QUICK = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def words(reader: Reader, text: str) -> list[str]:
    return [token.text for token in reader.tokenize(text)]


@QUICK
@given(st.text(max_size=200))
def test_any_text_is_kept_to_the_character(reader: Reader, text: str) -> None:
    doc = reader.tokenize(text)
    assert doc.text == text
    assert "".join(token.text_with_ws for token in doc) == text


@QUICK
@given(st.lists(st.sampled_from(["a", " ", "\n", "\t", "\u00a0", "\u2028", "“", "”", ".", "[1]", "’s", "—"])))
def test_odd_white_space_and_marks_are_kept(reader: Reader, pieces: list[str]) -> None:
    text = "".join(pieces)
    assert reader.tokenize(text).text == text


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.tuples(st.integers(280, 900), st.sampled_from(["", " ", "  ", "\n", " and "])), max_size=4)
)
def test_giant_words_are_cut_and_kept(reader: Reader, runs: list[tuple[int, str]]) -> None:
    text = "".join("ab,c-" * (size // 5) + gap for size, gap in runs)
    doc = reader.tokenize(text)
    assert doc.text == text
    assert all(len(token.text) < 400 for token in doc)


def test_a_giant_word_among_others_leaves_them_alone(reader: Reader) -> None:
    found = words(reader, "They said " + "x" * 1000 + " and left.")
    assert found[:2] == ["They", "said"]
    assert found[-3:] == ["and", "left", "."]
    assert "".join(found[2:-3]).strip() == "x" * 1000
    assert max(map(len, found)) <= 300


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("told RFE/RL on Monday", ["told", "RFE", "/", "RL", "on", "Monday"]),
        ("Talks of peace.[6] Then", ["Talks", "of", "peace", ".", "[", "6", "]", "Then"]),
        ("10–12,000 men", ["10", "–", "12,000", "men"]),
        ("“No,” she said", ["“", "No", ",", "”", "she", "said"]),
        ("killed 3,000.", ["killed", "3,000", "."]),
        ("Kim’s army doesn’t", ["Kim", "’s", "army", "does", "n’t"]),
        ("wait… what...", ["wait", "…", "what", "..."]),
    ],
)  # fmt: skip
def test_words_of_news(reader: Reader, text: str, expected: list[str]) -> None:
    assert words(reader, text) == expected


def test_layout_leaves_white_space_out_and_finds_paragraphs(reader: Reader) -> None:
    doc = reader.tokenize("\n\n One (two).\n  \nThree\u2029four\t five\r\n")
    tokens, found, glued, paragraphs = layout(doc)
    assert found == ["One", "(", "two", ")", ".", "Three", "four", "five"]
    assert [doc[int(i)].text for i in tokens] == found
    assert [found[a:b] for a, b in paragraphs] == [["One", "(", "two", ")", "."], ["Three"], ["four", "five"]]
    assert glued == [False, False, True, True, True, False, False, False]


@QUICK
@given(st.text(alphabet="ab.” \n\t\u2029\u00a0", max_size=80))
def test_paragraphs_tile_the_words(reader: Reader, text: str) -> None:
    tokens, found, glued, paragraphs = layout(reader.tokenize(text))
    assert len(tokens) == len(found) == len(glued)
    assert [i for a, b in paragraphs for i in range(a, b)] == list(range(len(found)))
    assert all(not glued[a] for a, _ in paragraphs)
