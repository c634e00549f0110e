"""How fast Whence reads, and how much it needs, on one core.

    python benchmarks/speed.py [PATH…] [--synthetic] [--weights DIR] [--limit N] [--repeats N]
                               [--checkpoint FILE] [--long-words N] [--quick]

PATH is a text file or a file of reports as JSON lines (`text` in each); reports of 500 to 1,500 words
are read. Without PATH, or with --synthetic, reports are made by repeating the examples. Everything
runs on one thread; what is compared is run in turn, several times over, and medians are taken, so
that a busy machine slows all alike. Speeds are by processor time (a second *and core*); the time on
the clock stands beside them. Prints one JSON object.
"""

from __future__ import annotations

import gc
import json
import statistics
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if __package__ in (None, ""):  # run as a script
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.common import Json, load_reader, parser, positive, run
from benchmarks.machine import Product, Timing, one_thread, processor, products, timed
from benchmarks.processes import memory, start_up
from benchmarks.texts import long_text, reports

if TYPE_CHECKING:
    from whence.reader import Reader

COUNTED: Final = {
    "words": "as white space parts them; tokens: as the reader cuts them, which are more",
    "text_to_json": "decoding, repairs, reading, attributions and JSON as text, from a text in memory, in a "
    "process that has done what a worker does before its first report",
    "reader": "from text to a spaCy Doc with spans, links, tags, trees and entities",
    "network": "the exported graph and what feeds it, from words to scores",
    "graph": "the exported graph alone, on the windows of some of the reports; the peers read the same",
    "text_to_json_first_time": "the first pass over the reports, when their words have not been seen before",
    "ratios.model_over_fp32_torch": "graph against the same weights in torch in fp32, by processor time",
    "ratios.model_over_bert_base": "graph against a tagger of BERT-base's size in fp32 torch, the same way",
    "ratios.share_of_int8_peak": "operations a second of the graph's int8 products, over all of its "
    "time, against the best that the runtime reaches on large products of the same kind",
    "memory": "most memory held so far, MB (10^6 bytes), by a process that loads the reader, reads a report, "
    "then a long one",
    "start_up": "seconds, median over new processes, files in the system's cache",
}


class Recorder:
    """Stands in for the runtime's session and keeps what it was given."""

    def __init__(self, session: Any) -> None:
        self.session = session
        self.feeds: list[dict[str, Any]] = []

    def run(self, names: Any, feed: dict[str, Any]) -> Any:
        """Run the session, keeping `feed`."""
        self.feeds.append(feed)
        return self.session.run(names, feed)


def windows(reader: Reader, texts: Sequence[str]) -> list[dict[str, Any]]:
    """The batches of windows that reading some texts gives the runtime."""
    network = reader.network
    recorder = Recorder(network.session)
    network.session = recorder
    try:
        for text in texts:
            reader(text)
    finally:
        network.session = recorder.session
    return recorder.feeds


Work = Callable[[], object]


def works(reader: Reader, texts: Sequence[str]) -> dict[str, Work]:
    """What is timed over all reports: text to JSON, the reader, and the network."""
    from whence.api import read_text
    from whence.contract import to_json
    from whence.reader.reader import layout

    laid = [layout(reader.tokenize(text))[1:] for text in texts]

    def to_text() -> None:
        for text in texts:
            json.dumps(to_json(read_text(text, reader=reader)), ensure_ascii=False)

    def read() -> None:
        for text in texts:
            reader(text)

    def score() -> None:
        for words, glued, paragraphs in laid:
            reader.network(words, glued, paragraphs)

    return {"text_to_json": to_text, "reader": read, "network": score}


def peers(
    reader: Reader, weights: Path, texts: Sequence[str], checkpoint: Path | None, quick: bool
) -> tuple[dict[str, Work], Json]:
    """The graph and its peers on the same windows, and what there is to say of them.

    Without torch the graph alone, and the reason.
    """
    feeds = windows(reader, texts)
    if quick:
        feeds = feeds[:1]
    session = reader.network.session

    def graph() -> list[Any]:
        return [session.run(None, feed)[0] for feed in feeds]

    about: Json = {
        "windows": sum(len(feed["ids"]) for feed in feeds),
        "subwords": sum(feed["ids"].size for feed in feeds),
        "words_in_them": sum(feed["words"].size for feed in feeds),
    }
    out: dict[str, Work] = {"graph": graph}
    try:
        from benchmarks import speed_peers
    except ImportError as error:
        return out, {**about, "not_run": f"{error.name} is not installed: pip install 'whence[train]'"}
    same, origin = speed_peers.same_weights(weights / "reader.onnx", checkpoint)
    tagger = speed_peers.Tagger().eval()
    out["fp32_torch"] = speed_peers.runner(same, feeds)
    out["bert_base"] = speed_peers.runner(tagger, feeds)
    about["operations"] = speed_peers.operations(weights / "reader.onnx", feeds)
    about["fp32_torch"] = {
        "weights": origin,
        "millions_of_parameters": speed_peers.millions(same),
        "same_best_span_tag": round(
            speed_peers.agreement(graph(), speed_peers.runner(same, feeds)(), feeds), 4
        ),
    }
    about["bert_base"] = {
        "weights": "random, which has no bearing on speed",
        "millions_of_parameters": speed_peers.millions(tagger),
    }
    return out, about


def interleaved(
    jobs: dict[str, Work], peaks: dict[str, Product], repeats: int
) -> tuple[dict[str, list[Timing]], dict[str, list[float]]]:
    """Everything once in turn, and over again: timings of the work, operations a second of the peaks."""
    times: dict[str, list[Timing]] = {name: [] for name in jobs}
    tops: dict[str, list[float]] = {name: [] for name in peaks}
    for i in range(repeats):
        for name, work in jobs.items():
            times[name].append(timed(work))
        for name, peak in peaks.items():
            tops[name].append(peak())
        print(f"speed: pass {i + 1} of {repeats}", file=sys.stderr)
    return times, tops


