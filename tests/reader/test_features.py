from __future__ import annotations

import pytest

from whence.reader.features import (
    CLOSING,
    FEATURES,
    INSIDE,
    OPENING,
    OUTSIDE,
    QUOTE_STATES,
    features,
    quote_states,
    shape,
)

MARKS = {".": OUTSIDE, "i": INSIDE, "(": OPENING, ")": CLOSING}


@pytest.mark.parametrize(
    ("words", "states"),
    [
        ('She said " no " .', "..(i)."),
        ('" Yes " and " no "', "(i).(i)"),
        ("“ Yes ” and « no »", "(i).(i)"),
        ("`` Yes '' he said", "(i).."),
        ("“ He said ‘ no ’ twice ” .", "(iiiiii)."),  # single marks inside do not end it
        ('He said : " We wait', "...(ii"),  # left open: it goes on in the next paragraph
        ("“ We wait", "(ii"),
        ("He ” said", ".)."),  # closing what was never opened opens nothing
        ("the 'so' called", "..."),
        ("", ""),
    ],
)
def test_quotation_states(words: str, states: str) -> None:
    assert quote_states(words.split()) == [MARKS[s] for s in states]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("grain", 1), ("Grain", 2), ("NATO", 3), ("iPhone", 4), ("McKay", 4), ("U.S.", 3), ("12", 5),
        ("3,000", 5), ("10-12", 5), ("A", 6), ("—", 0), ("", 0), ("été", 1), ("Élan", 2),
        ("3rd", 1), ("漢字", 4),
    ],
)  # fmt: skip
def test_shapes_of_words(word: str, expected: int) -> None:
    assert shape(word) == expected


def test_a_feature_is_shape_state_and_glue_together() -> None:
    words = ["He", '"', "NATO", '"']
    glued = [False, False, True, True]
    found = features(words, glued)
    assert found == [
        (shape(word) * QUOTE_STATES + state) * 2 + stuck
        for word, state, stuck in zip(words, (OUTSIDE, OPENING, INSIDE, CLOSING), glued, strict=True)
    ]
    assert all(0 <= index < FEATURES for index in found)


def test_every_word_needs_its_glue() -> None:
    with pytest.raises(ValueError, match="zip"):
        features(["a", "b"], [False])
