"""Copies: which passages of a report stand in an earlier one, word for word, by winnowed fingerprints.

Every run of five words has a hash; of each window of hashes the smallest is kept (winnowing), so that two
texts with a long enough passage in common have a fingerprint in common. What is found by fingerprints is
then compared word by word, so that a passage is never claimed that is not there.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from sqlalchemy import Connection, insert, select

from whence.ledger import tables
from whence.ledger.tracing.credits import standing_of
from whence.sentences import Sentences

GRAM: Final = 5
WINDOW: Final = 6
LEAST: Final = 10
"""A passage of fewer words is no copy."""
_LONG: Final = 24
"""A passage of as many words is a copy though it is no whole sentence."""
_ALL_BUT: Final = 0.9
COMMON: Final = 60
"""A fingerprint that more reports have is of a phrase that everybody uses."""
MOST_REPORTS: Final = 40
_WORD: Final = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
_LONGEST: Final = 200_000


@dataclass(frozen=True, slots=True)
class Passage:
    """[start, end) of a report that stands at [from_start, from_end) of another."""

    start: int
    end: int
    from_start: int
    from_end: int
    words: int


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text in small letters, with their places."""

    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> Words:
        """The words of a text."""
        found = list(_WORD.finditer(text[:_LONGEST]))
        return cls(
            tuple(m[0].replace("’", "'").casefold() for m in found),
            tuple(m.start() for m in found),
            tuple(m.end() for m in found),
        )


@lru_cache(maxsize=4)
def _printed(text: str) -> tuple[Words, tuple[tuple[int, int], ...]]:
    """The words and fingerprints of a text; they are asked for several times while a report is added."""
    words = Words.of(text)
    return words, tuple(fingerprints(words))


def first_print(text: str) -> int | None:
    """One fingerprint of a text, the same each time; None where it is too short to have any."""
    _, some = _printed(text)
    return some[0][0] if some else None


def fingerprints(words: Words) -> list[tuple[int, int]]:
    """The winnowed hashes of a text, each with the number of the word at which its five words begin."""
    hashes = [_hash(words.words[i : i + GRAM]) for i in range(len(words.words) - GRAM + 1)]
    out: dict[int, int] = {}
    last = -1
    for i in range(max(1, len(hashes) - WINDOW + 1)) if hashes else ():
        window = hashes[i : i + WINDOW]
        # The rightmost of the smallest, so that neighbouring windows agree.
        at = i + len(window) - 1 - window[::-1].index(min(window))
        if at != last:
            out.setdefault(hashes[at], at)
            last = at
    return sorted(out.items())


def passages(words: Words, other: Words, seeds: Iterable[tuple[int, int]]) -> list[Passage]:
    """The passages that two texts share, found from pairs of places at which five words agree."""
    found: dict[int, Passage] = {}
    done: set[tuple[int, int]] = set()
    for a, b in sorted(seeds):
        if (a, b) in done or words.words[a : a + GRAM] != other.words[b : b + GRAM]:
            continue
        first, second = a, b
        while first and second and words.words[first - 1] == other.words[second - 1]:
            first, second = first - 1, second - 1
        stop, until = a + GRAM, b + GRAM
        while (
            stop < len(words.words) and until < len(other.words) and words.words[stop] == other.words[until]
        ):
            stop, until = stop + 1, until + 1
        done.update((first + i, second + i) for i in range(stop - first))
        if stop - first < LEAST:
            continue
        passage = Passage(
            words.starts[first],
            words.ends[stop - 1],
            other.starts[second],
            other.ends[until - 1],
            stop - first,
        )
        known = found.get(passage.start)
        if known is None or known.words < passage.words:
            found[passage.start] = passage
    return _apart(found.values())


def containment(text: str, shared: Iterable[tuple[int, int]]) -> float:
    """How much of the words of a text stand in passages of it, 0 to 1."""
    words = Words.of(text)
    if not words.words:
        return 0.0
    inside = 0
    for start, end in shared:
        inside += sum(1 for at in words.starts if start <= at < end)
    return min(1.0, inside / len(words.words))


def find_copies(connection: Connection, report_id: str, text: str) -> dict[str, list[Passage]]:
    """The passages that a report shares with reports whose fingerprints are in the ledger, by report.

    Looks up the report's own fingerprints and no other row, so that it costs the same in every ledger.
    """
    table = tables.fingerprint
    mine, prints = _printed(text)
    own = dict(prints)
    seeds: dict[str, dict[int, int]] = defaultdict(dict)
    hashes = list(own)
    for i in range(0, len(hashes), 200):
        rows = connection.execute(
            select(table.c.hash, table.c.report_id, table.c.start)
            .where(table.c.hash.in_(hashes[i : i + 200]), table.c.report_id != report_id)
            .limit(COMMON * 200)
        ).all()
        by_hash: dict[int, list[tuple[str, int]]] = defaultdict(list)
        for hash_, other, start in rows:
            by_hash[hash_].append((other, start))
        for hash_, some in by_hash.items():
            if len(some) <= COMMON:
                for other, start in some:
                    seeds[other][start] = own[hash_]
    # Those that share most first; a passage or two in hundreds of reports is a turn of phrase.
    chosen = sorted((r for r in seeds if len(seeds[r]) > 1), key=lambda r: (-len(seeds[r]), r))[:MOST_REPORTS]
    if not chosen:
        return {}
    texts = dict(
        connection.execute(
            select(tables.report.c.id, tables.report.c.text).where(tables.report.c.id.in_(chosen))
        ).all()
    )
    out = {}
    for other in chosen:
        theirs = Words.of(texts[other])
        at = {start: i for i, start in enumerate(theirs.starts)}
        pairs = [(place, at[start]) for start, place in seeds[other].items() if start in at]
        shared = passages(mine, theirs, pairs)
        if shared:
            out[other] = shared
    return out


