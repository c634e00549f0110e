"""Things that pass: noun phrases, and the category they are of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from whence.exchanges.categories import Thing
from whence.exchanges.nominal import NOMINAL, conjuncts, left_edge, preposition
from whence.exchanges.people import MEASURES, PEOPLE, Hands
from whence.exchanges.worth import sum_start, worth_mark

if TYPE_CHECKING:
    from whence.reader.syntax import Doc, Token

_NAMES: Final = frozenset({"PERSON", "NORP", "PLACE", "ORG"})
_TIMES: Final = frozenset({"DATE", "DURATION", "TIME", "ORDINAL", "PERCENT", "SET"})
_HELD: Final = ("of", "in", "worth")
_SUMS: Final = frozenset({"million", "billion", "trillion"})
"""Numbers that stand for money where nothing is said to be counted."""


def _load(noun: Token) -> Token:
    """The noun whose participle the tree took for what is joined: "missiles and jamming equipment"."""
    after = noun.doc[noun.i + 1] if noun.tag_ == "VBG" and noun.i + 1 < len(noun.doc) else noun
    return after if after.pos_ == "NOUN" and after.head.i == noun.i and noun.dep_ == "conj" else noun


class Items(Hands):
    """Finds what passes, by the rules' categories."""

    def _model(self, thing: Thing, doc: Doc) -> bool:
        last = doc[thing.end - 1]
        named = last.text[:1].isupper() or any(k.isdigit() for k in last.text)
        return thing.category == "goods" and named and self.category(last)[0] is None

    def joined(self, things: list[Thing], doc: Doc) -> list[Thing]:
        """The same things, one where two stand side by side and are one ("the striker", "Tomas Adeyo")."""
        out: list[Thing] = []
        for thing in things:
            if out and out[-1].end == thing.start and self._model(out[-1], doc):
                # "24 K9 | howitzers", the name of the model taken for a thing of its own
                out[-1] = Thing(out[-1].start, thing.end, thing.head, thing.category)
            elif (
                out
                and out[-1].start <= thing.start < out[-1].end < thing.end
                and (out[-1].category == thing.category)
            ):
                # "its drone know" and "know-how", the last word taken for a second object
                out[-1] = Thing(out[-1].start, thing.end, thing.head, thing.category)
            elif (
                out
                and out[-1].category == thing.category == "labour"
                and out[-1].end < thing.start
                and all(t.ent_type_ == "PERSON" for t in doc[out[-1].end : thing.end])
            ):
                out[-1] = Thing(out[-1].start, thing.end, thing.head, thing.category)  # "striker | Kofi Lind"
            elif out and out[-1].end == thing.start and out[-1].category == thing.category:
                out[-1] = Thing(out[-1].start, thing.end, out[-1].head, thing.category)
            else:
                out.append(thing)
        return out

    def share_end(self, token: Token) -> int:
        """The end of a share: "one in three", "two-thirds"."""
        ends = [c.i + 1 for c in token.children if c.dep_ == "nmod" and c.pos_ == "NUM" and c.i > token.i]
        return max(ends, default=token.i + 1)

    def things(self, token: Token, *, concrete: bool = False) -> list[Thing]:
        """What a noun and those coordinated with it name, each with its category; empty where nothing passes.

        With `concrete`, a common noun of no known category is goods.
        """
        amount = token.head if token.pos_ == "NUM" and token.dep_ == "compound" else token
        if token.pos_ == "NUM" and amount.head.tag_ == "$":
            token = amount.head  # "about | $100 million"
        if token.dep_ == "nmod" and token.head.lemma_.lower() in MEASURES and token.i - token.head.i == 2:
            token = token.head if any(c.dep_ == "nummod" for c in token.head.children) else token
        if (token, concrete) not in self._things:
            out: list[Thing] = []
            for noun in map(_load, [*conjuncts(token), *self._hung_inside(token)]):
                out += [self._tidy(t, noun.doc) for t in self._of(noun, concrete, 0)]
            self._things[token, concrete] = self.counted_together(out, token.doc)
        return list(self._things[token, concrete])

    def _hung_inside(self, noun: Token) -> list[Token]:
        """As in "a pause on repayments and a fresh loan", the loan joined to the repayments."""
        if self.category(noun)[0] is None or not any(c.dep_ == "det" for c in noun.children):
            return []
        out = []
        for inner in noun.children:
            if inner.dep_ != "nmod" or inner.i < noun.i or preposition(inner) not in ("on", "for", "in"):
                continue
            bare = not any(c.dep_ in ("det", "nummod") for c in inner.children)
            for last in inner.children if bare else ():
                own = any(c.dep_ == "det" and c.lower_ in ("a", "an") for c in last.children)
                if last.dep_ == "conj" and own and self.category(last)[0] is not None:
                    out.append(last)
        return out

    def _tidy(self, thing: Thing, doc: Doc) -> Thing:
        """The thing without a preposition at its front, and with the whole of "one in three"."""
        start = thing.start if doc[thing.head].lower_ != "how" else min(thing.start, thing.head - 2)
        while start < thing.head and doc[start].pos_ == "ADP":
            start += 1
        if start and doc[start].lower_ in ("least", "most") and doc[start - 1].lower_ == "at":
            start -= 1
        while thing.category == "money" and start < thing.head and self._named(doc[start]):
            start += 1  # "paid Calder | 400 million dollars"
        for i in range(start + 1, thing.head):
            if doc[i].lower_ in _OUTSIDE and doc[i].dep_ == "case" and doc[i].head.i == thing.head:
                start = i + 1  # "a contract with Calder Rail | for 180 tanks", the name hung on the tanks
        if (
            start > 1
            and doc[start].pos_ == "NUM"
            and doc[start - 1].lower_ == "in"
            and doc[start - 2].pos_ == "NUM"
        ):
            start -= 2
        return Thing(start, thing.end, thing.head, thing.category)

    def _named(self, word: Token) -> bool:
        """Whether a word before a sum is a name, and no currency's: "US", "Hong Kong"."""
        after = word.doc[word.i + 1] if word.i + 1 < len(word.doc) else word
        if (
            word.pos_ != "PROPN"
            or word.ent_type_ == "MONEY"
            or not (after.pos_ == "NUM" or after.tag_ == "$")
        ):
            return False
        return len(word.text) > len("CAD") and word.lower_ not in CURRENCIES

    def thing(self, token: Token) -> Thing | None:
        """What one noun names, without those coordinated with it."""
        found = self._of(token, False, 0)
        return found[0] if found else None

    def _of(self, noun: Token, concrete: bool, depth: int) -> list[Thing]:
        if depth > 3 or (noun.pos_ not in NOMINAL and not self._mistaken(noun)):
            return []
        if noun.lower_ in (
            "it",
            "he",
            "everything",
            "she",
            "i",
            "we",
            "you",
            "him",
            "her",
            "us",
            "me",
            "who",
            "which",
            "that",
            "this",
            "they",
            "them",
            "themselves",
            "itself",
            "himself",
        ):
            return []
        lemma = self.lemma(noun)
        if lemma == "part" and preposition(noun) == "for" and any(c.tag_ == "PRP$" for c in noun.children):
            return []  # "Pristina, for its part, …"
        if (worth := self._worth(noun, concrete, depth)) is not None:
            return worth
        category, words = self.category(noun)
        if words < 2 and (taken_up := self._again(noun, lemma)) is not None:
            category = taken_up
        if noun.pos_ == "NUM" and noun.lower_ in _SUMS and not self._held(noun, concrete, depth):
            following = noun.doc[noun.i + 1] if noun.i + 1 < len(noun.doc) else noun
            if following.pos_ not in ("NOUN", "PROPN"):
                return [Thing(left_edge(noun), self._end(noun), noun.i, "money")]
        timed = noun.ent_type_ in _TIMES and noun.ent_type_ not in ("ORDINAL", "PERCENT")
        share = noun.i + 1 < len(noun.doc) and noun.doc[noun.i + 1].lower_ == "of"
        if timed and category != "money" and not share:
            return []
        if noun.lower_ == "nothing":
            # "nothing but advice"
            but = [c for c in noun.children if preposition(c) in ("but", "except")]
            return (
                [Thing(t.start, t.end, t.head, t.category) for c in but for t in self._of(c, True, depth + 1)]
                if but
                else self._plain(noun, category)
            )
        acted = category is None and lemma in self.rules.nouns
        counts = (
            acted
            or noun.pos_ == "NUM"
            or noun.text == "%"
            or lemma in self.rules.containers
            or noun.pos_ in ("DET",)
        )
        if counts and (words < 2 or lemma == "barrel"):
            held = self._held(noun, concrete, depth)
            if held and not (lemma in ("crew", "team") and held[0].category in _CRAFT):
                return held
        if category is not None and lemma in _FIGURES and self._figure(noun):
            return []
        men = self._held(noun, concrete, depth, ("of",)) if lemma in _BODIES else []
        if men and all(t.category in PEOPLE for t in men):
            return men  # "a company of marines", "a mission of 900 troops"
        category = self.meant(noun, category)
        if (barred := self.barred(noun)) is not None and category is not None:
            on = [c.i for c in barred.children if c.i > barred.i and preposition(c) in ("on", "against")]
            end = max([barred.i, *(i for i in on[:1] if i - barred.i <= _NEAR)]) + 1
            return [Thing(left_edge(noun), end, noun.i, category)]
        if category == "goods" and lemma in _REMAINS and self._human(noun):
            category = "prisoners"
        if category is not None:
            if (
                noun.ent_type_ in ("PERSON", "ORG")
                and noun.text[:1].isupper()
                and noun.pos_ == "PROPN"
                and words < 2
                and noun.tag_ != "NNPS"
                and not self._described(noun)
                and not self._models(noun, category)
            ):
                return []
            if lemma == "service" and (people := self._held(noun, concrete, depth, ("of",))):
                return people  # "the services of 400 doctors"
            if category == "vehicles" and (load := self._held(noun, concrete, depth, ("of",))):
                return load
            if category == "vehicles" and (again := self._full_of_it(noun)) is not None:
                return [again]
            if category in _CRAFT and (load := self._carried(noun, depth)):
                return load
            if category == "goods":
                load = self._held(noun, concrete, depth, ("of",))
                if load and all(t.category in ("missiles", "weapons", "drones", "ammunition") for t in load):
                    return load  # "a second battery of missiles"
            if (
                category == "money"
                and lemma not in _WAGES
                and (worth := self._held(noun, concrete, depth, ("in", "of")))
                and not (
                    (noun.doc[noun.i].ent_type_ == "MONEY" or lemma in CURRENCIES)
                    and all(t.category in ("support", "money") for t in worth)
                )
            ):
                return worth
            if category == "money" and (noun.ent_type_ == "MONEY" or lemma in CURRENCIES):
                # "$500 million in military aid", "4 million euros in cash assistance": one thing, by its sum
                aid = self._held(noun, concrete, depth, ("in",))
                end = max([self._end(noun), *(t.end for t in aid)])
                return [Thing(left_edge(noun), end, noun.i, category)]
            return [Thing(left_edge(noun), self._end(noun), noun.i, category)]
        if lemma in self.rules.abstract or lemma in self.rules.denial["lies"]:
            return []
        if counts and (named := self._including(noun, concrete, depth)):
            return named
        before = self._compound(noun)
        if before is not None and (counts or lemma in self.rules.nouns):
            return [Thing(left_edge(noun), noun.i + 1, noun.i, before)]
        apposed = self._apposed(noun)
        if apposed is not None:
            return [apposed]
        if noun.ent_type_ == "MONEY":
            return [Thing(left_edge(noun), noun.i + 1, noun.i, "money")]
        if counts or not concrete or noun.pos_ != "NOUN" or noun.ent_type_ in _NAMES:
            return []
        if lemma in self.rules.persons and noun.tag_ in ("NN", "NNS"):
            return []  # who is handed over is no goods
        somebody = lemma in self.rules.party_nouns and not (depth and noun.tag_ == "NNS")
        if somebody or lemma in self.rules.governors or lemma.endswith(_ABSTRACT):
            return []
        return [Thing(left_edge(noun), self._end(noun), noun.i, before or "goods")]

    def _worth(self, noun: Token, concrete: bool, depth: int) -> list[Thing] | None:
        """As in "$300 million worth of flour": the goods, whichever of the two words is asked for."""
        mark = worth_mark(noun)
        if mark is None or mark.i + 2 >= len(noun.doc) or mark.nbor(1).lower_ != "of":
            return None
        found = self._held(mark, concrete, depth)
        start = min(sum_start(mark), noun.i)
        return [Thing(start, t.end, t.head, t.category) for t in found[:1]] + found[1:] if found else None

    def price_within(self, thing: Thing, doc: Doc) -> Thing | None:
        """The sum in "$300 million worth of flour", where that is what was paid."""
        for token in doc[thing.start : thing.head]:
            if token.lower_ == "worth" and token.i > thing.start:
                end = token.i - (doc[token.i - 1].tag_ == "POS")
                return Thing(max(thing.start, sum_start(token)), end, end - 1, "money")
        return None

    def _including(self, noun: Token, concrete: bool, depth: int) -> list[Thing]:
        """As in "20 shipments, including shells and rifles": what of it is named."""
        named = [c for c in noun.children if c.i > noun.i and preposition(c) in ("including", "such")]
        return [t for c in named[:1] for n in conjuncts(c) for t in self._of(n, concrete, depth + 1)]

    def _carried(self, noun: Token, depth: int) -> list[Thing]:
        """As in "lorries carrying flour and tents", "a ship laden with grain": what they bring."""
        verb = noun.doc[noun.i + 1] if noun.i + 1 < len(noun.doc) else noun
        if verb.lower_ in _CARRYING:
            loads = [c for c in verb.children if c.dep_ == "obj" and c.i > verb.i]
        elif verb.lower_ in _LADEN:
            loads = [c for c in verb.children if preposition(c) == "with"]
        else:
            if preposition(noun) == "for" and noun.head.lemma_ in ("pay", "repay"):
                return []  # "paid for 30 buses with cocoa"
            loads = [c for c in noun.children if c.i > noun.i and preposition(c) == "with"]
            if not loads and verb.lower_ == "with" and noun.dep_ == "obj":
                # "sent two planes | with tents", hung on the verb
                beside = [c for c in noun.head.children if c.i > noun.i and preposition(c) == "with"]
                loads = [c for c in beside if left_edge(c) == noun.i + 2]
            brought = [t for load in loads for n in conjuncts(load) for t in self._of(n, False, depth + 1)]
            laden = noun.lemma_.lower() in _LADING and verb.lower_ == "with"
            return [t for t in brought if t.category in _LOADS or (laden and t.category in _CARGO)]
        return [t for load in loads for n in conjuncts(load) for t in self._of(n, False, depth + 1)]

    def _full_of_it(self, noun: Token) -> Thing | None:
        """As in "70 lorries of it": of what was spoken of."""
        for child in noun.children:
            if child.lower_ in ("it", "them") and preposition(child) == "of" and child.i > noun.i:
                last = self._before(child, many=child.lower_ == "them")
                if last is not None and last.category in (*_LOADS, "goods"):
                    return Thing(left_edge(noun), child.i + 1, noun.i, last.category)
        return None

    def _figure(self, noun: Token) -> bool:
        """As in "a round of applause", "an army of lawyers": what it is of says that no arms are meant."""
        of = [c for c in noun.children if c.dep_ == "nmod" and preposition(c) == "of"]
        return bool(of) and all(
            c.pos_ == "NOUN" and self.category(c)[0] in (None, "labour") and not c.ent_type_ for c in of
        )

    def _human(self, noun: Token) -> bool:
        """Whether remains are of people."""
        of = [n for c in noun.children if preposition(c) == "of" for n in conjuncts(c)]
        return any(self.category(n)[0] in ("troops", "prisoners", "labour") or self._person(n) for n in of)

    def _person(self, noun: Token) -> bool:
        return noun.ent_type_ == "PERSON" or noun.lemma_.lower() in self.rules.party_nouns

    def _models(self, noun: Token, category: str) -> bool:
        """Whether a name is that of arms, in the plural: "Gripens", "Himars"; no club "the Rockets"."""
        several = noun.lower_.endswith("s") and noun.dep_ in ("obj", "conj", "nmod", "nsubj:pass")
        return several and category in _MODELLED and not any(c.dep_ == "det" for c in noun.children)

    def _mistaken(self, noun: Token) -> bool:
        """A thing that the tagger took for a verb or adverb: "sells the generals fuel", "its know-how"."""
        if noun.lower_ == "how" and noun.i > 1:
            return [t.lower_ for t in noun.doc[noun.i - 2 : noun.i]] == ["know", "-"]
        return (
            noun.dep_ in ("obj", "conj")
            and noun.tag_ in ("VB", "VBP")
            and (noun.lower_,) in self.rules.phrases
        )

    def _plain(self, noun: Token, category: str | None) -> list[Thing]:
        return [Thing(noun.i, noun.i + 1, noun.i, category)] if category is not None else []

    def _described(self, noun: Token) -> bool:
        return any(c.dep_ == "nummod" or (c.dep_ == "det" and c.lower_ in ("a", "an")) for c in noun.children)

    def _held(self, noun: Token, concrete: bool, depth: int, cases: tuple[str, ...] = _HELD) -> list[Thing]:
        """What a count or measure is of: "20,000 tonnes of wheat", "one in three missiles"."""
        doc = noun.doc
        start = left_edge(noun)
        for child in noun.children:
            if child.dep_ not in ("nmod", "obl", "obl:unmarked", "nmod:unmarked", "conj") or child.i < noun.i:
                continue
            case = preposition(child) or next(
                (p for c in child.children if c.dep_ == "nummod" and (p := preposition(c)) is not None), None
            )
            if child.dep_ == "conj" or case not in cases:
                continue
            counted = child.pos_ == "NUM" or any(c.pos_ == "NUM" for c in child.children)
            if case == "in" and cases is _HELD and not counted:
                continue
            out: list[Thing] = []
            for i, inner in enumerate(conjuncts(child)):
                for thing in self._of(inner, concrete, depth + 1):
                    out.append(Thing(start if i == 0 else thing.start, thing.end, thing.head, thing.category))
            if out:
                return out
        # The tree may have hung it elsewhere: "two-thirds of the shells" with "shells" beside "thirds".
        if noun.i + 2 < len(doc) and doc[noun.i + 1].lower_ == "of":
            for inner in doc[noun.i + 2 : min(noun.i + 8, noun.sent.end)]:
                if inner.pos_ in ("NOUN", "PROPN") and inner.dep_ not in (
                    "compound",
                    "nmod:poss",
                    "amod",
                    "flat",
                ):
                    apart = inner.head.i == noun.i or preposition(inner) not in ("of", None)
                    between = doc[noun.i + 2 : inner.i]
                    if apart or any(t.pos_ in ("ADP", "VERB") or t.tag_ in ("WP", "WDT") for t in between):
                        break
                    found = self._of(inner, concrete, depth + 1)
                    return [Thing(start, t.end, t.head, t.category) for t in found[:1]] + found[1:]
                if inner.pos_ in ("VERB", "PUNCT") and inner.text not in ("-",):
                    break
        return []

    def _end(self, noun: Token) -> int:
        """The end of a noun's phrase with "of …", if that follows at once; of "$", with its number."""
        if noun.tag_ == "$" or noun.text.endswith("$"):  # "C$45 million"
            last = noun.i
            while last + 1 < len(noun.doc) and noun.doc[last + 1].pos_ == "NUM":
                last += 1
            if last > noun.i:
                return last + 1
        named = [t.i for t in noun.subtree if t.dep_ == "flat" and t.i > noun.i and t.ent_type_ == "PERSON"]
        if named and noun.pos_ == "NOUN" and min(named) == noun.i + 1:
            return max(named) + 1  # "midfielder Jon Ekholm"
        for child in noun.children:
            if child.dep_ == "nmod" and child.i > noun.i and preposition(child) == "of":
                first = left_edge(child)
                if first - noun.i <= 3:
                    return child.i + 1
        return noun.i + 1

    def _apposed(self, noun: Token) -> Thing | None:
        """As in "the striker Tomas Adeyo": the words before a name say what it is."""
        flat = [c for c in noun.children if c.dep_ == "flat" and c.i > noun.i]
        name = [noun, *(c for c in flat if preposition(c) is None)]  # not "from Dinamo Zagreb", hung on him
        for word in name:
            for child in word.children:
                if child.dep_ in ("nmod:desc", "appos", "compound") and child.pos_ in ("NOUN", "ADP"):
                    category, _ = self.category(child)  # the tagger's "left-back" ends in a preposition
                    if category is not None and category != "money":
                        low, high = min(child.i, noun.i), max(child.i, *(t.i for t in name))
                        return Thing(left_edge(noun.doc[low]), high + 1, noun.i, category)
        return None

    def player(self, name: Token) -> bool:
        """Whether words before a name say that it is somebody who plays or works: no place, no club."""
        apposed = self._apposed(name)
        return apposed is not None and apposed.category == "labour"


