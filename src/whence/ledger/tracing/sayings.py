"""Statements without a figure as they are compared: an attribution of a ledger with its gist, its hedges and
on whose word it rests.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import Connection, select

from whence.ledger import keys, tables
from whence.ledger.merging import Merged
from whence.ledger.tracing.authorities import Word, word_of
from whence.ledger.tracing.credits import DATELINE
from whence.ledger.tracing.gathering import within
from whence.ledger.tracing.gist import Gist, gist_of
from whence.ledger.tracing.lexicon import Lexicon, packaged_lexicon
from whence.ledger.tracing.statements import COULD_NOT, STANDINGS, Page, names_in, page_of

Row = Mapping[Any, Any]
_AHEAD: Final = re.compile(
    r"\b(?:will|is to|are to|shall|(?:is|are) going to|plans? to|intends? to|(?:is|are) about to)\b"
)
_TO_BLAME: Final = re.compile(r"\b(?:is|are|was|were) to blame\b")
"""Is of what was done, and not of what is to come."""
_DONE: Final = re.compile(r"\b(?:has|have|had|was|were)\b")


_NOBODY: Final = frozenset({"nobody", "no", "none", "neither", "few"})
"""First words of a source that is no one."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An attribution without a figure, as far as its own row tells."""

    row: Row
    gist: Gist

    @property
    def id(self) -> str:
        """Its id in the ledger."""
        return str(self.row["id"])

    @property
    def n(self) -> int:
        """Its place in the ledger."""
        return int(self.row["n"])

    @property
    def report(self) -> int:
        """The place of its report."""
        return self.n // keys.LOCAL * keys.LOCAL


@dataclass(frozen=True, slots=True)
class Saying:
    """A statement without a figure, as one report tells it."""

    draft: Draft
    page: Page
    sentence: int
    names: frozenset[str]
    """The names in its sentence, in small letters."""
    word: Word
    """On whose word."""
    hedges: frozenset[str]
    kept: frozenset[str]
    """Kinds of hedges that its sentence keeps open."""
    ahead: bool
    """Whether it is of what is to come."""
    done: bool

    @property
    def id(self) -> str:
        """The id of the attribution."""
        return self.draft.id

    @property
    def n(self) -> int:
        """Its place in the ledger."""
        return self.draft.n

    @property
    def gist(self) -> Gist:
        """What is said."""
        return self.draft.gist

    @property
    def at(self) -> int:
        """Where it stands in the text, or begins."""
        return int((self.draft.row["cue"] or self.draft.row["content"][0])[0])

    @property
    def stated(self) -> str:
        """What is said, in the report's words."""
        return str(self.draft.row["words"])

    @property
    def text(self) -> str:
        """The sentence that it stands in, or begins in."""
        return self.page.sentences.words(self.sentence)

    @property
    def said(self) -> tuple[str, str] | None:
        """The first and the last day on which it may have been said, where that is known."""
        first, last = self.draft.row["said_from"], self.draft.row["said_to"]
        return (first, last) if first and last else None


def drafts_in(connection: Connection, report: int, lexicon: Lexicon | None = None) -> list[Draft]:
    """The statements of a report in which there is no figure, in the order of the text."""
    places = [row[0] for row in within(connection, "attribution", ("n",), [report])]
    return sorted(drafts_at(connection, places, lexicon), key=lambda draft: -draft.n)


def drafts_at(connection: Connection, places: Sequence[int], lexicon: Lexicon | None = None) -> list[Draft]:
    """Of the attributions at these places those that are current and have no figure."""
    lexicon = lexicon or packaged_lexicon()
    claim, figure = tables.attribution, tables.figure
    columns = (
        claim.c.n, claim.c.id, claim.c.report_id, claim.c.reading_id, claim.c.local, claim.c.parent,
        claim.c.polarity, claim.c.standing, claim.c.cue, claim.c.content, claim.c.words, claim.c.cue_words,
        claim.c.chain, claim.c.said_from, claim.c.said_to,
    )  # fmt: skip
    out: list[Draft] = []
    for i in range(0, len(places), 400):
        some = places[i : i + 400]
        counted = set(
            connection.execute(
                select(figure.c.attribution_n).where(figure.c.attribution_n.in_(some), figure.c.current)
            ).scalars()
        )
        rows = connection.execute(
            select(*columns).where(claim.c.n.in_(some), claim.c.current, ~claim.c.rejected)
        ).mappings()
        for row in rows:
            if row["n"] in counted or not row["content"] or row["parent"] is not None:
                # What stands inside another's words is told with them.
                continue
            if not row["chain"] and not row["cue_words"]:
                continue
            if row["chain"] and all(name.lower().split(" ")[0] in _NOBODY for name in row["chain"][-1]):
                continue  # "nobody knows when the bridge will be open" is no one's word
            gist = gist_of(row["words"], row["cue_words"], row["polarity"], lexicon)
            if gist is not None:
                out.append(Draft(row, gist))
    return out


