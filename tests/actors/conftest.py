from __future__ import annotations

import pytest

from whence.actors import Actors, packaged_actors


@pytest.fixture(scope="session")
def actors() -> Actors:
    return packaged_actors()
