"""The recipe of the reader: weights taken back from a graph, and a run that begins with given ones."""

from __future__ import annotations

import argparse
import gzip
import json
import random
import shutil
import sys
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="the extra `train` is not installed")
onnx = pytest.importorskip("onnx", reason="the extra `train` is not installed")

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from training import restore, train  # noqa: E402
from training.average import average  # noqa: E402
from training.batches import batches, collate, pieces_in, windows  # noqa: E402
from training.data import IGNORE, Document, Pieces, finish, polnear, read_silver, within  # noqa: E402
from training.model import Reader as Module  # noqa: E402
from training.quantised import RoundedLinear, round_products, rows_in_eight_bits  # noqa: E402
from whence.reader.model import WEIGHTS  # noqa: E402

TEXT = "The harbour office said on Monday that two ferries had collided . Nobody was hurt , it added ."


@pytest.fixture(scope="module")
def module() -> Module:
    """The packaged reader as a torch module."""
    if not (WEIGHTS / "reader.onnx").is_file():
        pytest.skip("no weights")
    return restore.restored(WEIGHTS).eval()


def document(genre: str = "news", sentences: int = 1) -> Document:
    """A treebank's document of short sentences, a paragraph."""
    words = TEXT.split() * sentences
    doc = Document("one", genre=genre, words=words)
    doc.starts = list(np.cumsum([0] + [len(w) + 1 for w in words[:-1]]))
    doc.ends = [s + len(w) for s, w in zip(doc.starts, words, strict=True)]
    doc.paragraphs = [(0, len(words))]
    doc.sentence_starts = [int(i == 0 or words[i - 1] == ".") for i in range(len(words))]
    doc.heads, doc.rels = list(range(len(words))), [0] * len(words)
    finish(doc, Pieces(WEIGHTS / "tokenizer.json"))
    return doc


def of_graph(batch: dict[str, torch.Tensor]) -> list[np.ndarray]:
    """What the packaged graph gives for a batch."""
    import onnxruntime as ort

    feed = {k: batch[k].numpy() for k in ("ids", "feats", "words")} | {"whole": np.array(True)}
    options = ort.SessionOptions()
    options.log_severity_level = 3
    session = ort.InferenceSession(str(WEIGHTS / "reader.onnx"), options, providers=["CPUExecutionProvider"])
    return list(session.run(None, feed))


def tags_of(module: Module, batch: dict[str, torch.Tensor]) -> np.ndarray:
    """Tag scores of all heads, as the graph orders them."""
    with torch.no_grad():
        h = module.states(batch["ids"], batch["feats"], batch["real"], batch["words"])
        heads = (module.spans, module.entities, module.upos, module.xpos, module.sentences)
        return np.asarray(torch.cat([one(h) for one in heads], -1))


def test_a_restored_reader_gives_what_its_graph_gives(module: Module) -> None:
    batch = collate(list(windows(document(sentences=3), 256, None)))
    tags, arcs, _, _, dep, head, links = of_graph(batch)[:7]
    mine = tags_of(module, batch)
    with torch.no_grad():
        h = module.states(batch["ids"], batch["feats"], batch["real"], batch["words"])
        parts = [p.numpy() for p in module.label_parts(h)]
        trees = module.arcs(h).numpy()
        cue = torch.nn.functional.gelu(module.link_cue(h)).numpy()
    # What is left is the noise of activations rounded to eight bits.
    for here, there in ((mine, tags), (parts[0], dep), (parts[1], head), (cue, links[..., : cue.shape[-1]])):
        assert np.corrcoef(here.ravel(), there.ravel())[0, 1] > 0.99
        assert np.abs(here - there).mean() < 0.12 * np.abs(there).mean()
    within = arcs > -5e3  # the graph bars heads in other sentences
    assert np.corrcoef(trees[within], arcs[within])[0, 1] > 0.99


