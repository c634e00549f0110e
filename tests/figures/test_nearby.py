"""Numbers beside other numbers: what each is of, what it counts, and whose date stands beside it."""

from __future__ import annotations

import pytest

from whence import Reader
from whence.api import read_text
from whence.reading import Reading


def read(reader: Reader, text: str, published: str | None = None) -> Reading:
    return read_text(text, reader=reader, published=published)


def kinds(reading: Reading) -> list[str]:
    return [f.kind for f in reading.findings if f.kind != "missing-date"]


@pytest.mark.parametrize(
    ("text", "part", "whole"),
    [
        ("The police arrested 60 people in three cities, 20 of them women.", "20", "60"),
        ("Some 72 people had been killed in 92 air strikes, 30 of them women.", "30", "Some 72"),
        ("Some 300 houses burned down in four towns, 120 of them in Paradise.", "120", "Some 300"),
        ("The report lists 90 attacks on 12 hospitals, 60 of them by drones.", "60", "90"),
        ("The bombing killed 19 people in two cafes. Twelve of them were students.", "Twelve", "19"),
        ("It recorded 3,105 cases. Eighteen districts accounted for 2,434 of them.", "2,434", "3,105"),
        (
            "Some 900 people were freed, including 700 soldiers and 200 civilians. About 250 of them "
            "are ill.",
            "About 250",
            "Some 900",
        ),
        (
            "Russia had launched 131 drones and nine missiles, of which 102 drones had been downed.",
            "102",
            "131",
        ),
        ("The army lost 40 soldiers. Thirty of them were officers.", "Thirty", "40"),
        ("The rebels hit 14 out of 53 tanks, the army said.", "14", "53"),
    ],
)
def test_what_a_part_is_of(reader: Reader, text: str, part: str, whole: str) -> None:
    reading = read(reader, text)
    by_id = {f.id: f for f in reading.figures}
    (one,) = (f for f in reading.figures if f.span.text == part)
    assert one.of is not None
    assert by_id[one.of].span.text == whole
    assert kinds(reading) == []


@pytest.mark.parametrize(
    ("text", "part"),
    [
        (
            "Poland sent the first 32 of the missiles on Monday. Ukraine says it has received 400 of them.",
            "400",
        ),
        ("One of the sergeants spoke to reporters. Nineteen of them had been trained in Kenya.", "Nineteen"),
    ],
)
def test_some_of_what_is_not_counted_are_no_whole(reader: Reader, text: str, part: str) -> None:
    reading = read(reader, text)
    (one,) = (f for f in reading.figures if f.span.text == part)
    assert one.of is None
    assert kinds(reading) == []


def test_a_part_above_the_only_whole_is_still_told(reader: Reader) -> None:
    assert kinds(read(reader, "The army lost 40 soldiers. Fifty of them were officers.")) == [
        "part-over-whole"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Of the dead, 14 were women and 22 were children, the hospital said.",
        "The storm killed 23 people in three states: 12 in Kentucky, seven in Missouri and four in Virginia.",
        "Only 340 of the 1,000 trucks promised arrived: 200 via Rafah, 140 via Kerem Shalom.",
        "The attack hit two districts: 14 people were killed in Saltivka and nine in Kyivskyi.",
        "Half of the 40 victims were children: 20 boys and girls aged between three and 12.",
        "The yen weakened 0.5% to 151.20 per dollar from 150.45.",
        "The ministry had initially said 12 people were killed. The ministry said later that 15 were killed.",
        "Police said they had arrested 890 people at the protest. Police said they had arrested 33 people "
        "for assault.",
        "The ministry said that 60 people were killed, including 12 children, and that 200 more were hurt.",
        "The ministry said 104 people were killed, among them 46 children and 20 women, and that 253 others "
        "were wounded.",
        "Israel expects Hamas to hand over 28 bodies. Hamas handed over four of them on Monday.",
    ],
)
def test_no_flaw_is_told_where_none_is(reader: Reader, text: str) -> None:
    assert kinds(read(reader, text)) == []


