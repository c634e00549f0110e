"""Where what somebody says ends, when the sentence goes on in the report's own voice."""

from __future__ import annotations

import pytest

from tests.misread import MISREAD
from whence import Reader
from whence.api import read_text


@pytest.mark.parametrize(
    ("text", "cue", "content"),
    [
        (
            "A nurse who claimed she had been attacked by a stranger has been arrested.",
            "claimed",
            "she had been attacked by a stranger",
        ),
        (
            "A strike on what Israel's army said was a command centre killed nine people, medics said.",
            "said",
            "was a command centre",
        ),
        (
            "Kyiv said Russian reports that Huliaipole had fallen were untrue.",
            "reports",
            "that Huliaipole had fallen",
        ),
        (
            "The army said that it had killed four militants, but gave no evidence.",
            "said",
            "that it had killed four militants",
        ),
        (
            "The ministry claimed that all drones had been intercepted, and made no mention of losses.",
            "claimed",
            "that all drones had been intercepted",
        ),
        (
            "The camp that the army said was empty had held 400 people.",
            "said",
            "was empty",
        ),
        (
            "Three ships the navy says were carrying arms have been seized.",
            "says",
            "were carrying arms",
        ),
        ("The minister said it would go ahead but declined to give a date.", "said", "it would go ahead"),
        (
            "Lisa Quan said reports that the party had sent lawyers to Mapleton were untrue.",
            "were untrue",
            "that the party had sent lawyers to Mapleton",
        ),
        ("Kyiv says it hit the depot, something Moscow denies.", "says", "it hit the depot"),
        ("A senior Israeli official denied the report to The Times of Israel.", "denied", "the report"),
        (
            "The army said that it had won, but gave two reasons for going on.",
            "said",
            "that it had won, but gave two reasons for going on",
        ),
    ],
)
def test_where_it_ends(reader: Reader, text: str, cue: str, content: str) -> None:
    found = [
        part.text
        for a in read_text(text, reader=reader).attributions
        if a.cue is not None and a.cue.text == cue
        for part in a.content
    ]
    assert content in found


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "A senior Israeli official denied the report to The Times of Israel.",
            ["Times of Israel", "A senior Israeli official"],
        ),
        ("The group confirmed the strike to Reuters.", ["Reuters", "group"]),
        ("Its co-founder, Roman Pohorilyi, said the town had fallen.", ["Roman Pohorilyi"]),
    ],
)
def test_through_whom(reader: Reader, text: str, names: list[str]) -> None:
    (claim,) = read_text(text, reader=reader).attributions
    assert [a.name for a in claim.authority] == names


def test_an_article_of_a_name_is_left_out_later(reader: Reader) -> None:
    text = "President Ahmed al-Sharaa met reporters. Sharaa told them that elections would come."
    (claim,) = read_text(text, reader=reader).attributions
    assert claim.authority[-1].name == "Ahmed al-Sharaa"


def test_whose_claim_it_is_by_the_people(reader: Reader) -> None:
    text = "Iran dismissed an Israeli allegation that it had transferred money to Hezbollah."
    claims = read_text(text, reader=reader).attributions
    assert [a.authority[-1].name for a in claims] == ["Iran", "Israel"]


