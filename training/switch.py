"""The switch in the exported graph: what is only needed of windows that are read whole stands behind it.

The runtime computes everything in a graph whatever is asked of it, but only one branch of an `If`. Contents
are read again only for who says what in them: of those windows, tags and links are all that is wanted.
"""

from __future__ import annotations

from collections.abc import Sequence

import onnx
from onnx import TensorProto, helper

from whence.reader.model import WHOLE

ALWAYS = ("tags", "links")
"""What is computed whether the window is read whole or not."""

_INSIDE = "whole/"
_RANKS = {"heads": 2, "rels": 2, "items": 2, "who": 4, "odds": 4}


def switched(model: onnx.ModelProto) -> onnx.ModelProto:
    """The same graph with all that `ALWAYS` does not need behind the switch."""
    graph = model.graph
    maker = {name: node for node in graph.node for name in node.output}
    needed: set[str] = set()
    ahead = list(ALWAYS)
    while ahead:
        name = ahead.pop()
        if name not in needed:
            needed.add(name)
            ahead.extend(maker[name].input if name in maker else ())
    before = [n for n in graph.node if needed.intersection(n.output)]
    behind = [n for n in graph.node if not needed.intersection(n.output)]
    used = {name for node in before for name in node.input}
    outputs = [o for o in graph.output if o.name not in ALWAYS]
    kinds = {o.name: o.type.tensor_type.elem_type for o in outputs}
    inside = {name: f"{_INSIDE}{name}" for name in kinds}
    _rename(behind, inside)

    def told(name: str, kind: int) -> onnx.ValueInfoProto:
        return helper.make_tensor_value_info(name, kind, None)

    then = helper.make_graph(
        behind,
        "whole",
        [],
        [told(inside[name], kind) for name, kind in kinds.items()],
        [i for i in graph.initializer if i.name not in used],
    )
    nothing = [
        helper.make_node(
            "Constant",
            [],
            [f"no/{name}"],
            value=helper.make_tensor("", kind, [0] * _RANKS.get(name, 3), []),
        )
        for name, kind in kinds.items()
    ]
    otherwise = helper.make_graph(
        nothing, "not whole", [], [told(f"no/{name}", kind) for name, kind in kinds.items()]
    )
    switch = helper.make_node("If", [WHOLE], list(kinds), "switch", then_branch=then, else_branch=otherwise)
    kept = [i for i in graph.initializer if i.name in used]
    _replace(graph, [*before, switch], kept)
    graph.input.append(helper.make_tensor_value_info(WHOLE, TensorProto.BOOL, []))
    onnx.checker.check_model(model)
    return model


def flat(model: onnx.ModelProto) -> onnx.ModelProto:
    """The graph without its switch, everything always computed; as it is where it has none."""
    graph = model.graph
    switch = next((n for n in graph.node if n.op_type == "If" and n.input[0] == WHOLE), None)
    if switch is None:
        return model
    then = next(a.g for a in switch.attribute if a.name == "then_branch")
    nodes = list(then.node)
    _rename(nodes, {f"{_INSIDE}{name}": name for name in switch.output})
    before = [n for n in graph.node if n is not switch]
    _replace(graph, [*before, *nodes], [*graph.initializer, *then.initializer])
    inputs = [i for i in graph.input if i.name != WHOLE]
    del graph.input[:]
    graph.input.extend(inputs)
    return model


def _rename(nodes: Sequence[onnx.NodeProto], names: dict[str, str]) -> None:
    for node in nodes:
        for field in (node.input, node.output):
            for k, name in enumerate(field):
                field[k] = names.get(name, name)


def _replace(
    graph: onnx.GraphProto, nodes: Sequence[onnx.NodeProto], weights: Sequence[onnx.TensorProto]
) -> None:
    nodes, weights = list(nodes), list(weights)  # before what they stand in is emptied
    del graph.node[:], graph.initializer[:], graph.value_info[:]
    graph.node.extend(nodes)
    graph.initializer.extend(weights)
