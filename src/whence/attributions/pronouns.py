"""Words that stand for somebody: pronouns, by whom they can mean."""

from __future__ import annotations

from typing import Final

HE: Final = frozenset({"he", "him", "his", "himself"})
SHE: Final = frozenset({"she", "her", "hers", "herself"})
PLURAL: Final = frozenset({"they", "them", "their", "theirs", "themselves"})
THING: Final = frozenset({"it", "its", "itself"})
SPEAKER: Final = frozenset({"i", "me", "my", "we", "us", "our", "myself", "ourselves"})
RELATIVE: Final = frozenset({"who", "which", "that", "whom", "whose"})
PRONOUNS: Final = (
    HE | SHE | PLURAL | THING | SPEAKER | RELATIVE | {"you", "your", "one", "this", "these", "those"}
)

NO_PRONOUNS: Final = frozenset({"WHO", "US"})
"""What looks like one: an organisation, and a country."""
