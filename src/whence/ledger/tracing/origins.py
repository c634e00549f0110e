"""Which telling of a statement is nearest its origin."""

from __future__ import annotations

from collections.abc import Iterable

from whence.ledger.tracing.credits import standing_of
from whence.ledger.tracing.lexicon import packaged_lexicon
from whence.ledger.tracing.statements import Spoken, Telling


def nearness(telling: Spoken) -> tuple[str, int, bool, bool, bool, int]:
    """The smaller, the nearer to the origin: earlier, its outlet's own, with an authority, in the body.

    The last part only makes the order the same in every ledger.
    """
    page = telling.page
    day = page.day.isoformat() if page.day else "9999-99-99"
    credited = standing_of(page.sentences.text, page.outlet)
    sentence = page.sentences.all[telling.sentence]
    return (
        day, credited, not vouched(telling), sentence.headline, bool(telling.word.outlets), -telling.n,
    )  # fmt: skip


def vouched(telling: Spoken) -> bool:
    """Whether the report says on whose word the statement rests."""
    word = telling.word
    spoken = word.cue and (
        bool(telling.names)
        or (word.pronoun and bool(word.tokens))
        or bool(packaged_lexicon().citable.among(telling.text.lower()))
    )
    return word.reach != "none" or bool(word.outlets) or spoken


def nearest(tellings: Iterable[Telling]) -> Telling | None:
    """The telling that is nearest the origin: the earliest and most direct; None of none."""
    return min(tellings, key=nearness, default=None)
