"""Sentences crossed from constructions and fillers: who gives what to whom, said in every way there is.

A construction holds where it holds for whatever verb, parties and thing fill it. What is asked of each
sentence is the exchange that it tells, in the right standing and with what comes back, and no second one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

GIVERS = (
    ("Germany", "Germany"), ("Ankara", "Turkey"), ("the Czech government", "Czech Republic"),
    ("South Korea", "South Korea"), ("the World Bank", "World Bank"), ("Tehran", "Iran"),
    ("the European Union", "European Union"), ("Poland's defence ministry", "Poland"), ("Rwanda", "Rwanda"),
    ("Saudi Arabia", "Saudi Arabia"), ("India", "India"), ("Canberra", "Australia"),
)  # fmt: skip
RECEIVERS = (
    ("Ukraine", "Ukraine"), ("Moldova", "Moldova"), ("the Lebanese army", "Lebanon"),
    ("Mozambique", "Mozambique"), ("Kyiv", "Ukraine"), ("Ethiopia", "Ethiopia"), ("Hezbollah", "Hezbollah"),
    ("Bangladesh", "Bangladesh"), ("Sri Lanka", "Sri Lanka"), ("Peru", "Peru"), ("Nepal", "Nepal"),
    ("Serbia", "Serbia"), ("the Iraqi government", "Iraq"),
)  # fmt: skip
PLACES = (
    ("Ukraine", "Ukraine"), ("Chisinau", "Moldova"), ("Beirut", "Lebanon"), ("Mozambique", "Mozambique"),
    ("Ethiopia", "Ethiopia"), ("Bangladesh", "Bangladesh"), ("Serbia", "Serbia"), ("Nepal", "Nepal"),
)  # fmt: skip
THINGS = (
    ("40 armoured vehicles", "vehicles"), ("20,000 tons of maize", "food"), ("six patrol boats", "ships"),
    ("artillery shells", "ammunition"), ("dozens of surveillance drones", "drones"),
    ("vaccines and surgical kits", "medical"), ("12 transport helicopters", "aircraft"),
    ("diesel fuel", "fuel"), ("air defence missiles", "missiles"), ("five radar systems", "weapons"),
    ("power transformers", "energy"), ("water pumps", "goods"), ("machine guns", "weapons"),
)  # fmt: skip
VERBS = (
    ("send", "sent", "sent", "sending"), ("ship", "shipped", "shipped", "shipping"),
    ("deliver", "delivered", "delivered", "delivering"), ("supply", "supplied", "supplied", "supplying"),
    ("provide", "provided", "provided", "providing"), ("donate", "donated", "donated", "donating"),
    ("give", "gave", "given", "giving"), ("hand over", "handed over", "handed over", "handing over"),
    ("transfer", "transferred", "transferred", "transferring"), ("sell", "sold", "sold", "selling"),
    ("export", "exported", "exported", "exporting"), ("lend", "lent", "lent", "lending"),
    ("airlift", "airlifted", "airlifted", "airlifting"), ("fly", "flew", "flown", "flying"),
    ("smuggle", "smuggled", "smuggled", "smuggling"), ("return", "returned", "returned", "returning"),
    ("move", "moved", "moved", "moving"), ("dispatch", "dispatched", "dispatched", "dispatching"),
    ("bring", "brought", "brought", "bringing"), ("channel", "channelled", "channelled", "channelling"),
)  # fmt: skip

ANY = "any"
GIVING = {
    "past": ("{G} {past} {i} to {r} last week.", "delivered"),
    "perfect": ("{G} has {pp} {i} to {r}, two officials said on Monday.", "delivered"),
    "progressive": ("{G} is {ing} {i} to {r}, a diplomat said.", "under way"),
    "future": ("{G} will {v} {i} to {r} next month, its spokesman said.", "promised"),
    "passive": ("{I} were {pp} to {r} by {g} in May.", "delivered"),
    "passive future": ("{I} will be {pp} to {r} by {g} next year.", ANY),
    "passive plan": ("{I} are to be {pp} to {r} by {g} in the spring.", ANY),
    "passive from": ("{I} from {g} have been {pp} to {r}.", "delivered"),
    "relative subject": ("The minister thanked {g}, which has {pp} {i} to {r}.", "delivered"),
    "relative object": ("The report lists {i} that {g} {past} to {r} in 2022.", "delivered"),
    "reduced relative": ("Inspectors looked at {i} {pp} to {r} by {g}.", "delivered"),
    "agree": ("{G} has agreed to {v} {i} to {r}.", "agreed"),
    "plan": ("{G} plans to {v} {i} to {r} before the winter.", "in preparation"),
    "decide": ("{G} has decided to {v} {i} to {r}.", "in preparation"),
    "refuse": ("{G} has refused to {v} {i} to {r}.", "refused"),
    "decline": ("{G} declined to {v} {i} to {r} in March.", "refused"),
    "promise": ("{G} promised on Tuesday to {v} {i} to {r}.", "promised"),
    "pledge": ("{G} has pledged to {v} {i} to {r}.", "promised"),
    "offer": ("{G} has offered to {v} {i} to {r}.", "offered"),
    "due": ("{G} is due to {v} {i} to {r} in April.", "expected"),
    "expect": ("{R} expects {g} to {v} {i} by June.", "expected"),
    "ask": ("{R} has asked {g} to {v} {i}.", "requested"),
    "urge": ("{R} urged {g} on Friday to {v} {i}.", "requested"),
    "begin": ("{G} has begun {ing} {i} to {r}.", "under way"),
    "stop": ("{G} has stopped {ing} {i} to {r}.", "stopped"),
    "resume": ("{G} has resumed {ing} {i} to {r}.", "under way"),
    "rule out": ("{G} has ruled out {ing} {i} to {r}.", "refused"),
    "consider": ("{G} is considering {ing} {i} to {r}, a newspaper said.", "in preparation"),
    "deny": ("{G} has denied {ing} {i} to {r}.", "denied"),
    "admit": ("{G} admitted {ing} {i} to {r}.", "delivered"),
    "accuse": ("The opposition accused {g} of {ing} {i} to {r}.", "delivered"),
    "not": ("{G} has not {pp} {i} to {r}, the minister said.", "denied"),
    "never": ("{G} has never {pp} {i} to {r}, its ambassador said.", "denied"),
    "will not": ("{G} will not {v} {i} to {r}, the foreign minister said.", ANY),
    "could": ("{G} could {v} {i} to {r} by the end of the year, analysts say.", "expected"),
    "may": ("{G} may {v} {i} to {r}, a newspaper reported.", "expected"),
    "whether": ("{G} is weighing whether to {v} {i} to {r}.", "in preparation"),
    "unable": ("{G} has not been able to {v} {i} to {r} since March.", "denied"),
    "plan approved": ("{G} approved a plan to {v} {i} to {r}.", "agreed"),
    "contract": ("{G} signed a contract on Monday to {v} {i} to {r}.", "signed"),
    "reported": ("{G} said it had {pp} {i} to {r}.", "delivered"),
    "reported future": ("{G} said it would {v} {i} to {r}.", "promised"),
    "after": ("The talks came a week after {g} {past} {i} to {r}.", "delivered"),
    "no evidence": ("There is no evidence that {g} has {pp} {i} to {r}, the report said.", "denied"),
    "believed": ("{G} is believed to have {pp} {i} to {r}.", "delivered"),
    "in exchange": ("{G} {past} {i} to {r} in exchange for copper.", "delivered", "goods"),
    "two sentences": ("{G} {past} {i} to {r}. In return, {r} released 20 prisoners.", ANY, "prisoners"),
}
"""Constructions of a verb of giving: the sentence, the standing, and the category of what comes back."""

OTHERS = {
    "supply of": ("{Gs} supply of {i} to {r} has continued, a report said.", "under way"),
    "deliveries of": ("{Gs} deliveries of {i} to {r} resumed in May.", "under way"),
    "shipments from": ("Shipments of {i} from {g} to {r} have stopped, traders said.", "stopped"),
    "sale by": ("The sale of {i} by {g} to {r} was approved in March.", "agreed"),
    "sale approved": ("{G} has approved the sale of {i} to {r}.", "agreed"),
    "deliveries suspended": ("{G} has suspended deliveries of {i} to {r}.", "stopped"),
    "delivery delayed": ("{G} has delayed the delivery of {i} to {r}.", "expected"),
    "request rejected": ("{G} has rejected a request from {r} for {i}.", "refused"),
    "offer refused": ("{R} turned down an offer of {i} from {g}.", "refused"),
    "offer accepted": ("{R} has accepted an offer of {i} from {g}.", "agreed"),
    "gift": ("{I} were a gift from {g} to {r}.", "delivered"),
    "receive": ("{R} received {i} from {g} last month.", "delivered"),
    "buy": ("{R} bought {i} from {g} in 2023.", "delivered"),
    "import": ("{R} imported {i} from {g} last year.", "delivered"),
    "order": ("{R} has ordered {i} from {g}.", "signed"),
    "will receive": ("{R} will receive {i} from {g} next year, the minister said.", "expected"),
    "hope": ("{R} hopes to get {i} from {g}, an official said.", "expected"),
    "want": ("{R} wants {i} from {g}, two diplomats said.", "requested"),
    "seek": ("{R} is seeking {i} from {g}.", "requested"),
    "ask for": ("{R} has asked {g} for {i}.", "requested"),
    "appeal": ("{R} appealed to {g} on Sunday for {i}.", "requested"),
    "talks": ("{R} is in talks with {g} to buy {i}.", "in preparation"),
    "plan to buy": ("{R} plans to buy {i} from {g}.", "in preparation"),
    "agree to buy": ("{R} has agreed to buy {i} from {g}.", "agreed"),
    "stop buying": ("{R} has stopped buying {i} from {g}.", "stopped"),
    "not received": ("{R} has not received {i} from {g}, its ambassador said.", "denied"),
    "no longer": ("{R} no longer buys {i} from {g}.", "stopped"),
    "depend": ("{R} depends on {g} for {i}.", "under way"),
    "thank": ("{R} thanked {g} for {i}.", "delivered"),
    "pay for": ("{R} paid {g} $90 million for {i}.", "delivered", "money"),
    "buy for": ("{R} bought {i} from {g} for $90 million.", "delivered", "money"),
    "pay in": ("{R} is paying {g} in gold for {i}.", "under way", "goods"),
    "received in return": ("{G} gave {r} {i} and received copper in return.", "delivered", "goods"),
    "as payment": ("{G} has sent {i} to {r} as payment for copper.", "delivered", "goods"),
    "against": ("{G} delivered {i} to {r} against copper.", "delivered", "goods"),
    "worth": ("{G} sold {r} {i} in a deal worth $90 million.", "delivered", "money"),
    "told": ("{G} told {r} on Monday that it would send {i}.", "promised"),
    "arrive": ("{I} from {g} have arrived in {p}.", "delivered"),
    "reach": ("{I} sent by {g} reached {p} on Sunday.", "delivered"),
    "trucks": ("Trucks carrying {i} from {g} crossed into {p} on Sunday.", "delivered"),
    "ship": ("A ship carrying {i} from {g} docked in {p} on Friday.", "delivered"),
    "batch": ("A first batch of {i} from {g} arrived in {p} this week.", "delivered"),
    "cut off": ("{G} cut off supplies of {i} to {r} in January.", "stopped"),
    "increase": ("{G} has increased its deliveries of {i} to {r}.", "under way"),
}
"""The other ways: nouns of giving, verbs of getting and asking, arrivals, payments."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One sentence and what it tells."""

    text: str
    giver: str
    receiver: str
    category: str
    standing: str
    returned: str | None


def cells(construction: str) -> Iterator[Cell]:
    """The sentences of a construction, with fillers that differ from one to the next."""
    spec = GIVING.get(construction) or OTHERS[construction]
    number = [*GIVING, *OTHERS].index(construction)
    for k in range(7):
        v, past, pp, ing = VERBS[(number * 3 + k * 5) % len(VERBS)]
        giver = GIVERS[(number + k * 5) % len(GIVERS)]
        to = PLACES[(number + k) % len(PLACES)] if "{p}" in spec[0] else None
        receiver = to or RECEIVERS[(number * 2 + k * 3) % len(RECEIVERS)]
        thing, category = THINGS[(number * 4 + k * 6) % len(THINGS)]
        if giver[1] == receiver[1] or (giver[0].endswith("ministry") and "{Gs}" in spec[0]):
            continue
        text = spec[0].format(
            G=_capital(giver[0]), g=giver[0], Gs=f"{_capital(giver[0])}'s", R=_capital(receiver[0]),
            r=receiver[0], p=receiver[0], i=thing, I=_capital(thing), v=v, past=past, pp=pp, ing=ing,
        )  # fmt: skip
        yield Cell(text, giver[1], receiver[1], category, spec[1], spec[2] if len(spec) > 2 else None)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
