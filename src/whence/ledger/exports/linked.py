"""JSON-LD: each figure as a schema.org Claim, with PROV for where it comes from."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from whence.ledger import keys
from whence.ledger.exports.columns import row
from whence.ledger.exports.plain import fit
from whence.reports.load import is_address

if TYPE_CHECKING:
    from whence.ledger.exports.write import Pair
    from whence.ledger.find import Filters
    from whence.ledger.records import FigureRecord

_CONTEXT: Final = {
    # Spelled out, so that nobody has to fetch it.
    "@vocab": "https://schema.org/",
    "prov": "http://www.w3.org/ns/prov#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "whence": "urn:whence:vocabulary:",
    "datePublished": {"@type": "xsd:date"},
    "prov:wasDerivedFrom": {"@type": "@id"},
    "prov:wasAttributedTo": {"@type": "@id"},
    "prov:hadPrimarySource": {"@type": "@id"},
}


def write_jsonld(out: BinaryIO, pairs: Iterable[Pair], filters: Filters) -> int:
    """One JSON-LD document whose graph has claims, the articles they appear in, and whose they are."""
    out.write(b'{"@context": ' + _bytes(_CONTEXT) + b', "@graph": [\n')
    articles: set[str] = set()
    agents: set[str] = set()
    count = 0
    for figure, judged in pairs:
        nodes = [_claim(figure, row(figure, judged))]
        if figure.source.report_id not in articles:
            articles.add(figure.source.report_id)
            nodes.append(_article(figure))
        for names in figure.chain:
            for name in names:
                if _agent(name) not in agents:
                    agents.add(_agent(name))
                    nodes.append({"@id": _agent(name), "@type": "prov:Agent", "name": name})
        for node in nodes:
            out.write((b",\n" if count or node is not nodes[0] else b"") + _bytes(node))
        count += 1
    out.write(b"\n]}\n")
    return count


def _claim(figure: FigureRecord, values: dict[str, Any]) -> dict[str, Any]:
    article = _urn(figure.source.report_id)
    origin = [_agent(name) for name in figure.chain[-1]] if figure.chain else []
    amount = {
        "@type": "QuantitativeValue",
        "minValue": figure.low,
        "maxValue": figure.high,
        "value": figure.point,
        "unitText": figure.unit or figure.what,
    }
    return _known(
        {
            "@id": _urn(figure.id),
            "@type": ["Claim", "prov:Entity"],
            "text": figure.statement,
            "name": figure.words,
            "appearance": {"@id": article},
            "author": [{"@id": one} for one in origin],
            "about": _known(amount),
            "claimInterpreter": {"@id": "urn:whence:reader"},
            "prov:wasDerivedFrom": article,
            "prov:wasAttributedTo": origin,
            **{
                f"whence:{name}": values[name]
                for name in (
                    "what", "side", "metric", "where_coordinates", "standing", "polarity", "said",
                    "date_start", "date_end", "authority_chain", "confidence", "reliability",
                    "credibility", "grade",
                )
            },
        }
    )  # fmt: skip


def _article(figure: FigureRecord) -> dict[str, Any]:
    source = figure.source
    return _known(
        {
            "@id": _urn(source.report_id),
            "@type": ["NewsArticle", "prov:Entity"],
            "headline": source.title,
            "datePublished": source.published[:10] if source.published else None,
            "publisher": {"@type": "Organization", "name": source.outlet} if source.outlet else None,
            "identifier": source.location,
            # As words and not as an address, since what stands there may be no valid one.
            "url": {"@value": source.location} if is_address(source.location) else None,
        }
    )


def _urn(name: str) -> str:
    return f"urn:whence:{name}"


def _agent(name: str) -> str:
    return f"urn:whence:name:{keys.digest(keys.name_key(name))[:16]}"


def _known(node: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in node.items() if value is not None and value != []}


def _bytes(value: Any) -> bytes:
    return json.dumps(_fit(value), ensure_ascii=True, allow_nan=False).encode("ascii")


def _fit(value: Any) -> Any:
    if isinstance(value, str):
        return fit(value)
    if isinstance(value, dict):
        return {name: _fit(one) for name, one in value.items()}
    return [_fit(one) for one in value] if isinstance(value, list) else value
