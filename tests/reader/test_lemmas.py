from __future__ import annotations

import pytest

from whence.reader.lemmas import lemma


@pytest.mark.parametrize(
    ("word", "upos", "expected"),
    [
        ("said", "VERB", "say"), ("Says", "VERB", "say"), ("claimed", "VERB", "claim"),
        ("according", "VERB", "accord"), ("citing", "VERB", "cite"), ("told", "VERB", "tell"),
        ("lost", "VERB", "lose"), ("left", "VERB", "leave"), ("left", "ADJ", "left"),
        ("lives", "VERB", "live"), ("lives", "NOUN", "life"),
        ("officials", "NOUN", "official"), ("Officials", "NOUN", "official"), ("soldiers", "NOUN", "soldier"),
        ("n't", "PART", "not"), ("n’t", "PART", "not"), ("’s", "AUX", "be"), ("’s", "PART", "’s"),
        ("’ve", "AUX", "have"), ("The", "DET", "the"), ("They", "PRON", "they"),
        ("Lee", "PROPN", "Lee"), ("3,000", "NUM", "3,000"), ("”", "PUNCT", "”"), ("", "NOUN", ""),
    ],
)  # fmt: skip
def test_lemmas(word: str, upos: str, expected: str) -> None:
    assert lemma(word, upos) == expected


def test_a_giant_word_has_a_short_lemma() -> None:
    assert len(lemma("x" * 10_000, "NOUN")) <= 40
