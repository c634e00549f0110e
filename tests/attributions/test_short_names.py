"""Short names, offices, first names, and documents: who is meant."""

from __future__ import annotations

import pytest

import whence
from tests.misread import MISREAD
from whence.reader import Reader

WHO = [
    (
        "Halvorsen Foods cut its forecast. Halvorsen said two plants would close.",
        "Halvorsen Foods",
        "organisation",
    ),
    (
        "Marlowe Brands wants the firm. Marlowe said it did not comment on speculation.",
        "Marlowe Brands",
        "organisation",
    ),
    (
        "Halvorsen Foods cut its forecast. The company said it would close two factories.",
        "Halvorsen Foods",
        "organisation",
    ),
    ("Barclays said it would cut 200 jobs. Profit fell 4%, the bank said.", "Barclays", "organisation"),
    ("“It tells you a lot,” said Jefferies analyst Colin Peake.", "Colin Peake", "person"),
    ("The club's owner, Redwood Capital, said it would not sell.", "Redwood Capital", "organisation"),
    ("It was a blow to the club's captain, Dan Poe, who said he had not been told.", "Dan Poe", "person"),
    ("Outside court, the victim's father, Alan Reid, said justice had been done.", "Alan Reid", "person"),
    (
        "In Kharkiv, a volunteer who gave only her first name, Olha, said the shelling had not stopped.",
        "Olha",
        "person",
    ),
    ("Judge Amina Sheikh sentenced him. Sheikh said he had shown no remorse.", "Amina Sheikh", "person"),
    (
        "“It was a choice,” said Helen Dixon-Burke. Ms. Dixon-Burke said four inquiries were open.",
        "Helen Dixon-Burke",
        "person",
    ),
    ("Prof Martin Goddard, a nephrologist, said it was harmless.", "Martin Goddard", "person"),
    ("Al Jazeera's Nour Odeh says Israelis expect a long campaign.", "Nour Odeh", "person"),
    (
        "In March, Director of National Intelligence Tulsi Gabbard testified that Iran was not "
        "building a weapon.",
        "Tulsi Gabbard",
        "person",
    ),
    (
        "Democratic Republic of Congo President Felix Tshisekedi said the army would fight.",
        "Felix Tshisekedi",
        "person",
    ),
    (
        "The United Kingdom (UK) Ministry of Defence (MoD) stated on October 13 that drones were sent.",
        "Ministry of Defence",
        "military",
    ),
    ("The opposition party Renamo said the vote was rigged.", "Renamo", "organisation"),
    ("The Trades Union Congress said pay had fallen.", "Trades Union Congress", "organisation"),
    ("The mayor's staff said she was ill.", "mayor's staff", "group"),
    ("The indictment was unsealed on Friday. It accuses Mr Boone of fraud.", "indictment", "document"),
    ("A study in The Lancet found that coffee is harmless.", "A study in The Lancet", "document"),
    ("A report published on Tuesday by Oxfam found that aid had fallen.", "Oxfam", "organisation"),
    # Offices of others, and bodies met in passing.
    (
        "Russian Foreign Minister Sergei Lavrov said talks had failed. The foreign minister of "
        "Qatar said that they "
        "would continue.",
        "foreign minister of Qatar",
        "person",
    ),
    (
        "NATO spokesperson Allison Hart said the alliance was ready. The spokesperson of a "
        "Polish brigade said that "
        "troops were moving.",
        "spokesperson of a Polish brigade",
        "person",
    ),
    (
        "Trevor Ball, a former US Army technician, says the fin is unmistakable. Asked about the "
        "Israeli strike, the "
        "army said the incident was under review.",
        "army",
        "military",
    ),
    (
        "The Sudanese health ministry, which is loyal to the army, gave a lower figure of 210 "
        "dead. The army said it "
        "had killed 85 fighters.",
        "army",
        "military",
    ),
    (
        "The head of the republic, Sergey Aksyonov, said two people were killed. “Our "
        "condolences,” the official "
        "wrote on Telegram.",
        "Sergey Aksyonov",
        "person",
    ),
    # Who "he" and "she" can be.
    (
        "Ursula von der Leyen met Emmanuel Macron on Monday. Macron said talks had failed. She "
        "said they would "
        "continue.",
        "Ursula von der Leyen",
        "person",
    ),
    ("Volodymyr Zelensky said the city would hold. The mayor's office was hit, she said.", "she", "person"),
    (
        "The inspector, John Hall, said the crew was to blame. Captain Reid had ignored two "
        "warnings, he told the "
        "inquiry.",
        "John Hall",
        "person",
    ),
    (
        "Putin said he was ready. Iran's foreign minister arrived in Moscow on Thursday. He told "
        "reporters that a "
        "deal was close.",
        "He",
        "person",
    ),
]


