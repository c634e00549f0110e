from __future__ import annotations

from datetime import date

import pytest

from whence.actors import Actors
from whence.errors import WhenceError


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("Putin", "country:rus"),
        ("Kim Jong Un", "country:prk"),
        ("Pyongyang", "country:prk"),
        ("Seoul", "country:kor"),
        ("the Kremlin", "country:rus"),
        ("the White House", "country:usa"),
        ("the Pentagon", "country:usa"),
        ("country:prk", "country:prk"),
        ("agency:kor-nis", "country:kor"),
        ("office:ukr-president", "country:ukr"),
        ("the Ukrainian president", "country:ukr"),
        ("North Korean soldiers", "country:prk"),
        ("two US officials", "country:usa"),
        ("Ukraine's air force", "country:ukr"),
        ("officials in Seoul", "country:kor"),
        ("soldiers from North Korea", "country:prk"),
        ("Russian forces in Ukraine", "country:rus"),
        ("Putin's spokesman", "country:rus"),
        ("Wagner fighters", "country:rus"),
        ("Houthi fighters", "group:houthis"),
        ("the UN Security Council", "organisation:un"),
        ("Reuters", "outlet:reuters"),
        ("Ukrainian and Russian officials", None),
        ("Russian-backed separatists", None),
        ("pro-Russian fighters", None),
        ("former US officials", None),
        ("Western officials", None),
        ("fighting in Ukraine", None),
        ("the army", None),
        ("us", None),
        ("", None),
    ],
)
def test_for_whom_they_act(actors: Actors, text: str, party: str | None) -> None:
    assert actors.party(text) == party


def test_whoever_holds_an_office_elsewhere_acts_for_it_then(actors: Actors) -> None:
    assert actors.party("Mark Rutte", on=date(2020, 1, 1)) == "country:nld"
    assert actors.party("Mark Rutte", on=date(2025, 1, 1)) == "organisation:nato"


def test_demonyms(actors: Actors) -> None:
    for word, country in [
        ("North Korean", "country:prk"),
        ("north korean", "country:prk"),
        ("North Koreans", "country:prk"),
        ("Briton", "country:gbr"),
        ("Filipinos", "country:phl"),
        ("Dutch", "country:nld"),
        ("US", "country:usa"),
        ("the French", "country:fra"),
        ("us", None),
        ("polish", None),
        ("Korean", None),
        ("Congolese", None),
        ("Martian", None),
        ("x" * 100_000, None),
    ]:
        actor = actors.country_of_demonym(word)
        assert (actor.id if actor else None) == country, word


def test_parties_can_be_set(actors: Actors) -> None:
    changed = actors.with_parties({"group:wagner": "group:wagner", "Hezbollah": "Iran"})
    assert changed.party("Wagner Group") == "group:wagner"
    assert changed.party("Hezbollah fighters") == "country:irn"
    match = changed.resolve("Hezbollah")
    assert match
    assert match.actor.party == "country:irn"
    # Whoever acts for a group goes with it.
    assert changed.party("Hassan Nasrallah") == "country:irn"
    assert actors.party("Wagner Group") == "country:rus"
    again = changed.with_parties({"group:wagner": "country:mli"})
    assert (again.party("Wagner Group"), again.party("Hezbollah")) == ("country:mli", "country:irn")


def test_a_party_that_is_not_there_is_named(actors: Actors) -> None:
    with pytest.raises(WhenceError, match="no actor is called 'country:zzz'"):
        actors.with_parties({"group:wagner": "country:zzz"})
    with pytest.raises(WhenceError, match="no actor is called 'Nobody at all'"):
        actors.with_parties({"Nobody at all": "country:rus"})
