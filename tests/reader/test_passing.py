"""The head for exchanges: what it says of words, over windows, white space and texts of any length."""

from __future__ import annotations

import numpy as np
import pytest

from whence.reader import Reader
from whence.reader.passing import CATEGORIES, GIVEN, LIKELIEST, STANDINGS, Passing

GIFT = "Norway has sent Ukraine forty ambulances, the ministry in Oslo said on Monday."


@pytest.fixture(scope="module")
def passing(reader: Reader) -> Passing:
    found = reader(GIFT)._.passing
    assert isinstance(found, Passing)
    return found


def test_the_thing_given_has_its_giver_and_receiver(reader: Reader, passing: Passing) -> None:
    doc = reader(GIFT)
    item = int(passing.kinds[:, GIVEN].argmax())
    assert doc[item].text == "ambulances"
    assert passing.kinds[item, GIVEN] > 0.5
    assert [doc[int(i)].text for i in passing.who[item, :2, 0]] == ["Norway", "Ukraine"]
    assert CATEGORIES[int(passing.categories[item].argmax())] in ("medical", "vehicles")
    assert STANDINGS[int(passing.standings[item].argmax())] == "delivered"


def test_odds_are_probabilities(passing: Passing) -> None:
    for scores in (passing.kinds, passing.categories, passing.standings):
        np.testing.assert_allclose(scores.sum(1), 1, atol=1e-3)
    assert (passing.odds >= 0).all()
    assert (passing.odds.sum(2) <= 1 + 1e-3).all()
    assert (np.diff(passing.odds, axis=2) <= 1e-6).all()


def test_places_are_tokens_of_the_whole_text(reader: Reader) -> None:
    # Enough paragraphs for several windows; each gift's parties stand in its own paragraph.
    text = "\n\n".join([GIFT] * 40)
    doc = reader(text)
    passing = doc._.passing
    items = [t.i for t in doc if t.text == "ambulances"]
    assert len(items) == 40
    for i in items:
        giver = int(passing.who[i, 0, 0])
        assert doc[giver].text == "Norway"
        assert abs(giver - i) < 200


def test_white_space_is_no_item(reader: Reader) -> None:
    doc = reader("Oslo \n\n gave  Kyiv\n\nforty ambulances.")
    passing = doc._.passing
    assert len(passing.kinds) == len(doc)
    spaces = [t.i for t in doc if t.is_space]
    assert spaces
    assert (passing.kinds[spaces, 0] == 1).all()
    assert (passing.who[spaces] == -1).all()
    assert not {int(i) for i in passing.who.flatten()} & set(spaces)


@pytest.mark.parametrize("text", ["Ships", "Ships sail", "a b c", "."])
def test_texts_with_fewer_words_than_places(reader: Reader, text: str) -> None:
    doc = reader(text)
    who = doc._.passing.who
    assert who.shape == (len(doc), 3, LIKELIEST)
    assert (who >= -1).all()
    assert (who < len(doc)).all()


def test_without_syntax_it_is_not_asked(reader: Reader) -> None:
    assert reader.relations(GIFT)._.passing is None
    assert reader("")._.passing is None