WHO += [
    (
        "Its owner, the Piraeus-based firm Kalliste Marine, denied that the ship had carried weapons.",
        "Kalliste Marine",
        "organisation",
    ),
    (
        "Its parent company, the Kharkiv-based group Metkombinat, said it had lost two plants.",
        "Metkombinat",
        "organisation",
    ),
    (
        "The plant's operator, the state company Energoatom, said two units were off.",
        "Energoatom",
        "organisation",
    ),
    (
        "The firm's biggest shareholder, the Dutch pension fund ABP, said it would vote against the deal.",
        "ABP",
        "organisation",
    ),
    (
        "A government spokesman, who was not named by the broadcaster N1, rejected the accusation.",
        "A government spokesman",
        "person",
    ),
    (
        "Ukraine, which the agency says lost 4,000 tanks, has asked for more.",
        "agency",
        "agency",
    ),
    (
        "NASA will pay for a second mission. Bloomberg News reported that insurers would not pay. "
        "The agency said it saw no reason to change that.",
        "NASA",
        "organisation",
    ),
    (
        "NASA considered it a success, an official said. Two agency engineers, who were not permitted to "
        "speak, were less charitable: they said the camera had never been tested.",
        "Two agency engineers",
        "group",
    ),
    (
        "The governor, Oleh Kiper, said the city was calm. One of the soldiers said he had seen the "
        "strike. The missile came from the sea, he said.",
        "One of the soldiers",
        "person",
    ),
    (
        "Military Intelligence Directorate (GUR) Head Lieutenant General Kyrylo Budanov told The War Zone "
        "that they are training in eastern Russia.",
        "Kyrylo Budanov",
        "person",
    ),
    (
        "Belgium's prime minister, Bart De Wever, has refused to back the plan. Viktor Orbán says his "
        "government is looking for ways out. The Hungarian prime minister told Kossuth Radio "
        "that he had spoken to MOL.",
        "Hungarian prime minister",
        "person",
    ),
    (
        "One of the officials, who works for a charity, said a field commander had asked for $400 per lorry. "
        '"It is extortion with a stamp on it," she said.',
        "One of the officials",
        "person",
    ),
    (
        "The Front's commander, known as Karo, told the broadcaster TV9 that he would accept a truce.",
        "Karo",
        "person",
    ),
    (
        "The Centre for Research on Energy and Farming said exports had fallen.",
        "Centre for Research on Energy and Farming",
        "organisation",
    ),
    (
        "Ministry of Defence Spokesman Igor Konashenkov said the town had fallen.",
        "Igor Konashenkov",
        "person",
    ),
    (
        "Oil fell in Putin's view. The war would go on, he said.",
        "Putin",
        "person",
    ),
    (
        "A senior police officer said that armed men fired on farmers. The police said they had found guns.",
        "police",
        "group",
    ),
    (
        "Al Arabiya reported that Iran had supplied the boats, quoting what it called a Western assessment.",
        "a Western assessment",
        "document",
    ),
]


WITNESS = pytest.param(
    "The findings match footage filmed by the rights group Witness, which says that homes were burned.",
    "Witness",
    "organisation",
    id="Witness",
    marks=MISREAD,
)


@pytest.mark.parametrize(("text", "name", "kind"), [*(pytest.param(*one, id=one[1]) for one in WHO), WITNESS])
def test_who_speaks_last(text: str, name: str, kind: str, reader: Reader) -> None:
    last = [a for a in whence.read_text(text, reader=reader).attributions if a.parent is None][-1]
    assert (last.authority[-1].name, last.authority[-1].type) == (name, kind)


def test_one_of_a_kind_is_nobody_named(reader: Reader) -> None:
    text = "One Democratic senator accused Hargrove of grandstanding."
    assert whence.read_text(text, reader=reader).attributions[0].authority[0].anonymous
