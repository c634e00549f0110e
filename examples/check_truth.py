"""Checks that hand-made truth agrees with the text it is about.

    python examples/check_truth.py [DIRECTORY] [--cases FILE.jsonl]

Reads every `*.truth.json` of a directory (this one, unless another is named) beside its report, and a
file of single cases if one is given. Prints each problem with its file and row; exits 1 if there is one.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final, get_args

from whence.attributions.attribution import AuthorityType, Form, Polarity, Standing

Row = dict[str, Any]

_SHAPE: Final = {
    "content", "source", "cue", "occurrence", "authority", "with", "types", "anonymous",
    "form", "polarity", "standing", "parent", "said",
}  # fmt: skip
_CHOICES: Final = {
    "form": get_args(Form),
    "polarity": get_args(Polarity),
    "standing": get_args(Standing),
}
_EDTF: Final = re.compile(r"(\d{4}|XXXX)(-\d\d(-\d\d)?)?")
_ARTICLE: Final = re.compile(r"^(the|a|an)\s+", re.IGNORECASE)
_QUOTE: Final = re.compile(r"[\"“”]|(?<!\w)‘")
_BLOCKS: Final = frozenset({"p", "h1", "h2", "h3", "li", "blockquote"})


class _ArticleText(HTMLParser):
    """The text inside a page's <article>, a blank line after each block."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = self._inside or tag == "article"

    def handle_endtag(self, tag: str) -> None:
        if tag == "article":
            self._inside = False
        elif self._inside and tag in _BLOCKS:
            self.pieces.append("\n\n")

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.pieces.append(data)


def report_text(path: Path) -> str:
    """What a report says: the file itself, or the article of a saved page without its markup."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".html":
        return text
    parser = _ArticleText()
    parser.feed(text)
    return re.sub(r"\n{2}\s*", "\n\n", "".join(parser.pieces)).strip()


def occurrences(text: str, words: str) -> int:
    """How often `words` stand in `text`, overlapping ones included."""
    return len(re.findall(f"(?={re.escape(words)})", text))


def row_problems(rows: list[Row], number: int, text: str, everything: str) -> Iterator[str]:
    """What is wrong with one attribution of `rows`. `everything` is where an authority's name may stand."""
    row = rows[number]
    missing, strange = _SHAPE - row.keys(), row.keys() - _SHAPE - {"at"}
    if missing or strange:
        yield f"fields missing {sorted(missing)}, not known {sorted(strange)}"
        return
    content: list[str] = row["content"]
    if not content:
        yield "no content"
        return
    for words in [*content, row["cue"], *([row["source"]] if row["source"] is not None else [])]:
        if not words or words != words.strip() or words not in text:
            yield f"not in the text: {words!r}"
    times = occurrences(text, content[0])
    if not 1 <= row["occurrence"] <= times:
        yield f"occurrence {row['occurrence']} of {content[0]!r}, which stands there {times} times"
    for field, allowed in _CHOICES.items():
        if row[field] not in allowed:
            yield f"{field} is {row[field]!r}, and not one of {', '.join(allowed)}"
    yield from _form_problems(row)
    yield from _authority_problems(row, everything)
    yield from _parent_problems(rows, number)
    yield from _said_problems(row["said"], text)
    yield from _span_problems(row, text)


def _form_problems(row: Row) -> Iterator[str]:
    quoted = any(_QUOTE.search(words) for words in row["content"])
    if quoted == (row["form"] == "indirect"):
        yield f"form {row['form']}, but the content has {'' if quoted else 'no '}quotation marks"
    if row["form"] == "direct" and not all(_QUOTE.match(words) for words in row["content"]):
        yield "form direct, but a fragment does not open with a quotation mark"


def _authority_problems(row: Row, everything: str) -> Iterator[str]:
    names: list[str] = row["authority"]
    if not len(names) == len(row["types"]) == len(row["anonymous"]):
        yield f"{len(names)} authorities, {len(row['types'])} types, {len(row['anonymous'])} for anonymous"
    if row["source"] is not None and not names:
        yield "a source and no authority"
    if row["with"] and not names:
        yield "others say it jointly, but nobody says it"
    for kind in row["types"]:
        if kind not in get_args(AuthorityType):
            yield f"type {kind!r} is not one of {', '.join(get_args(AuthorityType))}"
    if any(flag not in (True, False) for flag in row["anonymous"]):
        yield "anonymous holds something else than true and false"
    for name in [*names, *row["with"]]:
        if _ARTICLE.sub("", name).lower() not in everything.lower():
            yield f"authority not named in the report: {name!r}"


