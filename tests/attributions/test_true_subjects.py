"""Whose words they are where a clause in between could be taken for it, and who a pronoun is not."""

from __future__ import annotations

import pytest

from whence import Reader
from whence.api import read_text

Said = list[tuple[str | None, str]]


def said(reader: Reader, text: str) -> Said:
    """The last authority of each claim, and the cue."""
    return [
        (a.authority[-1].name if a.authority else None, a.cue.text if a.cue else "")
        for a in read_text(text, reader=reader).attributions
    ]


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        (
            "Ana Ruiz, whose brother Luis, 24, died in the fire, said nobody had warned "
            "them. “We called and "
            "called,” she said.",
            [("Ana Ruiz", "said"), ("Ana Ruiz", "said")],
        ),
        ("Senator Tom Hale, whose wife is a judge, said he would recuse himself.", [("Tom Hale", "said")]),
        (
            "Kenya, whose government hosted the rebels in May, said it had sent nothing.",
            [("Kenya", "said")],
        ),
        ("The memo, which Reuters has seen, says 200 jobs will go.", [("memo", "says")]),
        ("The memo, which was first reported by Politico, said jobs would go.", [("memo", "said")]),
        ("Treasurer accused of misleading parliament over gas memo", [(None, "accused of")]),
        ("Women were more likely than men to say they felt unsafe.", []),
        ("Xi called for peace without mentioning Russia.", [("Xi", "called for")]),
        (
            "The men met a trader with 40 camels, who said the road was closed.",
            [("a trader", "said")],
        ),
        (
            "The board met twice, said a person with direct knowledge, who asked not to be named.",
            [("a person with direct knowledge", "said")],
        ),
        (
            "The army said two soldiers had died, not 20 as claimed by the rebels.",
            [("army", "said")],
        ),
        (
            "The senator and former governor Mark Kelly said he was angry.",
            [("Mark Kelly", "said")],
        ),
        ("The judge said nothing had changed.", [("judge", "said")]),
        ("The spokesman said nothing on the matter.", []),
    ],
)
def test_who_says_it(reader: Reader, text: str, claims: Said) -> None:
    assert said(reader, text) == claims


def test_a_document_seen_by_an_outlet_is_known_through_it(reader: Reader) -> None:
    (claim,) = read_text(
        "The memo, which Reuters has seen, says 200 jobs will go.", reader=reader
    ).attributions
    assert [a.name for a in claim.authority] == ["Reuters", "memo"]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (
            "Iran's Guards chief, Gen. Hossein Salami, denied President Donald Trump's claim "
            "that Tehran directs "
            "the group. “They make their own decisions,” he said.",
            "Hossein Salami",
        ),
        (
            "Volodymyr Zelensky met the press in Paris. Macron, he said, promised that "
            "France would send jets.",
            "Volodymyr Zelensky",
        ),
        ("The judge asked Kempf if he understood. He said he did.", "Kempf"),
        (
            "A Ford executive said the car was late.\n\nMr. Hale's book is due in May. He "
            "has said that he will "
            "not promote it.",
            "Hale",
        ),
        (
            "Trevor Ball, a former US Army technician, said the remnants were of a bomb. "
            "Amael Kotlarski, of the "
            "firm Janes, agreed, though he cautioned that fragments alone could not show who "
            "had dropped it.",
            "Amael Kotlarski",
        ),
        # Left open, where it was somebody else before.
        (
            "Mayor Ellen Ruiz said the road was safe.\n\nA teacher was suspended on Monday "
            "after she told pupils "
            "that the vote was rigged.",
            "she",
        ),
        (
            "The interior ministry said six people were held.\n\nNetanyahu's office denied "
            "that a deal had been "
            "reached. It said talks would go on.",
            "It",
        ),
        (
            "WASHINGTON (AP) — The FBI declined to comment. The agency has said it does not "
            "discuss such cases.",
            "FBI",
        ),
        (
            "The UN aid office said 12 trucks had crossed. Bezalel Smotrich had threatened "
            "to resign, a report "
            "his office denied.",
            "his office",
        ),
        (
            "The Houthi-run health ministry says 74 migrants were killed. The Houthi "
            "interior ministry rejected "
            "the reports.",
            "Houthi interior ministry",
        ),
        (
            "A senior official told Axios that Trump had urged Europe to stop. According to "
            "the outlet, leaders "
            "objected.",
            "Axios",
        ),
        ("Sales fell, according to company figures. The company said demand was strong.", "company"),
    ],
)
def test_who_the_last_one_is(reader: Reader, text: str, who: str) -> None:
    claims = read_text(text, reader=reader).attributions
    outer = [a for a in claims if a.parent is None and a.authority]
    assert outer[-1].authority[-1].name == who


