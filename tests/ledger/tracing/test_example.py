"""What the fourteen example reports are there to show, once all of them are in one ledger."""

from __future__ import annotations

from pathlib import Path

import pytest

from whence.ledger import Ledger
from whence.ledger.tracing import findings_across, follow
from whence.ledger.tracing.across import Across
from whence.ledger.tracing.example import reports
from whence.reader import Reader
from whence.reading import read_report


@pytest.fixture(scope="module")
def found(reader: Reader, tmp_path_factory: pytest.TempPathFactory) -> tuple[Across, ...]:
    path: Path = tmp_path_factory.mktemp("example") / "ledger.db"
    with Ledger.open(path, create=True) as ledger:
        for report in reports():
            ledger.add(read_report(report, reader), then=(follow,))
        return findings_across(ledger)


def drifts(found: tuple[Across, ...], before: str, after: str) -> set[str]:
    """What changed between a side that holds `before` and one that holds `after`."""
    out: set[str] = set()
    for one in found:
        if one.kind == "drift":
            words = [side.quote for side in one.sides]
            if any(before in w for w in words) and any(after in w for w in words):
                out |= set((one.what or "").split(", "))
    return out


def test_killed_and_wounded_became_lost_their_lives(found: tuple[Across, ...]) -> None:
    kinds = drifts(
        found, "killed and wounded in Russia's Kursk region already exceeds 3,000", "lost their lives"
    )
    assert {"metric", "bound", "standing", "scope"} <= kinds


def test_the_pentagons_casualties_became_killed(found: tuple[Across, ...]) -> None:
    kinds = drifts(
        found, "More than 600,000 Russian soldiers have been killed or wounded", "have been killed since"
    )
    assert {"metric", "authority"} <= kinds


def test_the_journals_sixty_percent_became_two_thirds(found: tuple[Across, ...]) -> None:
    assert "figure" in drifts(found, "60% of the shells Russia uses", "Two-thirds of the shells")
    assert "bound" in drifts(
        found, "Nearly a third of Russia's ballistic missiles", "one in three of its ballistic"
    )


def test_seoul_and_kyiv_differ_over_casualties_and_not_over_killed(found: tuple[Across, ...]) -> None:
    conflicts = [one for one in found if one.kind == "conflict"]
    assert any(
        "1,100" in one.message and "3,000" in one.message and "casualties" in one.message for one in conflicts
    )
    assert not any("over killed" in one.message for one in conflicts)


def test_copies_count_once(found: tuple[Across, ...]) -> None:
    (copies,) = [one for one in found if one.kind == "copies"]
    assert "3 reports count as one" in copies.message