@pytest.mark.parametrize(
    ("text", "kind", "message"),
    [
        (
            "The storm killed 23 people in three states: 13 in Kentucky, seven in Missouri and four in "
            "Virginia.",
            "sum-mismatch",
            "is 24, not 23",
        ),
        ("Sales rose 10% to 90 from 60.", "change-mismatch", "a rise of 50%"),
        (
            "The ministry said 12 people were killed. The ministry said 15 people had been killed.",
            "two-figures",
            "“12” and “15”",
        ),
        ("Casualties rose to 120: 35 dead and 75 wounded.", "sum-mismatch", "110, not 120"),
    ],
)
def test_flaws_are_told_once(reader: Reader, text: str, kind: str, message: str) -> None:
    (finding,) = (f for f in read(reader, text).findings if f.kind != "missing-date")
    assert finding.kind == kind
    assert message in finding.message


@pytest.mark.parametrize(
    ("text", "metrics"),
    [
        (
            "The toll has climbed to 3,471, with 4,671 people injured and 214 still missing.",
            ["killed", "wounded", "missing"],
        ),
        (
            "The storm killed 12, with 30 people missing and 14 others injured.",
            ["killed", "missing", "wounded"],
        ),
        ("A drone killed three men who were repairing a power line.", ["killed"]),
        ("Police arrested 12 men who were carrying knives.", ["arrested"]),
        ("Hamas released three hostages who were seized in 2023.", ["released"]),
        ("He met 12 soldiers who had been wounded.", ["wounded"]),
        ("A total of 56 people, including 12 children, were killed.", ["killed", "killed"]),
        ("The quake left 31 people dead or missing.", [None]),
        ("The death toll rose by 20 to 95 on Wednesday.", ["killed", "killed"]),
        ("Six people were arrested. The mayor put the number of burnt cars at 40, down from 55.",
         ["arrested", None, None]),
    ],
)  # fmt: skip
def test_what_became_of_them(reader: Reader, text: str, metrics: list[str | None]) -> None:
    figures = read(reader, text).figures
    assert [f.measure.metric.value if f.measure.metric else None for f in figures] == metrics


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("The state confirmed 1,001 cases in 31 counties, up from 935.", ["cases", "counties", "cases"]),
        ("The storm killed 12 people and injured 30 others.", ["people", "people"]),
        ("Migration fell to 230,000 last year.", [None]),
        (
            "Police arrested 29 people in two cities: 20 in Lyon and nine in Paris.",
            ["people", "cities", "people", "people"],
        ),
    ],
)
def test_what_is_counted(reader: Reader, text: str, things: list[str | None]) -> None:
    figures = read(reader, text).figures
    assert [f.measure.what.value if f.measure.what else None for f in figures] == things


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("Ukraine hopes to receive 50 tanks in May.", ["2025-05"]),
        ("The army aims to recruit 30,000 men by June.", ["2025-06"]),
        ("The first 10 tanks are due in June and the other 20 in November.", ["2025-06", "2025-11"]),
        ("The ministry said 300 prisoners would be freed on Friday.", ["2025-03-14"]),
        ("Germany to send Moldova 12 guns in November", ["2025-11"]),
        ("Germany sent Moldova 12 guns in November.", ["2024-11"]),
        ("Rebels killed 12 men on Friday.", ["2025-03-07"]),
        ("The party won 208 seats, against 197 in 2021.", [None, "2021"]),
        ("Tax receipts were £87.3bn, £3.9bn higher than in February 2024.", [None, None]),
        ("Some 400 people died in January and 520 in February, the ministry said.", ["2025-01", "2025-02"]),
        ("LONDON, 3 March 2025 - Sales were £4.2bn in 2024 and £3.9bn in 2023.", ["2024", "2023"]),
        (
            "There were 97 homicides last year, 12 fewer than the 109 recorded in 2024.",
            ["2024", None, "2024"],
        ),
    ],
)
def test_when(reader: Reader, text: str, dates: list[str | None]) -> None:
    figures = read(reader, text, "2025-03-11").figures
    assert [f.measure.as_of.edtf if f.measure.as_of else None for f in figures] == dates


