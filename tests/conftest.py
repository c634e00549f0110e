"""What the tests share."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from samples import harbour

if TYPE_CHECKING:
    from whence.reader import Reader
    from whence.reading import Reading

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """The top of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of development data, which is no part of the project; without it the test is skipped."""
    folder = Path(os.environ.get("WHENCE_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip("no development data: set WHENCE_SHARED to its folder")
    return folder


@pytest.fixture(scope="session")
def reader() -> Reader:
    """The packaged reader; without its weights the test is skipped."""
    from whence.reader import Reader, WeightsError

    try:
        return Reader.load()
    except WeightsError as error:
        pytest.skip(f"no weights: {error}")


@pytest.fixture
def reading() -> Reading:
    return harbour()
