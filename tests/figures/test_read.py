"""From a report to its figures: on whose word, of what, since when; and any text at all."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.misread import MISREAD
from whence.contract import to_json, validate
from whence.figures.figure import Figure
from whence.reader import Reader
from whence.reading import Reading, read_report
from whence.reports.report import Report


def read(text: str, reader: Reader, published: str | None = "2024-12-23") -> Reading:
    return read_report(Report(text, published=published), reader)


def value(figure: Figure, name: str) -> str | None:
    named = getattr(figure.measure, name)
    return named.value if named is not None else None


def test_two_figures_of_one_clause(reader: Reader) -> None:
    reading = read(
        "At least 100 soldiers were killed and about 1,000 were wounded, Ghana's army said.", reader
    )
    killed, wounded = reading.figures
    assert (killed.low, killed.high, value(killed, "metric")) == (100, None, "killed")
    assert (wounded.low, wounded.approximate, value(wounded, "metric")) == (1000, True, "wounded")
    assert killed.attribution == wounded.attribution == reading.attributions[0].id
    assert wounded.unit == "soldier"  # the noun is not said twice


def test_killed_and_wounded_together_are_casualties(reader: Reader) -> None:
    for words in ("were killed or wounded", "were killed and wounded"):
        (figure,) = read(f"More than 3,000 Malian soldiers {words} in the north.", reader).figures
        assert value(figure, "metric") == "casualties"
        assert value(figure, "side") == "Mali"


def test_losses_stay_losses(reader: Reader) -> None:
    (figure,) = read("Chad lost 40 soldiers in the raid.", reader).figures
    assert value(figure, "metric") == "losses"
    assert value(figure, "side") == "Chad"


def test_a_military_unit_is_never_a_number_of_heads(reader: Reader) -> None:
    (figure,) = read("The army lost up to a battalion of infantry near the river.", reader).figures
    assert (figure.high, figure.unit) == (1, "battalion")
    assert figure.note is not None
    assert value(figure, "metric") == "losses"


def test_a_figure_beside_an_attribution_is_not_attributed(reader: Reader) -> None:
    text = "The camp holds 9,000 people. Mayor Ana Ruiz said on Friday that 40 of them were ill."
    holds, ill = read(text, reader).figures
    assert holds.attribution is None
    assert ill.attribution is not None
    assert ill.of == holds.id


def test_dates_of_figures(reader: Reader) -> None:
    text = "Since February 2022 more than 5,000 civilians have been killed in the region, Ghana's army said."
    (figure,) = read(text, reader).figures
    assert figure.measure.since is not None
    assert figure.measure.since.edtf == "2022-02"
    assert figure.measure.covers == "total"
    (figure,) = read("Twelve miners died on Monday.", reader).figures
    assert figure.measure.as_of is not None
    assert figure.measure.as_of.edtf == "2024-12-23"
    (figure,) = read("Twelve miners died on Monday.", reader, published=None).figures
    assert figure.measure.as_of is not None
    assert figure.measure.as_of.edtf is None


def test_a_hedged_clause_gives_its_figures_its_standing(reader: Reader) -> None:
    text = "The minister said that losses may exceed 500 men. He said 300 tanks will be sent."
    reading = read(text, reader)
    assert [figure.standing for figure in reading.figures] == ["conditional", "expected"]


def test_a_bound_behind_what_is_counted(reader: Reader) -> None:
    for text, low, high, approximate in (
        ("The militia has set fire to nine villages or more.", 9, None, False),
        ("The storm sank 40 fishing boats at least, the mayor said.", 40, None, False),
        ("The hall holds 300 guests at most.", None, 300, False),
        ("Some of the 60 prisoners or so were freed.", 60, 60, True),
        ("They burned nine villages, or more precisely their barns.", 9, 9, False),
        ("They killed 12 villagers, at least three of them children.", 12, 12, False),
    ):
        figure = read(text, reader).figures[0]
        assert (figure.low, figure.high, figure.approximate) == (low, high, approximate), text


def test_a_denied_figure(reader: Reader) -> None:
    (figure,) = read("The army has not lost 40 soldiers.", reader).figures
    assert figure.polarity == "denied"


def test_every_span_is_of_the_text(reader: Reader) -> None:
    text = "Of the 8,000 troops sent, 2,000 died, a quarter. Seoul's spy agency put it at 1,100 to 1,300."
    reading = read(text, reader)
    assert len(reading.figures) >= 4
    document = to_json(reading)
    validate(document)
    for figure in document["figures"]:
        assert text[figure["start"] : figure["end"]] == figure["text"]
        for span in figure["measure"]["spans"].values():
            assert text[span["start"] : span["end"]] == span["text"]


WORDS = st.sampled_from(
    """3,000 10 a quarter of the soldiers killed and wounded or more than half two-thirds $5 bn % were said
    he . , ;
    at least between 12 to one in three dozens hundreds sent lost since May 2022 (30%) – : including them
    """.split()  # noqa: SIM905
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(WORDS, max_size=60))
def test_any_soup_of_numbers_is_taken(words: list[str], reader: Reader) -> None:
    text = " ".join(words)
    if text.strip():
        validate(to_json(read(text, reader)))


def test_a_calibre_belongs_to_what_is_counted(reader: Reader) -> None:
    for text, what in (
        ("The North has shipped 12 million 152mm rounds.", "152 mm rounds"),
        ("It sent 200 170 mm guns to the front.", "170 mm guns"),
    ):
        assert [value(f, "what") for f in read(text, reader).figures] == [what]


def test_where_somebody_speaks_is_not_where_it_is_counted(reader: Reader) -> None:
    text = "Germany will provide Mali with four trucks by June, Defence Minister Anna Roth said in Brussels."
    assert [value(f, "place") for f in read(text, reader).figures if f.low == 4] == [None]


def test_a_contingent_that_is_described_is_none_told_of_before(reader: Reader) -> None:
    text = (
        "Kyiv says 4,000 North Koreans were killed.\n\nA third of the North Korean contingent sent to Kursk "
        "had been put out of action, Budanov said."
    )
    assert [f.of for f in read(text, reader).figures if f.kind == "share"] == [None]


def test_a_toll_is_not_of_whoever_was_counted_before(reader: Reader) -> None:
    for text in (
        "Two doctors said 41 people were killed, while the army put the toll at 29.",
        "Three aid workers said the camp was hit; the ministry put the death toll at 29.",
        "Police counted 300 marchers in 2 cities; organisers put the number at 29.",
    ):
        (figure,) = (f for f in read(text, reader).figures if f.low == 29)
        assert figure.unit not in ("doctor", "worker", "city"), text
    killed, captured = read("They killed 60 men and captured three.", reader).figures
    assert (killed.unit, captured.unit) == ("man", "man")


def test_who_speaks_is_not_what_the_next_number_counts(reader: Reader) -> None:
    text = "The package lists 54 ships, two diplomats tell us; a draft we saw last week had 71."
    assert [f.unit for f in read(text, reader).figures] == ["ship", "diplomat", "ship"]


def test_one_of_those_behind_a_name_counts_nothing(reader: Reader) -> None:
    text = "The army said it had killed Omar Saad, one of the planners of the raid, in a strike on a car."
    assert [f.span.text for f in read(text, reader).figures if f.span.text.startswith("one")] == []


def test_the_time_of_a_part_is_not_that_of_the_whole(reader: Reader) -> None:
    text = "The monitor has recorded 26,000 deaths since 2015, over half of them in the past three years."
    whole = next(f for f in read(text, reader).figures if "26,000" in f.span.text)
    assert whole.measure.as_of is None


def test_the_date_of_a_number_compared_is_its_own(reader: Reader) -> None:
    text = "Volunteers have confirmed the names of 147,000 dead, up from 141,000 a month ago."
    now = next(f for f in read(text, reader).figures if "147,000" in f.span.text)
    assert now.measure.as_of is None


@pytest.mark.parametrize("town", ["Sumy", pytest.param("Kharkiv", marks=MISREAD)])
def test_a_number_without_a_noun_has_the_place_behind_it(town: str, reader: Reader) -> None:
    text = f"The army said 45 drones were shot down over {town} and 29 over Odesa."
    found = {f.span.text.split()[0]: value(f, "place") for f in read(text, reader).figures}
    assert found["45"] == town
    assert found["29"] in ("Odesa", None)


def test_ones_own_losses_are_no_part_of_the_enemys(reader: Reader) -> None:
    text = "Chad said it killed 40 Malian fighters and lost two of its soldiers."
    _, lost = read(text, reader).figures
    assert (lost.of, value(lost, "side")) == (None, None)