def test_rounding_in_training_is_the_rounding_of_the_graph(module: Module) -> None:
    batch = collate(list(windows(document(sentences=3), 256, None)))
    tags = of_graph(batch)[0]
    plain = tags_of(module, batch)
    assert round_products(module) == 4 * module.sizes.layers
    try:
        rounded = tags_of(module, batch)
    finally:
        round_products(module, False)
    here, there = (rounded - plain).ravel(), (tags - plain).ravel()
    # As much noise, and much the same: what is rounded up or down at a border is chance in six layers.
    assert 0.7 < np.abs(here).mean() / np.abs(there).mean() < 1.4
    assert np.corrcoef(here, there)[0, 1] > 0.3


def test_rounding_lets_gradients_through() -> None:
    layer = RoundedLinear(8, 4)
    round_products(layer)
    given = torch.randn(3, 8, requires_grad=True)
    layer(given).sum().backward()
    assert given.grad is not None
    assert layer.weight.grad is not None
    assert torch.allclose(layer.weight.grad, given.detach().sum(0).expand(4, 8), atol=0.1)


def test_runs_are_averaged_by_their_shares() -> None:
    a, b = (
        {"w": torch.tensor([1.0, 2.0]), "n": torch.tensor(3)},
        {"w": torch.tensor([5.0, 2.0]), "n": torch.tensor(9)},
    )
    mixed = average([(a, 3.0), (b, 1.0)])
    assert mixed["w"].tolist() == [2.0, 2.0]
    assert int(mixed["n"]) == 3
    with pytest.raises(ValueError, match="different shapes"):
        average([(a, 1.0), ({"w": torch.zeros(3), "n": torch.tensor(1)}, 1.0)])


def test_rows_of_a_table_have_their_own_scale() -> None:
    table = torch.tensor([[0.01, -0.02, 0.005], [100.0, 3.0, -50.0], [0.0, 0.0, 0.0]])
    values, scales = rows_in_eight_bits(table)
    assert values.dtype == torch.int8
    assert torch.all((values * scales - table).abs() <= scales / 2 + 1e-9)


def test_bars_of_decoding_do_not_become_weights(module: Module) -> None:
    with np.load(WEIGHTS / "decode.npz") as decode:
        moves, start = decode["transitions"], decode["start"]
    crf = module.crf
    assert float(crf.trans.detach().abs().max()) < 100
    assert np.array_equal((crf.trans + crf.illegal).detach().numpy() > -5e3, moves > -5e3)
    assert np.allclose(crf.trans.detach().numpy()[moves > -5e3], moves[moves > -5e3])
    assert np.allclose((crf.start + crf.not_first).detach().numpy(), start, atol=0.01)


def test_quantised_columns_have_their_own_scale() -> None:
    arrays = {
        "w_quantized": np.array([[2, 4], [-6, 8]], np.int8),
        "w_zero_point": np.array([0, 4], np.int8),
        "w_scale": np.array([0.5, 10.0], np.float32),
    }
    assert restore.unquantised(arrays, "w").tolist() == [[1.0, 0.0], [-3.0, 40.0]]


def test_a_graph_without_a_weight_is_refused(tmp_path: Path, module: Module) -> None:
    model = onnx.load(str(WEIGHTS / "reader.onnx"))
    kept = [i for i in model.graph.initializer if i.name != "r.encoder.norm.bias"]
    del model.graph.initializer[:]
    model.graph.initializer.extend(kept)
    onnx.save(model, str(tmp_path / "reader.onnx"))
    shutil.copy(WEIGHTS / "decode.npz", tmp_path / "decode.npz")
    with pytest.raises(ValueError, match=r"encoder\.norm\.bias is not there"):
        restore.restored(tmp_path)


def test_a_run_begins_with_the_average_of_another(tmp_path: Path, module: Module) -> None:
    state = module.state_dict()
    other = {k: v + 1 for k, v in state.items()}
    torch.save({"model": other, "average": state, "step": 1}, tmp_path / "checkpoint.pt")
    fresh = train.begun_with(tmp_path / "checkpoint.pt")
    assert fresh.sizes == module.sizes
    assert all(torch.equal(v, state[k]) for k, v in fresh.state_dict().items())


