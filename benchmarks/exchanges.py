"""Exchanges against hand-made truth: who gives what to whom, what comes back, and how far it got.

    python benchmarks/exchanges.py sentences.jsonl reports/ [--weights DIR] [--errors]

Reads files of JSON lines (one text each) and folders of reports with `*.truth.json` beside them, and
prints one JSON object with a row for Whence and one for a naive baseline: a verb's subject gives its
object to its dative. What is counted:

- *triples*: giver, receiver and item, one for each item of each exchange. Parties agree when their
  names do, without articles and case; an item when its category is the same and the words share one
  that is no article or number, or are pronouns. Where the truth marks a party as one that the words
  do not name (its text is null), nobody is as right as the party.
- *returns*: items in return, of exchanges of which a triple was found.
- *standing* and *own voice*: of the exchanges found, how many have the right one.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if __package__ in (None, ""):  # run as a script
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.common import DataError, load_reader, records, run

if TYPE_CHECKING:
    from whence.attributions import Attribution
    from whence.exchanges.categories import Thing
    from whence.exchanges.draft import Told
    from whence.exchanges.side import PartyNames
    from whence.parse import Parse
    from whence.reader import Reader
    from whence.reader.syntax import Doc

Json = dict[str, Any]
_ARTICLES = frozenset({"the", "a", "an"})
_EMPTY = _ARTICLES | {"of", "and", "in", "its", "his", "their", "about", "some"}


@dataclass(slots=True)
class Case:
    """One text and its exchanges, as a careful analyst writes them down."""

    name: str
    text: str
    exchanges: list[Json]
    published: str | None = None


@dataclass(slots=True)
class Tally:
    """Counts over all cases, and a line for everything that is wrong."""

    found: int = 0
    truth: int = 0
    said: int = 0
    returns_found: int = 0
    returns_truth: int = 0
    returns_said: int = 0
    matched: int = 0
    standing: int = 0
    own_voice: int = 0
    errors: list[str] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        """Count another's texts as well."""
        for name in (f.name for f in fields(self)):
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def report(self) -> Json:
        """The scores."""
        triples = _scores(self.found, self.said, self.truth)
        returns = _scores(self.returns_found, self.returns_said, self.returns_truth)
        of = max(1, self.matched)
        return {
            "triples": triples,
            "returns": returns,
            "exchanges_found": self.matched,
            "standing": round(self.standing / of, 3),
            "own_voice": round(self.own_voice / of, 3),
        }


def cases(path: Path) -> Iterator[Case]:
    """The cases in a folder of reports, or in a file of JSON lines. Raises DataError."""
    if path.is_dir():
        for truth_path in sorted(path.glob("*.truth.json")):
            truth = json.loads(truth_path.read_text(encoding="utf-8"))
            text_path = truth_path.with_name(truth_path.name.replace(".truth.json", ".txt"))
            try:
                text = text_path.read_text(encoding="utf-8")
            except OSError as error:
                raise DataError(f"{text_path}: {error.strerror}") from error
            yield Case(text_path.name, text, truth["exchanges"], truth.get("published"))
        return
    for record in records(path, ("id", "text", "exchanges")):
        yield Case(record["id"], record["text"], record["exchanges"])


def name(text: str | None) -> str | None:
    """A party's name without article and case."""
    if text is None:
        return None
    words = [w for w in re.findall(r"[\w’'-]+", text.lower()) if w not in _ARTICLES]
    return " ".join(words)


def same_party(said: str | None, true: str | None, named: str | None) -> bool:
    """Whether the party found is that of the truth; `named` is the truth's text, None where not named."""
    if said is None:
        return true is None or named is None
    return true is not None and (name(said) in (name(true), name(named)) or actor(said) == actor(true))


@cache
def actor(text: str) -> str | None:
    """The id that the packaged actors have for a party's name: "G7" is "Group of Seven"."""
    from whence.actors import packaged_actors

    match = packaged_actors().resolve(text)
    return match.actor.id if match is not None else f"?{name(text)}"


def same_item(said: Json, true: Json) -> bool:
    """Whether both are of one category and have a word in common."""
    if said["category"] != true["category"]:
        return False
    mine, theirs = (
        {w for w in re.findall(r"[\w$€£]+", i["text"].lower()) if w not in _EMPTY} for i in (said, true)
    )
    return bool(mine & theirs)


def count(case: Case, said: list[Json], tally: Tally) -> None:
    """Add one text: `said` has the shape of the truth."""
    triples = [(x, i) for x in case.exchanges for i in x["gives"]]
    free = [(x, i) for x in said for i in x["gives"]]
    tally.truth += len(triples)
    tally.said += len(free)
    pairs: dict[int, Json] = {}
    wrong: list[str] = []
    for x, item in sorted(triples, key=lambda t: t[0]["giver"] is None or t[0]["receiver"] is None):
        hits = [
            (y, j)
            for y, j in free
            if same_item(j, item)
            and same_party(y["giver"], x["giver"], x.get("giver_text"))
            and same_party(y["receiver"], x["receiver"], x.get("receiver_text"))
        ]
        if not hits:
            wrong.append(f"  missed {_line(x, item)}")
            continue
        hit = max(hits, key=lambda h: (h[0]["standing"] == x["standing"], len(h[0]["in_return"])))
        free.remove(hit)
        tally.found += 1
        pairs.setdefault(id(x), hit[0])
    wrong += [f"  extra  {_line(y, j)}" for y, j in free]
    for x in case.exchanges:
        tally.returns_truth += len(x["in_return"])
        y = pairs.get(id(x))
        if y is None:
            continue
        tally.matched += 1
        tally.standing += y["standing"] == x["standing"]
        tally.own_voice += y["own_voice"] == x["own_voice"]
        if y["standing"] != x["standing"]:
            wrong.append(f"  {y['standing']} for {x['standing']}: {_line(x, x['gives'][0])}")
        left = list(y["in_return"])
        for item in x["in_return"]:
            hits2 = [j for j in left if same_item(j, item)]
            if hits2:
                left.remove(hits2[0])
                tally.returns_found += 1
            else:
                wrong.append(f"  no return {item['text']}: {_line(x, x['gives'][0])}")
    tally.returns_said += sum(len(y["in_return"]) for y in said)
    if wrong:
        tally.errors += [f"{case.name}: {case.text if len(case.text) < 400 else ''}", *wrong]