def test_a_record_since_a_year_is_no_running_total(reader: Reader) -> None:
    (figure,) = read(reader, "There were 97 murders last year, the lowest number since 2014.").figures
    assert figure.measure.since is None
    assert figure.measure.covers is None


def test_what_is_only_to_come_is_not_told_as_done(reader: Reader) -> None:
    (one,) = read(reader, "Germany to send 12 tanks to Ukraine").figures
    assert one.standing == "expected"
    (other,) = read(reader, "Boeing has yet to deliver 40 jets to India.").figures
    assert other.polarity == "denied"


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        (
            "Kyiv says 46,000 of its soldiers have died and puts the number of Russians killed at 250,000.",
            [("soldiers", "killed", "Ukraine"), ("Russians", "killed", "Russia")],
        ),
        ("Eight people were hospitalised after the crash.", [("people", None, None)]),
        ("The firm made 300 workers redundant.", [("workers", None, None)]),
        ("Police said 14 arrests had been made.", [("arrests", None, None)]),
        ("The stadium holds 60,000 spectators.", [("spectators", None, None)]),
        (
            "Hospitals received 61 bodies and 397 wounded people.",
            [("bodies", "received", None), ("wounded people", "wounded", None)],
        ),
        ("The attack claimed 14 lives.", [("lives", "killed", None)]),
        ("The blast cost 67 people their lives.", [("people", "killed", None)]),
        ("The firm runs under two programmes.", [("programmes", None, None)]),
        (
            "The CDU won 208 seats, the AfD 152, the SPD 120 and the Greens 85.",
            [("seats", None, None)] * 4,
        ),
        ("The blast killed two soldiers and wounded a third.", [("soldiers", "killed", None)]),
    ],
)
def test_what_is_measured(
    reader: Reader, text: str, counted: list[tuple[str | None, str | None, str | None]]
) -> None:
    read_as = [
        tuple(named.value if named else None for named in (f.measure.what, f.measure.metric, f.measure.side))
        for f in read(reader, text).figures
    ]
    assert read_as == counted


def test_ages_are_no_counts(reader: Reader) -> None:
    text = "Some 209 of the patients are under five, 268 are aged five to 17 and 187 are adults."
    assert [f.span.text for f in read(reader, text).figures] == ["Some 209", "268", "187"]


def test_the_place_of_a_part_is_not_that_of_the_whole(reader: Reader) -> None:
    figures = read(reader, "Police arrested 94 people, including 64 in Belgrade and 24 in Novi Sad.").figures
    assert [f.measure.place.value if f.measure.place else None for f in figures] == [
        None,
        "Belgrade",
        "Novi Sad",
    ]


def test_a_currency_said_once_holds_for_the_next_sum(reader: Reader) -> None:
    figures = read(
        reader, "The UN is appealing for $145 million, of which it has received 47.9 million."
    ).figures
    assert [(f.kind, f.unit, f.of) for f in figures] == [("money", "USD", None), ("money", "USD", "f1")]


def test_each_of_a_list_is_of_its_whole(reader: Reader) -> None:
    text = "They downed 337 drones, of which 91 were over Moscow, 126 over Kursk and 38 over Bryansk."
    figures = read(reader, text).figures
    assert [f.of for f in figures] == [None, "f1", "f1", "f1"]


@pytest.mark.parametrize(
    "text",
    [
        "The minister said eight men, and not 12 as reported, had been killed.",
        "Eight men, not 12, were arrested.",
    ],
)
def test_a_number_that_is_rejected_is_not_affirmed(reader: Reader, text: str) -> None:
    assert [f.polarity for f in read(reader, text).figures] == ["affirmed", "denied"]


def test_a_full_stop_is_no_part_of_a_sum(reader: Reader) -> None:
    reading = read(reader, "The company lost £36m. It had hoped for €2bn.")
    assert [f.span.text for f in reading.figures] == ["£36m", "€2bn"]


def test_many_of_few_is_a_share_still(reader: Reader) -> None:
    (figure,) = read(reader, "Seventeen out of 20 people said no.").figures
    assert (figure.kind, figure.low) == ("share", 0.85)