def test_what_is_no_checkpoint_is_refused(tmp_path: Path, module: Module) -> None:
    torch.save({"weights": 1}, tmp_path / "a.pt")
    with pytest.raises(ValueError, match=r"a\.pt: not a checkpoint"):
        train.begun_with(tmp_path / "a.pt")
    torch.save({"average": {"spans.weight": torch.zeros(2, 2)}}, tmp_path / "b.pt")
    with pytest.raises(ValueError, match=r"b\.pt: made for another shape"):
        train.begun_with(tmp_path / "b.pt")


def test_batches_hold_windows_of_like_length_within_their_budget() -> None:
    docs = [document(sentences=n) for n in (1, 2, 4, 8)]
    rng = random.Random(3)
    feed = batches(train.stream(docs, rng), 120, rng)
    for group in (next(feed) for _ in range(40)):
        longest = max(pieces_in(w.doc, w.a, w.b) for w in group)
        assert len(group) == 1 or len(group) * (longest + 2) <= 120


def test_spans_end_where_paragraphs_do() -> None:
    assert within([(0, 5), (5, 9), (9, 12)], 3, 10) == [(3, 5), (5, 9), (9, 10)]
    assert within([(0, 5), (5, 9)], 1, 4) == [(1, 4)]
    assert within([(0, 5)], 5, 5) == []


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(exist_ok=True)
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.write(text)
    return path


def test_silver_trees_come_over_our_words(tmp_path: Path) -> None:
    text = "Ferries sank.\nCrews swam, he said."
    note = {"source": [[27, 29]], "cue": [[30, 34]], "content": [[8, 25]]}
    record = {"id": "r", "text": text, "annotations": {"one": [note]}}
    path = write(tmp_path / "train.jsonl.gz", json.dumps(record) + "\n")
    rows = [
        "# newdoc id = r", "# sent_id = 1", "1 Ferries ferry _ NNS _ 2 nsubj _ Range=0:7",
        "2 sank sink _ VBD _ 0 root _ Range=8:12", "3 . . _ . _ 2 punct _ Range=12:13", "",
        "# sent_id = 2", "1 Crews crew _ NNS _ 2 nsubj _ Range=14:19",
        "2 swam swim _ VBD _ 5 ccomp _ Range=20:24", "3 , , _ , _ 5 punct _ Range=24:25",
        "4 he he _ PRP _ 5 nsubj _ Range=26:28", "5 said say _ VBD _ 0 root _ Range=29:33",
    ]  # fmt: skip
    silver = write(
        tmp_path / "silver" / "train.conllu.gz",
        "\n".join(r.replace(" ", "\t") if r[:1].isdigit() else r for r in rows),
    )
    assert [(t.head, t.sentence) for t in read_silver(silver)["r"]] == [
        (1, 0), (1, 0), (1, 0), (4, 1), (7, 1), (7, 1), (7, 1), (7, 1),
    ]  # fmt: skip

    from whence.reader.words import make_tokenizer

    (doc,) = polnear(path, silver, Pieces(WEIGHTS / "tokenizer.json"), make_tokenizer())
    assert doc.words == ["Ferries", "sank", ".", "Crews", "swam", ",", "he", "said", "."]
    # Punctuation hangs elsewhere in the other scheme, and the last full stop was not read at all.
    assert doc.silver_heads == [1, 1, IGNORE, 4, 7, IGNORE, 7, 7, IGNORE]
    # The content ran over a paragraph's end: two spans, and a link to each.
    assert [len(link["content"]) for link in doc.annotators[0]["links"]] == [2]


def test_shares_of_genres_hold_over_a_round() -> None:
    docs = [document("news", 10), document("ewt", 10), document("vlog", 10)]
    stream = train.stream(docs, random.Random(1), {"news": 2.0, "ewt": 0.0})
    seen = [w.doc.genre for w, _ in zip(stream, range(60), strict=False)]
    assert "ewt" not in seen
    assert 1.5 < seen.count("news") / seen.count("vlog") < 2.6


def test_a_share_is_a_genre_and_a_number() -> None:
    assert train.share("ewt=0.25") == ("ewt", 0.25)
    for bad in ("ewt", "ewt=", "=1", "ewt=-1", "ewt=x"):
        with pytest.raises(argparse.ArgumentTypeError):
            train.share(bad)
