"""The recipe of the narrow reader: texts without labels, what is kept of the wide one, and what is learnt."""

from __future__ import annotations

import json
import pickle
import sys
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="the extra `train` is not installed")
pytest.importorskip("onnx", reason="the extra `train` is not installed")

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from training import narrow, texts  # noqa: E402
from training.batches import CLS, SEP  # noqa: E402
from training.data import Document, Pieces, finish  # noqa: E402
from training.model import Reader as Module  # noqa: E402
from training.model import reader_of, sizes_of  # noqa: E402
from training.narrow import Both, Windows, lessons, narrowed, packaged, run, weight_of  # noqa: E402
from training.quantised import round_products  # noqa: E402
from training.texts import Texts  # noqa: E402
from training.train import BUDGET  # noqa: E402
from whence.reader.features import FEATURES  # noqa: E402
from whence.reader.labels import XPOS  # noqa: E402
from whence.reader.model import WEIGHTS  # noqa: E402

TEXT = "The harbour office said on Monday that two ferries had collided . Nobody was hurt , it added ."
TAGS = [
    "DT", "NN", "NN", "VBD", "IN", "NNP", "IN", "CD", "NNS", "VBD", "VBN", ".",
    "NN", "VBD", "VBN", ",", "PRP", "VBD", ".",
]  # fmt: skip


