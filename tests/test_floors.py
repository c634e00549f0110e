"""The ratchet: no score on the development data may fall under its floor."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import floors
from benchmarks.common import DataError

if TYPE_CHECKING:
    from whence.reader import Reader

TABLE = floors.load()


@pytest.fixture(scope="module")
def hashes(shared: Path) -> dict[str, str]:
    try:
        return floors.hashes(shared)
    except DataError as error:
        pytest.skip(f"no development data: {error}")


@pytest.fixture(scope="module")
def measured(shared: Path, hashes: dict[str, str], reader: Reader) -> dict[str, float]:
    return floors.scores(shared, reader)


def test_the_data_is_what_the_floors_were_measured_on(hashes: dict[str, str]) -> None:
    pinned = {name: value for name, value in TABLE["data"].items() if value}
    assert pinned == {name: hashes[name] for name in pinned}


def test_every_score_has_a_floor(measured: dict[str, float]) -> None:
    assert set(measured) == set(TABLE["floors"])


@pytest.mark.parametrize("name", sorted(TABLE["floors"]))
def test_floor(name: str, measured: dict[str, float]) -> None:
    assert floors.below(measured, {name: TABLE["floors"][name]}, TABLE["noise"]["scores"]) == {}