_ABSTRACT: Final = ("tion", "ment", "ness", "ity", "ism", "ance", "ence", "ship", "hood", "ure")
"""Endings by which a noun of no known category is hardly a thing."""


_FIGURES: Final = frozenset(
    {"round", "army", "battery", "volley", "salvo", "barrage", "battalion", "regiment", "arsenal", "mine",
     "bomb", "division", "squad"}
)  # fmt: skip
"""Arms that are also figures of speech: "a round of applause", "an army of lawyers", "a mine of stories"."""
CURRENCIES: Final = frozenset(
    {"dollar", "euro", "pound", "yen", "yuan", "rouble", "ruble", "rupee", "franc", "dirham", "krona",
     "krone", "rand", "cent", "penny", "dinar", "lira", "zloty", "shilling", "peso", "riyal", "won"}
)  # fmt: skip
_WAGES: Final = frozenset({"salary", "wage", "pension", "salaries", "wages", "rent", "debt", "fee", "price"})
_LOADS: Final = frozenset({"food", "medical", "fuel", "support"})
_CARGO: Final = frozenset({"goods", "energy", "ammunition", "prisoners"})
_LADING: Final = frozenset(
    {
        "plane",
        "aircraft",
        "flight",
        "ship",
        "truck",
        "lorry",
        "train",
        "convoy",
        "wagon",
        "vessel",
        "freighter",
    }
)
"""What is sent with something in it: "two planes with tents", and not "vehicles with radios"."""
_CARRYING: Final = frozenset({"carrying", "bringing", "hauling", "transporting", "bearing"})
_LADEN: Final = frozenset({"loaded", "laden", "packed", "filled", "piled"})
_CRAFT: Final = frozenset({"ships", "aircraft", "vehicles", "weapons", "drones"})
_MODELLED: Final = frozenset({"weapons", "missiles", "drones", "vehicles", "aircraft"})
_BODIES: Final = frozenset({"company", "squad", "detachment", "mission", "platoon", "force", "party"})
"""Bodies of people that are told by who is in them."""
_OUTSIDE: Final = frozenset({"for", "with", "from", "by"})
_NEAR: Final = 8
_REMAINS: Final = frozenset({"remains", "remain", "ashes", "bone", "skeleton"})