@pytest.mark.parametrize(
    ("text", "who", "content"),
    [
        (
            "Some 90 trucks crossed on Sunday, COGAT, the Israeli body that oversees aid, said.",
            "COGAT",
            "Some 90 trucks crossed on Sunday",
        ),
        (
            "A drone hit a bus, killing nine people and wounding 47, regional governor Oleh Syniehubov said.",
            "Oleh Syniehubov",
            "A drone hit a bus, killing nine people and wounding 47",
        ),
        ("Iran runs the militia, Netanyahu charged.", "Netanyahu", "Iran runs the militia"),
        (
            "The ministry put enemy losses at 300 soldiers, 12 tanks and 30 trucks.",
            "ministry",
            "enemy losses at 300 soldiers, 12 tanks and 30 trucks",
        ),
        (
            "Kurdish officials put local consumption at no more than 45,000 barrels a day.",
            "Kurdish officials",
            "local consumption at no more than 45,000 barrels a day",
        ),
        (
            "The tanker left Basra in May, the people said, asking not to be identified by name.",
            "people",
            "The tanker left Basra in May",
        ),
        (
            "Inter-Services Public Relations said four soldiers died.",
            "Inter-Services Public Relations",
            "four soldiers died",
        ),
        (
            "A former coach told jurors that he never read the messages, contradicting a detective.",
            "A former coach",
            "that he never read the messages",
        ),
        ("Rio Tinto has bought two mines in Chile and plans to buy a third.", "Rio Tinto", "to buy a third"),
    ],
)
def test_who_and_what(reader: Reader, text: str, who: str, content: str) -> None:
    (claim,) = read_text(text, reader=reader).attributions
    assert claim.authority[-1].name == who
    assert [part.text for part in claim.content] == [content]


def test_a_quotation_within_another_ends_at_its_mark(reader: Reader) -> None:
    text = "“My husband said, ‘Let's wait until morning.’ In the morning there was no street,” Dumo said."
    claims = read_text(text, reader=reader).attributions
    inner = [part.text for a in claims if a.parent is not None for part in a.content]
    assert not any("no street" in words for words in inner)


def test_the_next_sentence_is_its_own_claim(reader: Reader) -> None:
    reading = read_text(
        "The tanks were handed over in Idlib, the ministry said. Iran denied it had given Syria missiles. "
        "France accused Iran of sending Syria drones, which Tehran denies.",
        reader=reader,
    )
    assert [(a.authority[-1].name, len(a.authority), a.polarity) for a in reading.attributions] == [
        ("ministry", 1, "affirmed"),
        ("Iran", 1, "denied"),
        ("France", 1, "affirmed"),
        ("Tehran", 1, "denied"),
    ]


@pytest.mark.parametrize(
    ("text", "speaker", "denier", "content"),
    [
        (
            "Hamas said 40 people had died in the strike, a claim Israel dismissed as false.",
            "Hamas", "Israel", ["40 people had died in the strike"],
        ),
        (
            "Hamas said 40 people had died in the strike, a figure Israel disputes.",
            "Hamas", "Israel", ["40 people had died in the strike"],
        ),
        (
            "Forty people had died in the strike, Hamas said, a figure Israel disputes.",
            "Hamas", "Israel", ["Forty people had died in the strike"],
        ),
        (
            "The army put the dead at 12, a number residents disputed.",
            "army", "residents", ["the dead at 12"],
        ),
        (
            "A NATO official, who asked not to be identified, put Russian losses in October at about 1,500 a "
            "day, a figure Moscow disputes.",
            "A NATO official", "Moscow", ["Russian losses in October at about 1,500 a day"],
        ),
        (
            "Kyiv says it shot down 20 drones, a claim Moscow denies, and hit a depot.",
            "Kyiv", "Moscow", ["it shot down 20 drones", "and hit a depot"],
        ),
        (
            "Kyiv accused the envoy of passing plans to Moscow, an accusation the Kremlin called absurd.",
            "Kyiv", "Kremlin", ["the envoy of passing plans to Moscow"],
        ),
        (
            "The ministry said the raid had killed 12 rebels, which the group called a lie.",
            "ministry", "group", ["the raid had killed 12 rebels"],
        ),
        (
            "The ministry said the raid had killed 12 rebels, a claim the group dismissed as propaganda.",
            "ministry", "group", ["the raid had killed 12 rebels"],
        ),
        (
            "Residents said soldiers burnt the village, an allegation that the army has denied.",
            "Residents", "army", ["soldiers burnt the village"],
        ),
        (
            "Residents said soldiers burnt the village, an allegation which the army denies.",
            "Residents", "army", ["soldiers burnt the village"],
        ),
        (
            "142 people had died since January, Mohammed said, a number the government disputes.",
            "Mohammed", "government", ["142 people had died since January"],
        ),
    ],
)  # fmt: skip
def test_what_a_figure_or_a_claim_stands_for_is_denied(
    reader: Reader, text: str, speaker: str, denier: str, content: list[str]
) -> None:
    said, denied = read_text(text, reader=reader).attributions
    assert [a.name for a in said.authority] == [speaker]
    assert [part.text for part in said.content] == content
    assert ([a.name for a in denied.authority], denied.polarity) == ([denier], "denied")
    assert denied.content == said.content[:1]