def test_who_lies_is_who_said_it(reader: Reader) -> None:
    claims = read_text(
        "Zelensky said he had told Donald Trump that Putin was lying when he said that Russia wanted peace.",
        reader=reader,
    ).attributions
    (inner,) = (a for a in claims if a.content[0].text == "that Russia wanted peace")
    assert inner.authority[-1].name == "Putin"


@pytest.mark.parametrize(
    "text",
    [
        "She stopped short of accusing the minister of lying.",
        "Powell stopped short of saying rates would fall.",
    ],
)
def test_what_is_stopped_short_of_is_not_said(reader: Reader, text: str) -> None:
    (claim,) = read_text(text, reader=reader).attributions
    assert claim.polarity == "denied"


@pytest.mark.parametrize(
    ("text", "standing"),
    [
        ("Tesla said in a press statement that the car was safe.", "asserted"),
        ("He has pleaded not guilty.", "asserted"),
        ("He pleaded with the court to free him.", "demanded"),
    ],
)
def test_nobody_is_pressed(reader: Reader, text: str, standing: str) -> None:
    (claim,) = read_text(text, reader=reader).attributions
    assert claim.standing == standing


def test_who_tells_what_prisoners_were_told_is_not_known(reader: Reader) -> None:
    claims = read_text(
        "The prisoners said they were taken to a ravine and told that they would be exchanged.", reader=reader
    ).attributions
    told = [a for a in claims if a.cue is not None and a.cue.text == "told"]
    assert all(not a.authority for a in told if a.parent is None)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The letter was sent to a judge in May. The judge said it was late.", "a judge"),
        ("The minister resigned, said an aide, who declined to give details.", "an aide"),
    ],
)
def test_no_name_begins_with_a_stray_word(reader: Reader, text: str, name: str) -> None:
    claims = read_text(text, reader=reader).attributions
    assert {a.authority[-1].name for a in claims} == {name}


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        (
            "In emails reviewed by The New York Times, he wrote that the deal was dead.",
            ["New York Times", "he"],
        ),
        (
            "The bank argued in a letter seen by the Financial Times that the fine was too high.",
            ["Financial Times", "bank"],
        ),
        ("An image released by the Israeli military shows what it says is a tunnel.", ["Israeli military"]),
        ("One of them, who gave his name as Musa, said they had walked for days.", ["Musa"]),
        (
            "One of the survivors, a 24-year-old called Abel, told the BBC the boat had sunk.",
            ["BBC", "Abel"],
        ),
        ("McDonald's said sales fell.", ["McDonald's"]),
        ("Boeing and Airbus are to share a plant. The companies declined to comment.", ["companies"]),
    ],
)
def test_the_chain(reader: Reader, text: str, chain: list[str]) -> None:
    claims = [a for a in read_text(text, reader=reader).attributions if a.parent is None]
    assert [a.name for a in claims[-1].authority] == chain


def test_two_titled_people_say_it_together(reader: Reader) -> None:
    text = "Senator Chris Coons of Delaware and Senator Roger Wicker of Mississippi said the bill would pass."
    (claim,) = read_text(text, reader=reader).attributions
    (one,) = claim.authority
    assert [one.name, *(a.name for a in one.also)] == ["Chris Coons", "Roger Wicker"]


def test_court_papers_are_no_newspaper(reader: Reader) -> None:
    (claim,) = read_text("The firm was sued twice, according to court papers.", reader=reader).attributions
    assert claim.authority[-1].type == "document"


def test_whom_somebody_cites_is_no_part_of_what_he_says(reader: Reader) -> None:
    text = "He said he would not sign, the Saudi daily Asharq Al-Awsat reported, citing one of those present."
    claims = read_text(text, reader=reader).attributions
    assert not any("citing" in part.text for a in claims for part in a.content)
    outer = next(a for a in claims if a.parent is None)
    assert [a.name for a in outer.authority] == ["Asharq Al-Awsat", "one of those present"]


def test_what_has_not_been_announced_is_nobodys_claim(reader: Reader) -> None:
    (only,) = read_text("“The date has not been announced,” the mayor said.", reader=reader).attributions
    assert only.cue.text == "said"