def document(times: int = 1) -> Document:
    """Paragraphs that are all alike, each with a content marked in it."""
    words = TEXT.split()
    n = len(words)
    doc = Document("one", words=words * times)
    lengths = np.cumsum([0] + [len(w) + 1 for w in doc.words])
    doc.starts, doc.ends = lengths[:-1].tolist(), (lengths[1:] - 1).tolist()
    doc.paragraphs = [(k * n, (k + 1) * n) for k in range(times)]
    doc.xpos = [XPOS.index(tag) for tag in TAGS] * times
    doc.annotators = [
        {"tags": [0] * len(doc.words), "links": [{"content": [(7, 11)], "source": [], "cue": []}]}
    ]
    finish(doc, Pieces(WEIGHTS / "tokenizer.json"))
    return doc


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `training.data` and `training.texts` leave, of a few paragraphs."""
    folder = tmp_path_factory.mktemp("cache")
    (folder / "polnear-train.pickle").write_bytes(pickle.dumps([document(30)]))
    (folder / "treebank-train.pickle").write_bytes(pickle.dumps([]))
    more = folder / "more.jsonl"
    more.write_text(
        json.dumps({"text": "Oslo sold Accra two ferries.\n\nNobody was told."}) + "\n", encoding="utf-8"
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["texts", "--cache", str(folder), "--data", str(more)])
        texts.main()
    return folder


@pytest.fixture(scope="module")
def teacher() -> Both:
    if not (WEIGHTS / "reader.onnx").is_file():
        pytest.skip("no weights")
    return packaged(WEIGHTS)


def test_contents_are_texts_of_their_own_and_paragraphs_are_kept(cache: Path) -> None:
    known = Texts.load(cache / "texts.npz")
    n = len(TEXT.split())
    # The report, the content in it ("two ferries had collided"), the text of --data.
    first, content, more = np.flatnonzero(known.begins == 2).tolist()
    assert (first, content, more) == (0, 30 * n, 30 * n + 4)
    assert known.types[content : content + 4].tolist() == known.types[7:11].tolist()
    assert np.flatnonzero(known.begins[:content]).tolist() == list(range(0, 30 * n, n))
    assert (known.begins[more:] == 1).sum() == 1
    assert known.classes[0] == -1  # "the" stands for itself
    assert known.classes[1] == known.classes[2] >= 0  # of two nouns each may stand for the other


def test_windows_are_what_the_runtime_reads(cache: Path) -> None:
    known = Texts.load(cache / "texts.npz")
    batch = Windows(known, 3).batch(20)
    ids, feats, words, valid, real = (batch[k].numpy() for k in ("ids", "feats", "words", "valid", "real"))
    assert ids.shape[1] <= BUDGET
    for row in range(20):
        length, n = int(real[row].sum()), int(valid[row].sum())
        assert ids[row, 0] == CLS
        assert ids[row, length - 1] == SEP
        at = words[row, :n]
        assert (np.diff(at) > 0).all()
        assert at[0] == 1
        assert at[-1] < length - 1
        # Marks have a feature of their own; words have none of theirs.
        marks = np.isin(ids[row, :length], (CLS, SEP))
        assert (feats[row, :length][marks] == FEATURES).all()
        assert (feats[row, :length][~marks] < FEATURES).all()


def test_changed_words_are_of_the_same_kind(cache: Path) -> None:
    known = Texts.load(cache / "texts.npz")
    windows = Windows(known, 5)
    pieces = {int(t): known.pieces[known.first[t] : known.first[t + 1]].tolist() for t in set(known.types)}
    tens = known.classes == known.classes[1]
    nouns = {p for t in known.types[tens] for p in pieces[int(t)]}
    seen = set()
    for _ in range(60):
        ids, _, at = windows.one()
        seen.update(int(ids[a]) for a in at)
    assert nouns <= seen
    assert seen <= {p for some in pieces.values() for p in some} | {narrow.MASK}


def test_all_that_is_kept_gives_what_it_gave(cache: Path, teacher: Both) -> None:
    batch = Windows(Texts.load(cache / "texts.npz"), 1).batch(4)
    z = teacher.reader.sizes
    same = narrowed(teacher, batch, z.inner, z.heads)
    with torch.no_grad():
        a, b = run(teacher, batch), run(same, batch)
    assert torch.allclose(a.words, b.words, atol=1e-4)
    assert torch.allclose(a.passing_words, b.passing_words, atol=1e-4)


def test_a_narrower_reader_keeps_what_varies_most(cache: Path, teacher: Both) -> None:
    batch = Windows(Texts.load(cache / "texts.npz"), 1).batch(4)
    z = teacher.reader.sizes
    half = narrowed(teacher, batch, z.inner // 2, z.heads - 2)
    shapes = {k: v.shape for k, v in half.reader.state_dict().items()}
    assert (sizes_of(shapes).inner, sizes_of(shapes).heads) == (z.inner // 2, z.heads - 2)
    real = batch["real"].float()
    with torch.no_grad():
        wide, kept = run(teacher, batch), run(half, batch)
        # The first units by number are as good as any drawn by chance.
        chance = Both(*(m for m in (reader_of(half.reader.state_dict()), half.passing)))
        for old, new in zip(teacher.reader.encoder.layers, chance.reader.encoder.layers, strict=True):
            new.up.weight.data = old.up.weight.data[: z.inner // 2].clone()
            new.up.bias.data = old.up.bias.data[: z.inner // 2].clone()
            new.down.weight.data = old.down.weight.data[:, : z.inner // 2].clone()
        drawn = run(chance.fixed(), batch)
    best, other = (narrow._distance(wide.layers[-1], x.layers[-1], real) for x in (kept, drawn))
    assert best < other


def test_what_the_wide_reader_gives_is_learnt(cache: Path, teacher: Both) -> None:
    batch = Windows(Texts.load(cache / "texts.npz"), 1).batch(4)
    z = teacher.reader.sizes
    student = narrowed(teacher, batch, z.inner // 2, z.heads - 2)
    round_products(student.reader, each=True)
    optimizer = torch.optim.AdamW([q for x in student.layers() for q in x.parameters()], 1e-3)
    totals = []
    for _ in range(12):
        parts = lessons(teacher, student, batch, half=False, share=1)
        total = torch.stack([weight_of(k, z.layers, 0.0) * v for k, v in parts.items()]).sum()
        optimizer.zero_grad()
        total.backward()
        optimizer.step()
        totals.append(float(total.detach()))
    assert totals[-1] < 0.9 * totals[0], totals


def test_a_run_is_packed_and_goes_on(
    cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def go(steps: int) -> list[dict[str, object]]:
        z = packaged(WEIGHTS).reader.sizes
        given = ["--inner", str(z.inner // 2), "--heads", str(z.heads), "--windows", "2", "--every", "2"]
        where = ["--cache", str(cache), "--out", str(tmp_path), "--steps", str(steps)]
        monkeypatch.setattr(sys, "argv", ["narrow", *where, *given])
        narrow.main()
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    lines = go(4)
    assert set(lines[0]["same"]) >= {"spans", "upos", "arcs"}  # type: ignore[call-overload]
    assert lines[-1]["done"] == 4
    for name, module in (("checkpoint.pt", Module), ("passing.pt", None)):
        saved = torch.load(tmp_path / name, weights_only=True)
        assert saved["step"] == 4
        if module is not None:
            reader_of(saved["average"])
    assert go(6)[0] == {"resumed": 4}