def sayings_of(
    connection: Connection, drafts: Sequence[Draft], lexicon: Lexicon | None = None
) -> list[Saying]:
    """Drafts with their reports and authorities, as they are compared in full."""
    lexicon = lexicon or packaged_lexicon()
    by_report: dict[int, list[Draft]] = defaultdict(list)
    for draft in drafts:
        by_report[draft.report].append(draft)
    places = sorted(by_report)
    report = tables.report
    pages: dict[int, Page] = {}
    for i in range(0, len(places), 50):
        for row in connection.execute(
            select(report).where(report.c.n.in_(places[i : i + 50]), ~report.c.rejected)
        ).mappings():
            pages[row["n"]] = page_of(row)
    counted: dict[int, list[int]] = defaultdict(list)
    for n, start in within(connection, "figure", ("n", "start"), pages):
        counted[n // keys.LOCAL * keys.LOCAL].append(start)
    links = _links(connection, [row[0] for row in within(connection, "attribution", ("n",), pages)])
    known: dict[int, list[Row]] = defaultdict(list)
    for n in sorted(links):
        known[n // keys.LOCAL * keys.LOCAL] += links[n]
    merged = Merged.of(connection)
    out = []
    for n, page in pages.items():
        if not page.sentences.all:
            continue
        for draft in by_report[n]:
            spans = draft.row["content"]
            if any(start <= at < end for start, end in spans for at in counted[n]):
                # A figure that stands in words inside these is followed as a figure.
                continue
            saying = _saying(draft, page, links.get(draft.n, []), known[n], lexicon)
            if saying is not None and merged and saying.word.key is not None:
                word = saying.word
                actor = merged.one(word.actor, saying.word.key)
                saying = replace(saying, word=replace(word, actor=actor))
            if saying is not None:
                out.append(saying)
    return out


def _links(connection: Connection, places: Sequence[int]) -> dict[int, list[Row]]:
    link = tables.authority
    out: dict[int, list[Row]] = defaultdict(list)
    for i in range(0, len(places), 800):
        for joint in connection.execute(
            select(link)
            .where(link.c.attribution_n.in_(places[i : i + 800]))
            .order_by(link.c.attribution_n, link.c.link, link.c.joint)
        ).mappings():
            out[joint["attribution_n"]].append(joint)
    return out


def _saying(
    draft: Draft, page: Page, chain: Sequence[Row], known: Sequence[Row], lexicon: Lexicon
) -> Saying | None:
    row = draft.row
    number = page.sentences.at((row["cue"] or row["content"][0])[0])
    words = page.sentences.words(number)
    line = DATELINE.match(words)
    plain = words[line.end() :] if line else words
    before = page.sentences.words(number - 1) if number else ""
    after = page.sentences.words(number + 1) if number + 1 < len(page.sentences.all) else ""
    lowered = _TO_BLAME.sub(" ", f"{row['words']} {row['cue_words'] or ''}".lower())
    open_words = COULD_NOT.sub(" ", lowered)
    hedges = {kind for kind, some in lexicon.hedges.items() if some.among(open_words)}
    hedges |= {kind for kind, name in STANDINGS.items() if name == row["standing"]}
    around = f"{lowered} {words.lower()}"
    kept = hedges | {kind for kind, some in lexicon.keepers.items() if some.among(around)}
    kept |= {kind for kind, name in _OPEN.items() if name == row["standing"]}
    word = word_of(
        page.outlet, plain, before, row, chain, known, lexicon, page.day, page.sentences.text[:20_000], after
    )
    if not chain and word.reach == "none":
        # Nor does the sentence itself say who: "…, said its head, Birgit Sole".
        return None
    return Saying(
        draft,
        page,
        number,
        frozenset(names_in(plain)),
        word,
        frozenset(hedges),
        frozenset(kept),
        ahead=bool(_AHEAD.search(lowered)),
        done=bool(_DONE.search(lowered)),
    )


_OPEN: Final = {
    "expected": "conditional", "suspected": "alleged", "planned": "conditional", "proposed": "conditional",
    "provisional": "unverified",
}  # fmt: skip
"""Standings that the reader gives and that keep a kind of hedge open."""
