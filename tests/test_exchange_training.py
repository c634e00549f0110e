"""The recipe of the head for exchanges: texts to windows, one step of training, the graft."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="the extra `train` is not installed")
onnx = pytest.importorskip("onnx", reason="the extra `train` is not installed")

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from training.antecedents import pronouns  # noqa: E402
from training.exchange_export import without  # noqa: E402
from training.exchange_model import PAIRS, Passing, placed, verb_above  # noqa: E402
from training.exchange_texts import FOR, GIVER, RECEIVER, Sample, fill, samples  # noqa: E402
from training.exchanges import loss, measure  # noqa: E402
from training.referents import nouns  # noqa: E402
from training.restore import restored  # noqa: E402
from training.switch import flat, switched  # noqa: E402
from whence.reader import Reader  # noqa: E402
from whence.reader.labels import DEPRELS, UPOS  # noqa: E402
from whence.reader.model import WEIGHTS  # noqa: E402
from whence.reader.passing import GIVEN, OUTPUTS, RETURNED, STANDINGS  # noqa: E402

TEXT = "Oslo has sold Accra two ferries for nine million dollars. The ferries are old, and Oslo is glad."
EXCHANGE = {
    "giver": "Norway", "giver_text": "Oslo", "receiver": "Ghana", "receiver_text": "Accra",
    "gives": [{"text": "two ferries", "category": "ships"}],
    "in_return": [{"text": "nine million dollars", "category": "money"}],
    "standing": "delivered", "own_voice": True,
}  # fmt: skip


@pytest.fixture(scope="module")
def sample(reader: Reader, tmp_path_factory: pytest.TempPathFactory) -> Sample:
    path = tmp_path_factory.mktemp("texts") / "sentences-z.jsonl"
    path.write_text(json.dumps({"id": "z1", "text": TEXT, "exchanges": [EXCHANGE]}), encoding="utf-8")
    (one,) = samples(path, reader)
    fill([one])
    return one


def test_words_are_items_with_their_parties(sample: Sample, reader: Reader) -> None:
    words = [t.text for t in reader(TEXT)]
    ferries, dollars = words.index("ferries"), words.index("dollars")
    assert {i: int(k) for i, k in enumerate(sample.kinds) if k} == {ferries: GIVEN, dollars: RETURNED}
    assert STANDINGS[int(sample.standings[ferries])] == "delivered"
    arcs = {(a.kind, a.item): a.words for a in sample.arcs}
    # One place to the right: the first is nobody. The second "Oslo" stands in another sentence.
    assert arcs[GIVER, ferries] == [words.index("Oslo") + 1]
    assert arcs[RECEIVER, ferries] == [words.index("Accra") + 1]
    assert arcs[FOR, dollars] == [ferries + 1]


def test_whom_a_word_stands_for_is_learnt_from_texts(reader: Reader, tmp_path: Path) -> None:
    path = tmp_path / "sentences-z.jsonl"
    text = "Ghana asked for ferries. Norway had two. It sold the country both of them for a dollar."
    told = EXCHANGE | {
        "giver_text": "It", "receiver_text": "the country", "gives": [{"text": "both", "category": "ships"}],
    }  # fmt: skip
    path.write_text(json.dumps({"id": "z1", "text": text, "exchanges": [told]}), encoding="utf-8")
    for learnt, words in ((pronouns(path, reader), "it"), (nouns(path, reader), "country")):
        (choice,) = learnt
        assert len(choice.features) > 1, words
        assert choice.right
        assert choice.right < set(choice.features)


def test_a_few_steps_learn_one_text(sample: Sample) -> None:
    torch.manual_seed(0)
    model = Passing(restored(WEIGHTS), dropout=0.0, head_dropout=0.0)
    optimiser = torch.optim.AdamW(model.parameters(), lr=1e-3)
    first = loss(model, [sample]).item()
    for _ in range(12):
        optimiser.zero_grad()
        value = loss(model, [sample])
        value.backward()
        optimiser.step()
    assert value.item() < first / 2
    assert measure(model, [sample])["items"] == 1.0


def test_places_in_the_tree() -> None:
    # "Oslo sold ferries": both hang on the verb, which is the root.
    heads = torch.tensor([[1, 1, 1]])
    rels = torch.tensor([[DEPRELS.index(r) for r in ("nsubj", "root", "obj")]])
    upos = torch.tensor([[UPOS.index(p) for p in ("PROPN", "VERB", "NOUN")]])
    verbs = verb_above(heads, upos, rels)
    assert verbs.tolist() == [[1, 1, 1]]
    ways = placed(heads, verbs, torch.zeros(1, 3, dtype=torch.long))[0]
    assert int(ways.max()) < PAIRS
    assert int(ways[2, 2]) == 0  # itself
    assert int(ways[2, 1]) == 14  # its verb
    assert int(ways[2, 0]) == 3  # before it, under the same head


def test_the_head_can_be_taken_off_again() -> None:
    model = flat(onnx.load(str(WEIGHTS / "reader.onnx")))
    assert {o.name for o in model.graph.output} >= set(OUTPUTS)
    bare = without(model)
    assert not {o.name for o in bare.graph.output} & set(OUTPUTS)
    onnx.checker.check_model(bare)


def test_the_packaged_head_comes_back_in_floats(sample: Sample, reader: Reader) -> None:
    from benchmarks.speed_peers import same_weights

    whole, origin = same_weights(WEIGHTS / "reader.onnx")
    assert "int8" in origin
    names = ("ids", "feats", "words")
    with torch.inference_mode():
        floats = whole(*(torch.from_numpy(sample.feed[name]) for name in names))
    packaged = reader.network.session.run(None, sample.feed | {"whole": np.array(True)})
    order = [o.name for o in reader.network.session.get_outputs()]
    assert len(floats) == len(order)
    assert packaged[order.index("items")].tolist() == floats[order.index("items")].tolist()
    for name in ("kinds", "standings", "odds"):
        # Eight bits round, and no more.
        assert abs(packaged[order.index(name)] - floats[order.index(name)].numpy()).max() < 0.2
    best = packaged[order.index("kinds")].argmax(-1)
    assert (best == floats[order.index("kinds")].argmax(-1).numpy()).all()


def test_behind_the_switch_nothing_is_computed(sample: Sample, reader: Reader) -> None:
    session = reader.network.session
    names = [o.name for o in session.get_outputs()]
    whole, part = (
        dict(zip(names, session.run(None, sample.feed | {"whole": np.array(on)}), strict=True))
        for on in (True, False)
    )
    for name in ("tags", "links"):
        assert np.array_equal(whole[name], part[name])
    for name in set(names) - {"tags", "links"}:
        assert whole[name].size
        assert not part[name].size


def test_a_switch_can_be_taken_out_and_put_in_again() -> None:
    model = onnx.load(str(WEIGHTS / "reader.onnx"))
    weights = {i.name for i in flat(model).graph.initializer}
    assert not any(n.op_type == "If" for n in model.graph.node)
    again = flat(switched(model))
    assert {i.name for i in again.graph.initializer} == weights
    onnx.checker.check_model(again)