def _parent_problems(rows: list[Row], number: int) -> Iterator[str]:
    row, parent = rows[number], rows[number]["parent"]
    if parent is None:
        return
    if not 0 <= parent < number:
        yield f"parent {parent} is no earlier row"
        return
    outer = rows[parent]
    if outer["authority"] != row["authority"][: len(outer["authority"])]:
        yield f"its authority chain does not begin with that of its parent, {outer['authority']}"
    if not any(row["cue"] in words for words in outer["content"]):
        yield f"its cue does not stand in the content of its parent: {row['cue']!r}"
    if "at" in row and "at" in outer:
        held = outer["at"]["content"]
        for start, end in [row["at"]["cue"], *row["at"]["content"]]:
            if not any(low <= start and end <= high for low, high in held):
                yield f"[{start}, {end}) stands outside the content of its parent"


def _said_problems(said: Row | None, text: str) -> Iterator[str]:
    if said is None:
        return
    if said.keys() != {"text", "edtf"}:
        yield f"said has fields {sorted(said)}"
    elif said["text"] not in text:
        yield f"said: not in the text: {said['text']!r}"
    elif said["edtf"] is not None and not _EDTF.fullmatch(said["edtf"]):
        yield f"said: {said['edtf']!r} is no date"


def _span_problems(row: Row, text: str) -> Iterator[str]:
    """Whether the positions that a row gives, in a text that is read as it stands, hold its words."""
    at: Row | None = row.get("at")
    if at is None:
        return
    if (at["source"] is None) != (row["source"] is None):
        yield "a source without a position, or a position without a source"
    pairs = [(at["cue"], row["cue"]), *zip(at["content"], row["content"], strict=False)]
    if at["source"] is not None:
        pairs.append((at["source"], row["source"]))
    for (start, end), words in pairs:
        if text[start:end] != words:
            yield f"[{start}, {end}) holds {text[start:end]!r}, and not {words!r}"
    if len(at["content"]) != len(row["content"]):
        yield f"{len(row['content'])} fragments and {len(at['content'])} positions"
        return
    first = at["content"][0][0]
    if occurrences(text[: first + len(row["content"][0])], row["content"][0]) != row["occurrence"]:
        yield f"occurrence {row['occurrence']} is not the one at {first}"


def own_voice_problems(passages: list[str], rows: list[Row], text: str) -> Iterator[str]:
    """Whether what rests on nobody's word stands in the text once, and in nobody's content."""
    for passage in passages:
        if occurrences(text, passage) != 1:
            yield f"own voice stands there {occurrences(text, passage)} times: {passage!r}"
            continue
        start = text.index(passage)
        for row in rows:
            for low, high in row.get("at", {}).get("content", []):
                if low < start + len(passage) and start < high:
                    yield f"own voice overlaps a content: {passage!r}"


def check_report(path: Path) -> Iterator[str]:
    """The problems of one truth file, each with its row."""
    truth = json.loads(path.read_text(encoding="utf-8"))
    if truth.keys() != {"report", "attributions", "own_voice"}:
        yield f"has the parts {sorted(truth)}"
        return
    place = path.with_name(truth["report"]["file"])
    if not place.is_file():
        yield f"its report is missing: {place.name}"
        return
    text, rows = report_text(place), truth["attributions"]
    # an author's name may stand in a page's head only
    everything = place.read_text(encoding="utf-8")
    for number in range(len(rows)):
        for problem in row_problems(rows, number, text, f"{text}\n{everything}"):
            yield f"row {number}: {problem}"
    yield from own_voice_problems(truth["own_voice"], rows, text)


def check_cases(path: Path) -> Iterator[str]:
    """The problems of a file of single cases, one JSON object a line."""
    seen: set[str] = set()
    for line in path.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        name = str(case.get("id"))
        if case.keys() != {"id", "text", "attributions", "why"}:
            yield f"{name}: has the parts {sorted(case)}"
            continue
        if name in seen:
            yield f"{name}: stands there twice"
        seen.add(name)
        for number in range(len(case["attributions"])):
            for problem in row_problems(case["attributions"], number, case["text"], case["text"]):
                yield f"{name}, row {number}: {problem}"


def main() -> int:
    """Check what the command line names; 1 where something is wrong."""
    parser = argparse.ArgumentParser(description="Check hand-made truth against its reports.")
    parser.add_argument(
        "directory", nargs="?", type=Path, default=Path(__file__).parent, help="where the truth files are"
    )
    parser.add_argument("--cases", type=Path, help="a file of single cases, one JSON object a line")
    options = parser.parse_args()
    files = sorted(options.directory.glob("*.truth.json"))
    if not files:
        sys.stderr.write(f"{options.directory}: no *.truth.json; name the directory that holds them\n")
        return 1
    problems = [f"{path}: {problem}" for path in files for problem in check_report(path)]
    if options.cases is not None:
        problems += [f"{options.cases}: {problem}" for problem in check_cases(options.cases)]
    sys.stdout.writelines(f"{problem}\n" for problem in problems)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
