"""A situation as plain dicts and lists, for JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from whence.situation.claim import Amount, Claim, Side
from whence.situation.flow import Bounds, Flow
from whence.situation.situation import Situation

Json = dict[str, Any]


def situation_json(situation: Situation) -> Json:
    """Every flow and every step with its claims, each with the words that it rests on."""
    return {
        "between": [_side(side) for side in situation.between] if situation.between else None,
        "as_of": situation.as_of,
        "reports": situation.reports,
        "flows": [_flow(flow) for flow in situation.flows],
        "agreements": [
            {
                "parties": [_side(side) for side in history.parties],
                "steps": [
                    {
                        "standing": step.standing,
                        "when": list(step.when),
                        "reported": step.reported,
                        "claims": [claim_json(claim) for claim in step.claims],
                    }
                    for step in history.steps
                ],
            }
            for history in situation.agreements
        ],
        "unplaced": [claim_json(claim) for claim in situation.unplaced],
        "findings": [asdict(finding) for finding in situation.findings],
    }


def claim_json(claim: Claim) -> Json:
    """A claim with its words, outlet, day and ids."""
    return {
        "id": claim.id,
        "report": claim.report,
        "location": claim.location,
        "outlet": claim.outlet,
        "published": claim.published,
        "giver": _side(claim.giver) if claim.giver else None,
        "receiver": _side(claim.receiver) if claim.receiver else None,
        "category": claim.category,
        "items": list(claim.items),
        "standing": claim.standing,
        "returned": claim.returned,
        "when": claim.when,
        "authority": list(claim.chain),
        "origin": claim.origin,
        "firmness": claim.firmness,
        "words": claim.words,
        "start": claim.start,
        "end": claim.end,
        "amounts": [_amount(one) for one in claim.amounts],
        "confidence": round(claim.confidence, 4),
    }


def _flow(flow: Flow) -> Json:
    return {
        "giver": _side(flow.giver),
        "receiver": _side(flow.receiver),
        "category": flow.category,
        "standing": flow.standing,
        "standing_on": flow.standing_on.id,
        "furthest": flow.furthest,
        "contested": flow.contested,
        "origins": list(flow.origins),
        "amounts": [_bounds(one) for one in flow.amounts],
        "affirmed": [claim_json(claim) for claim in flow.affirmed],
        "denied": [claim_json(claim) for claim in flow.denied],
    }


def _side(side: Side) -> Json:
    return {"id": side.key, "name": side.name}


def _amount(amount: Amount) -> Json:
    return {
        "figure": amount.figure,
        "words": amount.words,
        "low": amount.low,
        "high": amount.high,
        "kind": amount.kind,
        "unit": amount.unit,
    }


def _bounds(bounds: Bounds) -> Json:
    return {
        "kind": bounds.kind,
        "unit": bounds.unit,
        "origins": bounds.origins,
        "lowest": {**_amount(bounds.lowest[0]), "claim": bounds.lowest[1].id},
        "highest": {**_amount(bounds.highest[0]), "claim": bounds.highest[1].id},
    }