def test_an_aside_on_who_reported_it_first_parts_no_statement(reader: Reader) -> None:
    said, reported = read_text(
        "A senior diplomat said the offer, first reported by the Financial Times, had been withdrawn.",
        reader=reader,
    ).attributions
    assert [a.name for a in said.authority] == ["A senior diplomat"]
    assert [p.text for p in said.content] == [
        "the offer, first reported by the Financial Times, had been withdrawn"
    ]
    assert [p.text for p in reported.content] == ["the offer"]
    (alone,) = read_text(
        "The offer, first reported by the Financial Times, had been withdrawn.", reader=reader
    ).attributions
    assert [p.text for p in alone.content] == ["The offer"]


def test_a_source_keeps_the_verb_of_its_clause(reader: Reader) -> None:
    found = read_text(
        "“We will not give up,” the general told his troops, according to a video the army posted.",
        reader=reader,
    ).attributions
    assert "a video the army posted" in [a.source.text for a in found if a.source is not None]


@pytest.mark.parametrize(
    ("text", "source", "content", "names"),
    [
        (
            "According to satellite images analysed by the BBC, 40 houses had been razed.",
            "satellite images analysed by the BBC", "40 houses had been razed", ["BBC", "satellite images"],
        ),
        (
            "According to figures compiled by the UN, 300 people died.",
            "figures compiled by the UN", "300 people died", ["UN"],
        ),
    ],
)  # fmt: skip
def test_what_leads_a_sentence_is_its_source(
    reader: Reader, text: str, source: str, content: str, names: list[str]
) -> None:
    (one,) = read_text(text, reader=reader).attributions
    assert one.source is not None
    assert one.source.text == source
    assert [p.text for p in one.content] == [content]
    assert [a.name for a in one.authority] == names


def test_what_the_report_itself_says_is_denied(reader: Reader) -> None:
    (denied,) = read_text("The deal was worth £90m, a figure the club disputes.", reader=reader).attributions
    assert (denied.polarity, [part.text for part in denied.content]) == (
        "denied",
        ["The deal was worth £90m"],
    )


def test_who_does_not_dispute_a_figure_says_nothing_of_it(reader: Reader) -> None:
    text = "The newspaper said the bank had lost $40 million, a figure the bank has not disputed."
    (said,) = read_text(text, reader=reader).attributions
    assert said.authority[0].name == "newspaper"


@pytest.mark.parametrize(
    "text",
    [
        "Smith said allegations that he took bribes were false.",
        "The company said rumours that it was for sale were wrong.",
    ],
)
def test_whoever_calls_reports_untrue_reports_nothing_of_the_kind(reader: Reader, text: str) -> None:
    said, claimed = read_text(text, reader=reader).attributions
    assert claimed.parent == said.id
    assert (said.polarity, claimed.polarity) == ("affirmed", "denied")


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("He said it was not true that 86 civilians had been killed.", "86 civilians had been killed"),
        ("“It is not true that 86 people died in a strike,” said Omar Fadl.", "86 people died in a strike"),
        ("The ministry described the claim as baseless.", "the claim as baseless"),
        ("Moscow called the report false.", "the report false"),
        ("The spokesman called the figure “wild invention”.", "the figure “wild invention”"),
    ],
)
def test_what_is_said_to_be_untrue_is_denied(reader: Reader, text: str, content: str) -> None:
    (denied,) = read_text(text, reader=reader).attributions
    assert (denied.polarity, [part.text for part in denied.content]) == ("denied", [content])


def test_claims_that_are_refuted_are_denied(reader: Reader) -> None:
    denied, claimed = read_text(
        "He refuted claims by the army that the town had fallen.", reader=reader
    ).attributions
    assert (denied.cue.text, denied.polarity) == ("refuted", "denied")
    assert claimed.authority[0].name == "army"


