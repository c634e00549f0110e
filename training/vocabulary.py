"""Makes the word list that repairs of glued words go by.

    python -m training.vocabulary PATH/frequency_dictionary_en_82_765.txt

The input comes with the package symspellpy (MIT): English words of SCOWL with their frequencies in the
Google Books Ngram corpus (CC BY 3.0). Only the order of frequency is kept. American spellings that it
lacks are added by rule ("labour", "labor").
"""

from __future__ import annotations

import gzip
import re
import sys
from pathlib import Path

# Compounds, loans and common slips that the input lacks and that would otherwise be taken apart.
_EXTRA = """
walkthrough playthrough passthrough readthrough runthrough clickthrough strikethrough breakthroughs
hereabout whereabout thereabout kickabout turnabout roundabout layabout stirabout marabout
driveby closeby goodby flyby standby byelection byelections byroad bywater bywork bystreet byplay
willful willfully willfulness betweenness thisness thatness whichever somewhen anywho anyhow andiron
fromage menthe withal withall withholdings withholder whoever theirself theirselves thataway
sandwhich bandwith somwhere withold werebear weretiger whored wouldest shouldest
"""

OUT = Path(__file__).parent.parent / "src" / "whence" / "reports" / "data" / "words.txt.gz"

_WORD = re.compile(r"[a-z]{2,}")
_AMERICAN = ((re.compile(r"(?<=[a-z]{2})our(?=(s|ed|ing|ful|able|less|er|ers|ite|ites|y)?$)"), "or"),)


def main(path: Path) -> None:
    """Writes the words of `path`, the most frequent first, a line each."""
    frequency: dict[str, int] = {}
    for line in path.read_text(encoding="utf-8-sig").splitlines():
        word, times = line.split()
        if _WORD.fullmatch(word):
            frequency[word] = max(int(times), frequency.get(word, 0))
    for word, count in list(frequency.items()):
        for british, american in _AMERICAN:
            frequency.setdefault(british.sub(american, word), count)
    for word in _EXTRA.split():
        frequency.setdefault(word, 0)
    words = sorted(frequency, key=lambda word: (-frequency[word], word))
    OUT.parent.mkdir(parents=True, exist_ok=True)
    # No time in the header, so that the same words give the same file.
    OUT.write_bytes(gzip.compress("\n".join(words).encode("ascii"), compresslevel=9, mtime=0))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
