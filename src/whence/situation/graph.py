"""A situation for programs that draw networks (GraphML) or follow money (FollowTheMoney)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any, Final
from xml.sax.saxutils import quoteattr

from whence.actors import packaged_actors
from whence.situation.drawing import escape
from whence.situation.flow import Flow
from whence.situation.situation import Situation

_KEYS: Final = ("category", "standing", "furthest", "contested", "claims", "denied_by", "words")


def graphml(situation: Situation) -> str:
    """A directed multigraph: a node for each party, an edge for each flow."""
    number = {side.key: f"n{i}" for i, side in enumerate(situation.parties)}
    out = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
        '<key id="name" for="node" attr.name="name" attr.type="string"/>',
        '<key id="actor" for="node" attr.name="actor" attr.type="string"/>',
    ]
    for key in _KEYS:
        kind = {"contested": "boolean", "claims": "int"}.get(key, "string")
        out.append(f'<key id="{key}" for="edge" attr.name="{key}" attr.type="{kind}"/>')
    out.append('<graph id="situation" edgedefault="directed">')
    for side in situation.parties:
        out.append(f"<node id={quoteattr(number[side.key])}>{_data('name', side.name)}")
        out.append(f"{_data('actor', side.key)}</node>")
    for i, flow in enumerate(situation.flows):
        source, target = number[flow.giver.key], number[flow.receiver.key]
        out.append(f'<edge id="e{i}" source="{source}" target="{target}">')
        values = {
            "category": flow.category,
            "standing": flow.standing,
            "furthest": flow.furthest,
            "contested": "true" if flow.contested else "false",
            "claims": str(len(flow.claims)),
            "denied_by": "; ".join(dict.fromkeys(c.who for c in flow.denied)),
            "words": "\n".join(f"{c.who}: {c.words} [{c.id}]" for c in flow.claims),
        }
        out += [_data(key, value) for key, value in values.items()]
        out.append("</edge>")
    out.append("</graph></graphml>")
    return "\n".join(out) + "\n"


def _data(key: str, value: str) -> str:
    return f'<data key="{key}">{escape(value)}</data>'


def ftm(situation: Situation) -> Iterator[str]:
    """FollowTheMoney entities, one a line: the parties, and for each flow an UnknownLink between them.

    The model has no claim, and a Payment would say that money went: the link's `role` has category and
    standing, its `summary` the words on which it rests, and `sourceUrl` where they stand.
    """
    for side in situation.parties:
        known = packaged_actors().get(side.key)
        state = known is not None and known.kind in ("country", "government", "military", "agency")
        yield _line(_id(side.key), "PublicBody" if state else "LegalEntity", {"name": [side.name]})
    for flow in situation.flows:
        yield _line(_id(flow.key), "UnknownLink", _link(flow))


def _link(flow: Flow) -> dict[str, list[str]]:
    days = sorted(c.published for c in flow.claims if c.published)
    said = [
        f"{c.who} ({c.outlet or 'outlet unknown'}, {c.published or 'date unknown'}), "
        f"{c.standing}: “{c.words}”"
        for c in flow.claims
    ]
    return {
        "subject": [_id(flow.giver.key)],
        "object": [_id(flow.receiver.key)],
        "role": [f"gives {flow.category}: {flow.standing}" + ("; contested" if flow.contested else "")],
        "status": [flow.standing],
        "summary": said,
        "sourceUrl": sorted(
            {c.location for c in flow.claims if c.location.startswith(("http://", "https://"))}
        ),
        "date": days[:1],
        "recordId": sorted({c.id for c in flow.claims}),
    }


def _line(name: str, schema: str, properties: dict[str, list[str]]) -> str:
    entity: dict[str, Any] = {
        "id": name, "schema": schema, "properties": {k: v for k, v in properties.items() if v}
    }  # fmt: skip
    return json.dumps(entity, ensure_ascii=True, sort_keys=True)


def _id(key: str) -> str:
    return "whence-" + hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:24]