@pytest.mark.parametrize(
    ("text", "source", "said"),
    [
        ("The minister last night insisted that taxes would not rise.", "The minister", "last night"),
        ("The watchdog yesterday said it had opened an inquiry.", "The watchdog", "yesterday"),
    ],
)
def test_when_it_was_said_is_no_part_of_who_says_it(
    reader: Reader, text: str, source: str, said: str
) -> None:
    (one,) = read_text(text, reader=reader).attributions
    assert one.source is not None
    assert one.said is not None
    assert (one.source.text, one.said.span.text) == (source, said)


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        (
            "It was North Korea that first moved to send soldiers, according to the Daily Lantern, citing "
            "The New York Times, which in turn quoted unnamed US officials.",
            ["Daily Lantern", "New York Times", "unnamed US officials"],
        ),
        (
            "More than 3,000 are dead or wounded, Ukrinform reports, citing a post by Volodymyr Zelensky "
            "that itself cites army chief Oleksandr Syrskyi.",
            ["Ukrinform", "Volodymyr Zelensky", "Oleksandr Syrskyi"],
        ),
        (
            "The council paid it £2.3m, according to documents obtained by the Bugle.",
            ["Bugle", "documents"],
        ),
        (
            "Satellite imagery reviewed by Bellingcat shows at least 11 burnt-out vehicles.",
            ["Bellingcat", "Satellite imagery"],
        ),
        ("The governor's claim that the bridge had been mined was repeated on television.", ["governor"]),
        (
            "In a speech carried by Al Masirah, the group's leader, Abdul-Malik al-Houthi, said that it "
            "was bought with Yemeni money.",
            ["Al Masirah", "Abdul-Malik al-Houthi"],
        ),
        (
            "Reuters reported that 120 people were killed, according to the Red Cross.",
            ["Reuters", "Red Cross"],
        ),
    ],
)
def test_chains_of_several_hands(reader: Reader, text: str, chain: list[str]) -> None:
    assert [a.name for a in read_text(text, reader=reader).attributions[0].authority] == chain


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (
            "He is due a fee of €4m, which, the BBC reported on Friday, the club had asked Lazio to share.",
            ["which", "the club had asked Lazio to share"],
        ),
        (
            "The contract, which the BBC reported last week had been signed in secret, was cancelled.",
            ["which", "had been signed in secret"],
        ),
        (
            "The drones, which, the ministry said on Monday, were Iranian, hit a school.",
            ["which", "were Iranian"],
        ),
        pytest.param(
            "Amna is one of 62,000 people who, the UN estimates, fled the city.",
            ["who", "fled the city"],
            marks=MISREAD,
        ),
        (
            "Dmitriev flew to Miami, where, Axios reported, he was to meet Steve Witkoff.",
            ["where", "he was to meet Steve Witkoff"],
        ),
        (
            "The defence ministry said it shot down 12 drones, and the governor, Ivan Petrov, accused "
            "Kyiv of targeting civilians.",
            ["it shot down 12 drones"],
        ),
        (
            "The group said 15 soldiers had died, and the army put the figure at three.",
            ["15 soldiers had died"],
        ),
        (
            "The European Union said it would send 10 million euros, and Croatia has dispatched two ships.",
            ["it would send 10 million euros"],
        ),
    ],
)
def test_what_the_report_says_of_it_is_left_out(reader: Reader, text: str, content: list[str]) -> None:
    said = read_text(text, reader=reader).attributions[0]
    assert [part.text for part in said.content] == content


def test_what_is_denied_before_is_not_said_after(reader: Reader) -> None:
    text = (
        "The transport minister denied a report by Channel 6 that the government planned to send soldiers to "
        'unload ships. "Nobody has asked for that and nobody will," he said.'
    )
    said = [
        a for a in read_text(text, reader=reader).attributions if a.parent is None and a.cue.text == "said"
    ]
    assert [[part.text for part in a.content] for a in said] == [
        ['"Nobody has asked for that and nobody will,"']
    ]