def test_where_something_is_cut_does_not_fall(reader: Reader) -> None:
    (figure,) = read(reader, "Power had been cut in six regions.").figures
    assert figure.change is None


@pytest.mark.parametrize(
    "text",
    [
        "Two industry sources said the refinery had halted its main unit, which accounts for about 60% of "
        "the plant's capacity of 170,000 barrels per day.",
        "Three witnesses said drones had hit the port. The governor said five of them had been shot down.",
        "Of 2,000 tickets, 1,500 went to members, who account for 10% of the city's population.",
        "Of the 900 crimes, 300 were committed by teenagers, who make up just 8% of the population.",
    ],
)
def test_who_speaks_and_whom_a_clause_is_on_are_no_wholes(reader: Reader, text: str) -> None:
    assert kinds(read(reader, text)) == []


@pytest.mark.parametrize(
    ("text", "metrics"),
    [
        ("He committed 14 offences in two years.", [None, None]),
        ("Of the 900 crimes, 300 were committed by teenagers.", [None, None]),
        ("The UN said 4,000 people had sought shelter in schools.", [None]),
        ("The merger would deliver annual cost savings of £180m.", [None]),
        ("The company will provide a return of 5%.", [None]),
        (
            "The strike killed six people and wounded 30, including five children, the governor said.",
            ["killed", "wounded", "wounded"],
        ),
    ],
)
def test_verbs_that_are_said_of_other_things(reader: Reader, text: str, metrics: list[str | None]) -> None:
    found = [f.measure.metric for f in read(reader, text).figures]
    assert [m.value if m is not None else None for m in found] == metrics


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Turkey sold eight TB2s to Sudan.", ["eight"]),
        ("The army has not given a number, and the rebels have not given one either.", []),
        ("The results are based on replies from members under 35.", []),
        ("She said 41 of the dead were under five.", ["41"]),
        ("Mum-of-three Kelly Sands told the Bugle she was tired.", []),
        ("The stores are in 74 towns in which the two compete.", ["74"]),
        ("Several residents spoke, with one telling the Herald that the road was shut.", ["Several"]),
        ("The 114-vote lead over two-term Mayor Ed Stahlman was confirmed.", ["114"]),
        ("UPDATE 2-Norvane cuts outlook after weak quarter", []),
        ("He has signed a four-and-a-half-year contract.", []),
        ("The ministry pledged Hr 30 billion in May.", ["Hr 30 billion"]),
    ],
)
def test_what_counts_nothing(reader: Reader, text: str, figures: list[str]) -> None:
    assert [f.span.text for f in read(reader, text).figures] == figures


def test_a_dateline_is_nobodys_side(reader: Reader) -> None:
    text = "BANGKOK, September 23, 2025 - Myanmar imported 69,000 tonnes of jet fuel in 2024, a report said."
    (figure,) = read(reader, text).figures
    assert figure.measure.side is not None
    assert figure.measure.side.span.text == "Myanmar"


def test_of_which_is_of_the_object_before_it(reader: Reader) -> None:
    text = (
        "Kyiv can make 8 million drones if partners cover the costs, of which it has secured less than half."
    )
    assert [f.of for f in read(reader, text).figures] == [None, None]


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        (
            "The two sides exchanged the bodies of 1,212 Ukrainian and 27 Russian soldiers.",
            ["Ukrainian", "Russian"],
        ),
        (
            "Kyiv handed over 50 Russian soldiers and got back 50 of its own, the UAE said.",
            ["Russian", "Kyiv"],
        ),
    ],
)
def test_whose_they_are_is_told_number_by_number(reader: Reader, text: str, sides: list[str]) -> None:
    found = [f.measure.side for f in read(reader, text).figures if f.measure.side is not None]
    assert [side.span.text for side in found] == sides


def test_who_else_was_hurt_is_no_part_of_the_dead(reader: Reader) -> None:
    text = "At least 70 people were killed, 40 of them women, and more than 300 wounded, a union said."
    assert [f.of for f in read(reader, text).figures] == [None, "f1", None]
