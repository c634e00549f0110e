"""What the reader's head for exchanges says of words: what is given, by whom, to whom, how far it got."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]

OUTPUTS: Final = ("kinds", "categories", "standings", "items", "who", "odds")
"""The graph's outputs: those of `Passing`, and of which words `who` and `odds` are."""

LIKELIEST: Final = 4
"""Words that are given for each pair, the likeliest first."""

LEAST: Final = 0.05
"""Parties are told only of words that are items with this probability; all others have none.

The labels it was trained on are smoothed, so that of most other words it says 0.027.
"""

GIVEN: Final = 1
RETURNED: Final = 2

STANDINGS: Final = (
    "requested", "offered", "promised", "agreed", "signed", "expected", "in preparation", "under way",
    "delivered", "refused", "stopped", "denied",
)  # fmt: skip
"""Standings in the order of the network's scores."""

CATEGORIES: Final = (
    "troops", "ammunition", "weapons", "drones", "missiles", "vehicles", "money", "fuel", "food",
    "technology", "training", "intelligence", "political", "labour", "medical", "aircraft", "ships",
    "energy", "goods", "prisoners", "territory", "sanctions-relief", "agreement", "support",
)  # fmt: skip
"""Categories of items in the order of the network's scores."""


@dataclass(frozen=True, slots=True)
class Passing:
    """The head's probabilities for n tokens of a text; white space has none."""

    kinds: Floats
    """(n, 3): not an item, GIVEN, RETURNED."""
    categories: Floats
    """(n, categories): of what kind a word is, if it is an item."""
    standings: Floats
    """(n, standings): how far it got, if it is an item."""
    who: Ints
    """(n, 3, LIKELIEST): tokens of the likeliest givers, receivers, and things it is for; -1 is nobody."""
    odds: Floats
    """(n, 3, LIKELIEST): their probabilities."""

    @classmethod
    def empty(cls, n: int) -> Passing:
        """Of n tokens none of which is an item."""
        kinds = np.zeros((n, 3), np.float32)
        kinds[:, 0] = 1
        return cls(
            kinds,
            np.zeros((n, len(CATEGORIES)), np.float32),
            np.zeros((n, len(STANDINGS)), np.float32),
            np.full((n, 3, LIKELIEST), -1, np.int32),
            np.zeros((n, 3, LIKELIEST), np.float32),
        )

    def into(self, text: Passing, tokens: NDArray[np.int64], first: int) -> None:
        """Put this, of words from `first` on, into `text`, that of all its tokens.

        `tokens` are those of the text's words.
        """
        mine = tokens[first : first + len(self.kinds)]
        for name in ("kinds", "categories", "standings", "odds"):
            getattr(text, name)[mine] = getattr(self, name)
        text.who[mine] = np.where(self.who < 0, -1, tokens[self.who])
