"""Fit whom a pronoun stands for, on the pronouns that stand for a party in annotated texts.

    python -m training.antecedents FILE… --dev FILE… [--out src/whence/exchanges/data/antecedents.json]

A log-linear model over the candidates of each pronoun.
Prints how many pronouns it and the rules read rightly, by kind of pronoun and by how sure it is.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

from benchmarks.exchanges import same_party
from training.choices import Choice, fit, score
from training.party_words import party_words
from whence.exchanges.antecedents import Antecedents, pronoun_class
from whence.reader import Reader

OUT = Path("src/whence/exchanges/data/antecedents.json")


def pronouns(path: Path, reader: Reader) -> Iterator[Choice]:
    """Those that stand for a party in the texts at `path`. Raises DataError."""
    for one in party_words(path, reader, lambda _, token: pronoun_class(token) is not None):
        parties = one.proposals.parties
        chosen = Antecedents(parties, one.proposals.people, {})
        known = chosen.features(one.token, one.others)
        names = {m.side.key: m.side.name for m in chosen.mentions}
        ruled = parties.side(one.token, one.others)
        yield Choice(
            str(pronoun_class(one.token)),
            known,
            frozenset(k for k in known if same_party(names[k], one.party, None)),
            ruled is not None and same_party(ruled.name, one.party, None),
        )


def main() -> None:
    p = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    p.add_argument("paths", metavar="FILE", nargs="+", type=Path)
    p.add_argument("--dev", type=Path, nargs="*", default=[])
    p.add_argument("--penalty", type=float, default=2.0)
    p.add_argument("--out", type=Path, default=OUT)
    a = p.parse_args()
    reader = Reader.load()
    train, dev = ([x for path in paths for x in pronouns(path, reader)] for paths in (a.paths, a.dev))
    weights = fit(train, a.penalty)
    for name, some in (("train", train), ("dev", dev)):
        print(json.dumps({name: score(some, weights)}))
    a.out.write_text(
        json.dumps({"pronouns": len(train), "weights": weights}, indent=1) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
