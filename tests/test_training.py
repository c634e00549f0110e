"""The recipe of the reader: weights taken back from a graph, and a run that begins with given ones."""

from __future__ import annotations

import argparse
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
from training.batches import collate, windows  # noqa: E402
from training.data import Document, Pieces, finish  # noqa: E402
from training.model import Reader as Module  # noqa: E402
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


def test_a_restored_reader_gives_what_its_graph_gives(module: Module) -> None:
    import onnxruntime as ort

    batch = collate(list(windows(document(sentences=3), 256, None)))
    feed = {k: batch[k].numpy() for k in ("ids", "feats", "words")}
    feed |= {k: batch[k].numpy().astype(np.float32) for k in ("real", "valid")}
    options = ort.SessionOptions()
    options.log_severity_level = 3
    session = ort.InferenceSession(str(WEIGHTS / "reader.onnx"), options, providers=["CPUExecutionProvider"])
    tags, arcs, *_, dep, head, links = session.run(None, feed)
    with torch.no_grad():
        h = module.states(batch["ids"], batch["feats"], batch["real"], batch["words"])
        heads = (module.spans, module.entities, module.upos, module.xpos, module.sentences)
        mine = torch.cat([one(h) for one in heads], -1).numpy()
        parts = [p.numpy() for p in module.label_parts(h)]
        trees = module.arcs(h).numpy()
        cue = torch.nn.functional.gelu(module.link_cue(h)).numpy()
    # What is left is the noise of activations rounded to eight bits.
    for here, there in ((mine, tags), (parts[0], dep), (parts[1], head), (cue, links[..., : cue.shape[-1]])):
        assert np.corrcoef(here.ravel(), there.ravel())[0, 1] > 0.99
        assert np.abs(here - there).mean() < 0.12 * np.abs(there).mean()
    within = arcs > -5e3  # the graph bars heads in other sentences
    assert np.corrcoef(trees[within], arcs[within])[0, 1] > 0.99


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
    fresh = Module()
    train.begin_with(tmp_path / "checkpoint.pt", fresh)
    assert all(torch.equal(v, state[k]) for k, v in fresh.state_dict().items())


def test_what_is_no_checkpoint_is_refused(tmp_path: Path, module: Module) -> None:
    torch.save({"weights": 1}, tmp_path / "a.pt")
    with pytest.raises(ValueError, match=r"a\.pt: not a checkpoint"):
        train.begin_with(tmp_path / "a.pt", Module())
    torch.save({"average": {"spans.weight": torch.zeros(2, 2)}}, tmp_path / "b.pt")
    with pytest.raises(ValueError, match=r"b\.pt: made for another shape"):
        train.begin_with(tmp_path / "b.pt", Module())


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