def cpu(timings: Sequence[Timing]) -> float:
    """The median of processor time, in seconds."""
    return max(1e-9, statistics.median(t.cpu for t in timings))


def wall(timings: Sequence[Timing]) -> float:
    """The median of time on the clock, in seconds."""
    return max(1e-9, statistics.median(t.wall for t in timings))


def ratio(a: Sequence[Timing], b: Sequence[Timing]) -> float:
    """How many times the processor time of `b` is that of `a`: the median over passes."""
    return round(statistics.median(y.cpu / max(x.cpu, 1e-9) for x, y in zip(a, b, strict=True)), 2)


def settled() -> None:
    """What a worker of `read_many` does before its first report: see `whence.workers`."""
    gc.collect()
    gc.freeze()


def speeds(reader: Reader, args: Any) -> Json:
    """Speeds and their ratios."""
    weights = args.weights or _packaged()
    texts = reports([] if args.synthetic else args.paths, args.limit or 24)
    words = sum(len(text.split()) for text in texts)
    tokens = sum(1 for text in texts for t in reader.tokenize(text) if not t.is_space)
    jobs = works(reader, texts)
    reader(long_text(60))  # the first text of a process also builds what is built once
    settled()
    first = timed(jobs["text_to_json"])
    sample: list[str] = []
    while len(sample) < len(texts) and sum(len(t.split()) for t in sample) < args.peer_words:
        sample.append(texts[len(sample)])
    compared, about = peers(reader, weights, sample, args.checkpoint, args.quick)
    try:
        peaks = products(small=args.quick)
    except ImportError as error:
        peaks = {}
        about["no_peak"] = f"{error.name} is not installed: pip install 'whence[train]'"
    times, tops = interleaved({**jobs, **compared}, peaks, args.repeats)
    peak = {name: statistics.median(values) for name, values in tops.items()}
    reached = about["operations"] / cpu(times["graph"]) if "operations" in about else None
    against = {
        f"model_over_{name}": ratio(times["graph"], times[name]) if name in times else None
        for name in ("fp32_torch", "bert_base")
    }
    share = round(reached / peak["int8"], 3) if reached and "int8" in peak else None
    return {
        "texts": "made from the examples" if args.synthetic or not args.paths else "as given",
        "reports": len(texts),
        "words": words,
        "tokens": tokens,
        "speed": {
            **{name: _speed(words, tokens, cpu(times[name]), wall(times[name])) for name in jobs},
            "text_to_json_first_time": _speed(words, tokens, max(1e-9, first.cpu), max(1e-9, first.wall)),
        },
        "ratios": {**against, "share_of_int8_peak": share},
        "windows": {
            **about,
            **{
                f"{name}_seconds": {"cpu": round(cpu(times[name]), 4), "clock": round(wall(times[name]), 4)}
                for name in compared
            },
            "graph_subwords_per_second_and_core": round(about["subwords"] / cpu(times["graph"])),
        },
        "gigaoperations_per_second": {
            **{f"peak_{name}": round(value / 1e9, 1) for name, value in peak.items()},
            "graph_int8": round(reached / 1e9, 1) if reached else None,
        },
        "passes": args.repeats,
    }


def _speed(words: int, tokens: int, cpu_seconds: float, wall_seconds: float) -> Json:
    return {
        "words_per_second_and_core": round(words / cpu_seconds),
        "tokens_per_second_and_core": round(tokens / cpu_seconds),
        "words_per_second_on_the_clock": round(words / wall_seconds),
    }


def _packaged() -> Path:
    from whence.reader.model import WEIGHTS

    return WEIGHTS


def _versions() -> Json:
    from importlib.metadata import PackageNotFoundError, version

    out = {"python": sys.version.split()[0]}
    for name in ("onnxruntime", "spacy", "numpy", "torch"):
        try:
            out[name] = version(name)
        except PackageNotFoundError:
            continue
    return out


def main() -> Json:
    """Measure as the arguments say."""
    arguments = parser(__doc__)
    arguments.add_argument(
        "paths", metavar="PATH", type=Path, nargs="*", help="texts, or reports as JSON lines"
    )
    arguments.add_argument("--synthetic", action="store_true", help="reports made from the examples")
    arguments.add_argument(
        "--checkpoint", metavar="FILE", type=Path, help="of training, for the weights in torch"
    )
    arguments.add_argument("--repeats", metavar="N", type=positive, default=5, help="passes; 5 without")
    arguments.add_argument("--long-words", metavar="N", type=positive, default=100_000)
    arguments.add_argument(
        "--peer-words",
        metavar="N",
        type=positive,
        default=3000,
        help="words that graph and peers are compared on",
    )
    arguments.add_argument(
        "--quick", action="store_true", help="only to see that it works: one batch, one pass, small products"
    )
    args = arguments.parse_args()
    one_thread()
    if args.quick:
        args.repeats, args.long_words, args.limit = 1, min(args.long_words, 3000), min(args.limit or 2, 2)
    # Before anything large is loaded here, so that new processes start from a small one.
    begun = start_up(args.repeats)
    held = memory(args.weights, args.long_words)
    reader = load_reader(args.weights)
    return {
        "benchmark": "speed",
        "reader": reader.name,
        "processor": processor(),
        "versions": _versions(),
        "threads": 1,
        **speeds(reader, args),
        "start_up": begun,
        "memory": held,
        "counted": COUNTED,
    }


if __name__ == "__main__":
    run(main)
