"""By what words somebody without a name is called, and whose name it is where there is one."""

from __future__ import annotations

import pytest

from whence.attributions import attribute
from whence.exchanges.proposals import Proposals
from whence.exchanges.read import tell_by_rules
from whence.parse import Parse
from whence.reader import Reader
from whence.reports.report import Report


def called(text: str, word: str, reader: Reader) -> str | None:
    """The name of the party that the first such word of a text stands for, if it is a party."""
    parse = Parse.of(Report(text), reader)
    proposals = tell_by_rules(parse, attribute(parse, reader)).proposals()
    assert isinstance(proposals, Proposals)
    side = proposals.party(next(t.i for t in parse.doc if t.text == word))
    return side.name if side is not None else None


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        # told apart by what stands behind
        ("The mill sold 300 tonnes of flour to buyers in the Gulf.", "buyers", "buyers in the Gulf"),
        ("A gallery gave it back to the heirs of a Viennese banker.", "heirs", "heirs of a Viennese banker"),
        ("A workshop in Mizoram sold the rebels forty rifles.", "workshop", "workshop in Mizoram"),
        ("Oslo gave rice to villagers in the region on Monday.", "villagers", "villagers"),
        # a body that is somebody's is not whoever has it
        ("Norway's wealth fund bought a stake in the port.", "fund", "Norway's wealth fund"),
        ("Denver's art museum returned six bronzes to Nigeria.", "museum", "Denver's art museum"),
        ("Vietnam's Ministry of Health bought the vaccine from a Swiss firm.", "Ministry", "Vietnam"),
        ("Italy gave the kitchens to Moroccan beekeepers.", "beekeepers", "Moroccan beekeepers"),
        ("The shells came from Russian stockpiles.", "stockpiles", "Russia"),
        # a name without what it is, or where
        ("The bank lent 4 million euros to the Ivorian cocoa grinder Sacolu.", "Sacolu", "Sacolu"),
        ("India sold the buses through Tata Motors of India.", "Motors", "Tata Motors"),
        ("Flour was dropped over northern Gaza at dawn.", "Gaza", "northern Gaza"),
        ("Shells have reached western Ukraine by rail.", "Ukraine", "Ukraine"),
        # taken up by a pronoun
        ("A Leiden museum gave 113 bronzes to Nigeria, which has asked for more.", "which", "Nigeria"),
        ("The Danes have found that cash is quicker. They bought 9,000 rounds in Brno.", "They", "Denmark"),
        ("Bondholders in London were less pleased. They gave up a fifth.", "They", "Bondholders in London"),
    ],
)  # fmt: skip
def test_called(text: str, word: str, name: str, reader: Reader) -> None:
    assert called(text, word, reader) == name