def store_fingerprints(connection: Connection, report_id: str, text: str) -> None:
    """Put the fingerprints of a report into the index, once."""
    table = tables.fingerprint
    words, prints = _printed(text)
    rows = [
        {
            "hash": hash_,
            "report_id": report_id,
            "start": words.starts[at],
            "end": words.ends[min(at + GRAM, len(words.ends)) - 1],
        }
        for hash_, at in prints
    ]
    if rows:
        connection.execute(insert(table), rows)


def sources_of(
    connection: Connection, report_ids: Sequence[str]
) -> dict[str, dict[str, list[tuple[int, int]]]]:
    """For each report the earlier reports that it has passages from, with the places of these in it.

    A passage that several earlier reports have is of the one that is nearest the origin. What one outlet
    has in its reports again and again is its boilerplate and no copy, unless it is half of the report.
    """
    table, about = tables.copied, tables.report
    rows = connection.execute(
        select(table).where(table.c.report_id.in_(report_ids)).order_by(table.c.report_id, table.c.start)
    ).mappings().all()  # fmt: skip
    if not rows:
        return {}
    ids = {r["report_id"] for r in rows} | {r["from_report_id"] for r in rows}
    known = {
        r.id: r for r in connection.execute(
            select(about.c.id, about.c.n, about.c.outlet, about.c.day, about.c.text)
            .where(about.c.id.in_(ids))
        )
    }  # fmt: skip
    of: dict[str, dict[str, list[tuple[int, int]]]] = defaultdict(lambda: defaultdict(list))
    theirs: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for r in rows:
        of[r["report_id"]][r["from_report_id"]].append((r["start"], r["end"]))
        theirs[r["report_id"], r["from_report_id"]].append((r["from_start"], r["from_end"]))
    out: dict[str, dict[str, list[tuple[int, int]]]] = {}
    for report_id, sources in of.items():
        mine = known[report_id]
        length = max(1, len(mine.text))
        chosen: dict[str, list[tuple[int, int]]] = {}
        ordered = sorted(
            sources,
            key=lambda s: (known[s].day or "9999", standing_of(known[s].text, known[s].outlet), known[s].n),
        )
        for source in ordered:
            spans = sources[source]
            own = mine.outlet is not None and mine.outlet == known[source].outlet
            if not _tells(mine.text, spans, known[source].text, theirs[report_id, source]):
                continue
            if own and sum(b - a for a, b in spans) < length / 2:
                continue
            left = [s for s in spans if not any(_inside(s, t) for some in chosen.values() for t in some)]
            if left:
                chosen[source] = left
        if chosen:
            out[report_id] = chosen
    return out


def _tells(text: str, mine: Sequence[tuple[int, int]], other: str, theirs: Sequence[tuple[int, int]]) -> bool:
    """Whether one of the passages is a whole sentence, or long; a clause kept in a retelling is no copy."""
    if any(len(_WORD.findall(text, start, end)) >= _LONG for start, end in mine):
        return True
    # Passage by passage: where a word in the middle was exchanged, the sentence is told again.
    own, source = Sentences(text), Sentences(other)
    return any(
        whole_sentences(own, [span], _ALL_BUT) or whole_sentences(source, [there], _ALL_BUT)
        for span, there in zip(mine, theirs, strict=True)
    )


def _inside(span: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether most of a passage lies in another."""
    shared = min(span[1], other[1]) - max(span[0], other[0])
    return shared >= 0.8 * (span[1] - span[0])


def whole_sentences(sentences: Sentences, shared: Iterable[tuple[int, int]], least: float = 0.8) -> list[int]:
    """Numbers of the sentences that lie in shared passages, but for a word or two at their edges."""
    out = []
    spans = list(shared)
    for number, one in enumerate(sentences.all):
        inside = sum(max(0, min(one.end, end) - max(one.start, start)) for start, end in spans)
        if inside >= least * (one.end - one.start):
            out.append(number)
    return out


def _apart(found: Iterable[Passage]) -> list[Passage]:
    """Of passages that overlap the longest."""
    out: list[Passage] = []
    for one in sorted(found, key=lambda p: (-p.words, p.start)):
        if all(one.end <= other.start or other.end <= one.start for other in out):
            out.append(one)
    return sorted(out, key=lambda p: p.start)


def _hash(words: Sequence[str]) -> int:
    data = "\x1f".join(words).encode("utf-8", "surrogatepass")
    # 62 bits: a whole number that every store can hold.
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), "big") >> 2