def _line(exchange: Json, item: Json) -> str:
    back = f" for {[i['text'] for i in exchange['in_return']]}" if exchange["in_return"] else ""
    return (
        f"{exchange['giver']} → {exchange['receiver']}: {item['text']} ({item['category']}){back},"
        f" {exchange['standing']}"
    )


def _scores(right: int, said: int, true: int) -> Json:
    precision = right / said if said else 1.0
    recall = right / true if true else 1.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {
        "precision": round(precision, 3),
        "recall": round(recall, 3),
        "f1": round(f1, 3),
        "right": right,
        "said": said,
        "true": true,
    }


def whence(parse: Parse, attributions: tuple[Attribution, ...], actors: PartyNames | None) -> list[Json]:
    """What Whence reads, in the shape of the truth."""
    from whence.exchanges import read_exchanges

    out = []
    for x in read_exchanges(parse, attributions, actors=actors):
        out.append(
            {
                "giver": x.giver.name if x.giver else None,
                "receiver": x.receiver.name if x.receiver else None,
                "gives": [{"text": i.span.text, "category": i.category} for i in x.gives],
                "in_return": [{"text": i.span.text, "category": i.category} for i in x.in_return],
                "standing": x.standing,
                "own_voice": x.attribution is None,
            }
        )
    return out


def spoken(told: Told, doc: Doc) -> Json:
    """What was told on the way to an exchange, in the shape of the truth."""

    def items(things: Iterable[Thing]) -> list[Json]:
        return [{"text": doc[t.start : t.end].text, "category": t.category} for t in things]

    return {
        "giver": told.giver.name if told.giver else None,
        "receiver": told.receiver.name if told.receiver else None,
        "gives": items(told.gives),
        "in_return": items(told.returns),
        "standing": told.standing,
        "own_voice": told.rests is None,
    }


def baseline(parse: Parse, attributions: tuple[Attribution, ...], actors: PartyNames | None) -> list[Json]:
    """A verb's subject gives its object to its dative; categories and parties from the same lists."""
    from whence.actors import packaged_actors
    from whence.exchanges.items import Items
    from whence.exchanges.rules import packaged_exchange_rules

    actors = actors or packaged_actors()
    items = Items(packaged_exchange_rules())

    def party(token: Any) -> str:
        words = parse.doc[token.left_edge.i : token.i + 1].text
        known = actors.get(actors.party(words) or actors.party(token.text) or "")
        return known.name if known is not None else words

    out = []
    for verb in parse.doc:
        if verb.pos_ != "VERB":
            continue
        by = {c.dep_: c for c in reversed(list(verb.children))}
        to = next(
            (c for c in verb.children if c.dep_ == "obl" and any(k.lower_ == "to" for k in c.children)), None
        )
        dative = by.get("iobj", to)
        if "nsubj" not in by or "obj" not in by or dative is None:
            continue
        category, _ = items.category(by["obj"])
        if category is None:
            continue
        words = parse.doc[by["obj"].left_edge.i : by["obj"].i + 1].text
        out.append(
            {
                "giver": party(by["nsubj"]),
                "receiver": party(dative),
                "gives": [{"text": words, "category": category}],
                "in_return": [],
                "standing": "delivered",
                "own_voice": True,
            }
        )
    return out


def measure(path: Path, reader: Reader) -> tuple[dict[str, Tally], int]:
    """Read and count what is at `path`, by Whence and by the baseline; and the number of texts."""
    from whence.attributions import attribute
    from whence.parse import Parse
    from whence.reports.report import Report

    ways: dict[str, Callable[..., list[Json]]] = {"whence": whence, "baseline": baseline}
    tallies = {way: Tally() for way in ways}
    texts = 0
    for case in cases(path):
        texts += 1
        parse = Parse.of(Report(case.text, case.name, published=case.published), reader)
        attributions = attribute(parse, reader)
        for way, reads in ways.items():
            count(case, reads(parse, attributions, None), tallies[way])
    return tallies, texts


def main() -> Json:
    """Read every PATH, count, and say it."""
    arguments = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    arguments.add_argument(
        "paths", metavar="PATH", nargs="+", type=Path, help="JSON lines, or a folder of reports"
    )
    arguments.add_argument(
        "--weights", metavar="DIR", type=Path, help="the reader's weights; packaged ones without"
    )
    arguments.add_argument("--errors", action="store_true", help="say on standard error what is wrong")
    options = arguments.parse_args()
    reader = load_reader(options.weights)
    total = {"whence": Tally(), "baseline": Tally()}
    result: Json = {}
    for path in options.paths:
        tallies, texts = measure(path, reader)
        result[path.name] = {"texts": texts, **{way: tally.report() for way, tally in tallies.items()}}
        for way, tally in tallies.items():
            total[way].add(tally)
        if options.errors:
            print(*tallies["whence"].errors, sep="\n", file=sys.stderr)
    result["all"] = {way: tally.report() for way, tally in total.items()}
    return result


if __name__ == "__main__":
    run(main)
