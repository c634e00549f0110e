"""What stands in which place of a verb, wherever voice, gaps and the tree have put it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from whence.exchanges.clauses import (
    RELATIVE,
    agents_of,
    infinitive,
    is_passive,
    own_subjects,
    resolved,
    surface_subjects,
)
from whence.exchanges.nominal import NOMINAL, conjuncts, left_edge, preposition
from whence.exchanges.phrases import behind as phrases_behind
from whence.exchanges.phrases import joined
from whence.reader.syntax import once

if TYPE_CHECKING:
    from whence.reader.syntax import Token

Roles = Mapping[str, list["Token"]]
"""Head nouns by place: subject, object, iobject of the verb as if active, and prepositions."""

_ACQUIRING: Final = frozenset(
    {"buy", "purchase", "acquire", "procure", "order", "seize", "import", "collect"}
)
_TO_WHOM: Final = frozenset(
    {"promise", "pledge", "send", "give", "lend", "sell", "offer", "grant", "hand", "owe", "deny", "supply",
     "award", "loan", "pay"}
)  # fmt: skip
"""Verbs with a second object, for whom."""
_LADEN: Final = frozenset({"carrying", "bringing", "hauling", "bearing", "transporting"})
_WHAT: Final = frozenset({"what", "all", "everything", "thing"})
_LOOSE: Final = frozenset(
    {"to", "from", "for", "by", "with", "in", "at", "into", "against", "as", "towards", "toward", "on",
     "through", "over"}
)  # fmt: skip
_PEOPLE: Final = frozenset(
    {"militia", "government", "junta", "company", "club", "museum", "hospital", "city", "guard",
     "rebel", "soldier", "troop", "ally", "family", "refugee", "fighter", "farmer", "worker", "official",
     "commander", "general", "force", "army", "resident", "villager", "survivor", "mercenary", "separatist"}
)  # fmt: skip


_LANDS: Final = frozenset({"country", "nation", "island", "kingdom", "republic", "enclave", "state"})
_SERVICES: Final = frozenset(
    {"coastguard", "army", "navy", "police", "military", "government", "rebel", "gunner", "soldier",
     "ministry", "guard", "marine", "pilot", "hospital", "farmer"}
)  # fmt: skip
_NEIGHBOURS: Final = frozenset({"neighbour", "neighbor", "ally", "rival"})
_RECEIVING: Final = _LANDS | _PEOPLE | _SERVICES | _NEIGHBOURS


@once
def roles(verb: Token) -> Roles:
    """What stands in which place of the verb, gaps filled; places may overlap where the text allows both."""
    out: dict[str, list[Token]] = {}

    def put(place: str, token: Token) -> None:
        token = resolved(token)
        if token.i != verb.i and token not in out.setdefault(place, []):
            out[place].append(token)

    passive = is_passive(verb)
    subjects = surface_subjects(verb)
    if passive:
        for token in agents_of(verb) or _first_had(verb):
            put("subject", token)
    else:
        for token in subjects:
            put("subject", token)
    loose: list[Token] = []
    joined_at = [c.i for c in verb.children if c.dep_ == "conj" and c.pos_ == "VERB" and c.i > verb.i]
    for child in verb.children:
        if joined_at and child.i > joined_at[0] and child.dep_ in ("obj", "iobj", "obl"):
            continue  # behind "and trains" stands what is trained
        case = preposition(child)
        if child.lower_ == "there" and child.i > verb.i:
            put(case or "in", child)
            continue
        if child.dep_ == "nsubj" and child.i > verb.i and any(t.i < verb.i for t in subjects) and not case:
            if not any(c.dep_ == "obj" and verb.i < c.i < child.i for c in verb.children):
                put("iobject", child)
        elif child.dep_ in ("obj", "iobj") and case is None:
            crossed = [t for t in subjects if child.i < t.i < verb.i and t.dep_ == "nsubj"]
            if crossed and any(t.pos_ == "CCONJ" for t in verb.doc[child.i + 1 : crossed[0].i]):
                continue  # "Oslo gave | tents and Rome offered coal", the tents hung on "offered"
            if child.ent_type_ in ("DATE", "DURATION", "TIME") and "object" in out:
                continue
            if _apposed(child, out) or _beyond(child, verb):
                continue
            second = child.dep_ == "iobj" and "iobject" in out and "object" not in out
            put("iobject" if child.dep_ == "iobj" and not second else "object", child)
            _split_object(child, put)
            loose += conjuncts(child)
        elif case:
            if child.pos_ in NOMINAL and child.dep_ not in ("conj", "parataxis", "appos"):
                put(case, child)
                loose += conjuncts(child)
                for owner in child.children:
                    if owner.dep_ == "nmod:poss" and child.lemma_ in ("disposal", "service", "hand"):
                        put("disposal", owner)
        elif child.dep_ == "obl" and (
            child.lower_ in RELATIVE
            or (child.tag_ == "NNS" and child.i > verb.i)
            or (child.tag_ == "NN" and _follows(child, verb))
        ):
            if child.ent_type_ not in ("DATE", "DURATION", "TIME"):
                put("object", child)
                loose += conjuncts(child)
        elif child.dep_ in ("xcomp", "obl:unmarked", "ccomp") and child.pos_ in ("NOUN", "PROPN"):
            put("object", child)
        elif child.dep_ == "advcl" and child.lower_ in _LADEN and child.i > verb.i:
            # "landed in Aden on Sunday carrying tents"
            for load in child.children:
                if load.dep_ == "obj" and load.i > child.i:
                    put("carrying", load)
    behind = verb.doc[verb.i + 1] if verb.i + 1 < len(verb.doc) else verb
    if behind.dep_ == "case" and behind.head.i > behind.i and behind.head.head.i > behind.head.i:
        # "made in Isfahan, as … claim": the tree hung it on a word still to come
        put(str(behind.lower_), behind.head)
    if passive:
        given = any(
            (c.dep_ == "obj" or (c.dep_ == "xcomp" and c.tag_ == "NNS"))
            and preposition(c) is None
            and c.i > verb.i
            for c in verb.children
        )
        for token in subjects:
            if not given or token.ent_type_:
                put("object", token)
            put("iobject", token)
            loose += conjuncts(resolved(token))
    elif verb.dep_ in ("acl:relcl", "acl") and "object" not in out and not _infinitive_to(verb):
        # "the shells that its guns fire", "the jets Turkey flies"
        if (
            verb.head.i < verb.i
            and _stranded(verb) is None
            and verb.head not in subjects
            and verb.dep_ == "acl:relcl"
            and own_subjects(verb)
            and not _whose(verb)
        ):
            put("object", verb.head)
    elif verb.dep_ == "acl:relcl" and _promised_whom(verb, out):
        out["iobject"], out["object"] = out["object"], []
        put("object", verb.head)
    else:
        for token in (n for t in subjects for n in conjuncts(t)):
            for case, child in _behind(token):
                put(f"subject_{case}", child)
    for noun in loose:
        for case, child in _behind(noun):
            put(case, child)
    for owed in out.get("object", []):
        of = [c for c in owed.children if preposition(c) == "of" and c.i > owed.i]
        for debt in (owed, *of):
            if debt.lemma_ in ("debt", "loan", "arrears"):
                for owner in debt.children:
                    if owner.dep_ in ("nmod:poss", "amod"):
                        put("debtor", owner)
    if (got := _arrival(verb)) is not None:
        put("arrival", got)
    if (cleft := _cleft(verb)) is not None:
        put(*cleft)
    if (left := _stranded(verb)) is not None:
        put(*left)
    if (front := _brought_forward(verb)) is not None:
        put(*front)
    _from_words(verb, out, put, passive)
    # Coordinated verbs share what stands behind the last: "bought and shipped grain to Aden".
    if "object" not in out and not passive:
        for child in verb.children:
            if child.dep_ == "conj" and child.pos_ == "VERB" and child.tag_ == verb.tag_:
                between = verb.doc[verb.i + 1 : child.i]
                if all(t.pos_ in ("CCONJ", "ADV", "AUX", "PUNCT") for t in between):
                    for place, found in roles(child).items():
                        if place != "subject":
                            for token in found:
                                put(place, token)
    return out


def _whose(verb: Token) -> bool:
    """Whether what a clause hangs on owns or houses what it tells of: "Abkhazia, whose leader asked Oslo"."""
    asked = [c for c in verb.children if c.i < verb.i]
    return any(
        w.lower_ in ("whose", "where") and w.tag_ in ("WP$", "WRB")
        for c in asked
        for w in (c, *(k for k in c.children if k.dep_ == "nmod:poss"))
    )


def _arrival(verb: Token) -> Token | None:
    """Who receives in "The town got its first food on Sunday, when the Red Cross brought in sorghum"."""
    head = verb.head
    when = any(c.lower_ in ("when", "as", "after") and c.i < verb.i for c in verb.children)
    if verb.dep_ != "advcl" or not when or head.i > verb.i or is_passive(head):
        return None
    if head.lemma_ not in ("receive", "get", "see", "obtain"):
        return None
    return next((t for t in surface_subjects(head) if t.pos_ in NOMINAL), None)


def _promised_whom(verb: Token, out: Roles) -> bool:
    """As in "the batteries it promised Kyiv": the one object is who gets what the clause is about."""
    objects = out.get("object", [])
    named = len(objects) == 1 and objects[0].pos_ == "PROPN" and objects[0].ent_type_ in ("PLACE", "ORG")
    giving = str(verb.lemma_).lower() in _TO_WHOM and "iobject" not in out
    return named and giving and verb.head.i < verb.i and verb.head.pos_ == "NOUN" and bool(own_subjects(verb))


def _apposed(noun: Token, out: Roles) -> bool:
    """As in "500 million euros, money that was meant for schools": the same once more."""
    before = left_edge(noun) - 1
    told = any(c.dep_ == "acl:relcl" for c in noun.children)
    told = told or any(c.dep_ == "amod" and c.lower_ == "such" for c in noun.children)  # "first such swap"
    return told and before > 0 and noun.doc[before].text == "," and "object" in out


def _from_words(
    verb: Token, out: dict[str, list[Token]], put: Callable[[str, Token], None], passive: bool
) -> None:
    """Add, after what the tree has, what the order of the words says stands behind the verb."""
    doc = verb.doc
    found = phrases_behind(verb)
    placed = {t.i for tokens in out.values() for t in tokens}
    if not passive:
        bare = [p for p in found if p.case is None]
        if len(bare) > 1 and "iobject" not in out and joined(doc, bare[0], bare[1]):
            first = doc[bare[0].head]
            at_once = bare[0].start == verb.i + 1 and first.ent_type_ == "PLACE"
            if first.head.i == verb.i or first.i in placed or "object" not in out or at_once:
                out["object"] = [t for t in out.get("object", []) if t.i != first.i]
                put("iobject", first)
                put("object", _top(verb, bare[1].start, bare[1].head))
        elif bare and "object" not in out and bare[0] is found[0] and not _clausal(verb):
            put("object", _top(verb, bare[0].start, bare[0].head))
    comma = next((t.i for t in doc[verb.i : verb.sent.end] if t.text == ","), len(doc))
    if passive:
        for phrase in found:
            seen = doc[phrase.start - 2].tag_ == "VBN" and phrase.start - 2 != verb.i
            if phrase.case == "by" and "subject" not in out and not (seen and phrase.start > comma):
                put("subject", doc[phrase.head])
    for phrase in found:
        token = doc[phrase.head]
        if phrase.case is None or token.ent_type_ in ("DATE", "DURATION", "TIME"):
            continue
        own = phrase.case in _LOOSE and preposition(token) in (None, phrase.case)
        if own and token.i not in placed and (phrase.start < comma or phrase.case in ("to", "from")):
            put(phrase.case, token)


def _top(verb: Token, start: int, last: int) -> Token:
    """The head of a sum of money as the tree has it ("$6.1 billion"); of other phrases the last word."""
    token = verb.doc[last]
    while token.ent_type_ == "MONEY" and start <= token.head.i < last and token.head.i != token.i:
        token = token.head
    return token


def _clausal(verb: Token) -> bool:
    return any(c.dep_ in ("ccomp", "xcomp") and c.pos_ in ("VERB", "AUX") for c in verb.children)


def _follows(noun: Token, verb: Token) -> bool:
    """Whether a noun stands behind a verb with nothing between but its own words and a particle."""
    between = verb.doc[verb.i + 1 : noun.i]
    return noun.i > verb.i and all(t.head.i == noun.i or t.dep_ == "compound:prt" for t in between)


def _behind(noun: Token, depth: int = 4) -> list[tuple[str, Token]]:
    """What stands behind a noun with a preposition, and behind that: it may belong to the verb."""
    out: list[tuple[str, Token]] = []
    if depth:
        for child in noun.children:
            case = preposition(child)
            if child.dep_ in ("nmod", "flat") and child.i > noun.i and case is not None:
                if case in _LOOSE:
                    out.append((case, child))
                for last in conjuncts(child):
                    out += _behind(last, depth - 1)
    return out


def _first_had(verb: Token) -> list[Token]:
    """As in "had been bought by the Emirates and passed on to the rebels": by whoever got them first."""
    first = verb.head
    got = verb.dep_ == "conj" and first.lemma_ in _ACQUIRING and verb.tag_ == "VBN" and is_passive(first)
    return agents_of(first) if got else []


def _infinitive_to(verb: Token) -> bool:
    return verb.dep_ == "acl" and infinitive(verb)


def _split_object(noun: Token, put: object) -> None:
    """A receiver that the tree took for part of the thing: "lent Pakistan $3 billion"."""
    owners = [c for c in noun.children if c.dep_ == "nmod:poss" and c.pos_ == "PROPN"]
    for child in noun.children:
        if child.dep_ == "compound" and child.i < noun.i and child.lemma_ in _RECEIVING:
            determined = any(c.dep_ == "det" for c in child.children)
            if child.i + 1 == noun.i and (determined or _whole_land(child, noun)):
                put("iobject", child)  # type: ignore[operator]
                continue  # "lent | the country | money"
            if _land_before(child, noun):
                put("iobject", child)  # type: ignore[operator]
                continue  # "sold | the country | rocket launchers"
            before = child.nbor(-1) if child.i else child
            apart = any(c.dep_ == "amod" and c.ent_type_ == "NORP" for c in child.children) or (
                child.lemma_ in _SERVICES
                and before.ent_type_ == "NORP"
                and before.head.i == noun.i
                and child.nbor(1).pos_ == "NUM"
            )
            if apart and child.i + 1 < noun.i:
                put("iobject", child)  # type: ignore[operator]
                continue  # "gave | the Iraqi army | artillery shells"
            if owners and child.lemma_ in _SERVICES and child.i > owners[0].i:
                put("iobject", owners[0])  # type: ignore[operator]
                continue  # "gave Cambodia's coastguard | diving gear"
        if child.dep_ in ("compound", "amod") and child.tag_ == "NNP" and _before_sum(child, noun):
            put("iobject", child)  # type: ignore[operator]
            continue  # "pay | Sporting | 60 million pounds"
        if (
            child.dep_ in ("compound", "nmod:poss", "nmod", "amod", "flat", "nmod:desc")
            and child.i < noun.i
            and child.lemma_ in _PEOPLE
            and (child.tag_ == "NNS" or child.doc[child.i + 1].pos_ == "NUM")
        ):
            put("iobject", child)  # type: ignore[operator]
        elif (
            child.dep_ in ("compound", "nmod:poss", "nmod", "amod", "flat", "nmod:desc")
            and child.i < noun.i
            and child.pos_ == "PROPN"
            and child.ent_type_ in ("PLACE", "ORG", "PERSON", "MONEY")  # "paid | Lisbon | 40 million euros"
            and not any(c.dep_ == "case" for c in child.children)
        ):
            following = child.doc[child.i + 1]
            while (
                child.ent_type_ != "MONEY"
                and following.ent_iob_ == "I"
                and following.ent_type_ == child.ent_type_
                and following.i < noun.i
            ):
                following = following.nbor(1)
            if (
                following.ent_type_ in ("MONEY", "NUMBER")
                or following.pos_ in ("DET", "NUM", "SYM")
                or (following.ent_type_ != child.ent_type_ and following.pos_ == "ADJ")
            ):
                put("iobject", child)  # type: ignore[operator]


def _land_before(child: Token, noun: Token) -> bool:
    """As in "sold the country rocket launchers", "promised his country wheat"."""
    before = child.nbor(-1) if child.i else child
    opens = before.tag_ in ("DT", "PRP$") and before.head.i in (child.i, noun.i)
    return opens and child.lemma_ in _LANDS - {"state", "republic"}


def _before_sum(name: Token, noun: Token) -> bool:
    """As in "pay | Sporting | 60 million pounds", where the reader knows no name."""
    sum_of = noun.doc[name.i + 1 : noun.i + 1]
    opens = len(sum_of) > 0 and (sum_of[0].pos_ in ("NUM", "SYM") or sum_of[0].ent_type_ == "MONEY")
    large = any(t.lower_ in ("million", "billion", "thousand") or t.ent_type_ == "MONEY" for t in sum_of)
    return opens and large and name.ent_type_ in ("", "ORG", "PLACE", "PERSON")


def _beyond(noun: Token, verb: Token) -> bool:
    """Whether a semicolon stands between a verb and what the tree took for its object."""
    return noun.i > verb.i and any(t.text == ";" for t in verb.doc[verb.i + 1 : noun.i])


def _whole_land(child: Token, noun: Token) -> bool:
    """As in "lent the country money", "sends its neighbour fuel", where all words hang on the last."""
    before = child.nbor(-1) if child.i else child
    opens = before.tag_ in ("DT", "PRP$") and before.head.i == noun.i
    return opens and child.lemma_ in (_LANDS - {"state"}) | _NEIGHBOURS


def _cleft(verb: Token) -> tuple[str, Token] | None:
    """As in "What Oslo asked for was a ship": the thing behind "was", and the place that it fills."""
    if verb.dep_ not in ("acl:relcl", "acl"):
        return None
    noun, what = verb.head, verb.head
    if noun.i > verb.i:
        # the clause hung on the ship itself
        what = next((c for c in noun.children if c.lower_ in _WHAT and c.i < verb.i), noun)
    else:
        noun = what.head
    if what.lower_ not in _WHAT or noun.i < verb.i or not any(c.dep_ == "cop" for c in noun.children):
        return None
    left = [c for c in verb.children if c.pos_ == "ADP" and c.i > verb.i and not list(c.children)]
    return (str(left[-1].lower_) if left else "object"), noun


def _brought_forward(verb: Token) -> tuple[str, Token] | None:
    """As in "It was from Tehran, he recalls, that Moscow got …": the place, and what stands in it."""
    if not any(c.lower_ == "that" and c.i < verb.i for c in verb.children):
        return None
    for token in verb.doc[verb.sent.start : max(verb.sent.start, verb.i - 3)]:
        after, case = token.nbor(1), token.nbor(2)
        if token.lower_ == "it" and after.lemma_ == "be" and case.pos_ == "ADP" and case.lower_ in _LOOSE:
            behind = verb.doc[case.i + 1 : verb.i]
            noun = next((t for t in behind if t.pos_ in ("PROPN", "NOUN") and t.dep_ != "compound"), None)
            return (str(case.lower_), noun) if noun is not None else None
    return None


def _stranded(verb: Token) -> tuple[str, Token] | None:
    """The preposition that a relative clause has left alone: "the missiles that Kyiv has asked for"."""
    noun = _gap(verb)
    after = verb.doc[verb.i + 1] if verb.i + 1 < len(verb.doc) else None
    if noun is None or after is None or is_passive(verb):
        return None
    alone = after.pos_ == "ADP" and after.head.i <= verb.i and not list(after.children)
    return (str(after.lower_), noun) if alone else None


def _gap(verb: Token) -> Token | None:
    """The noun that a relative clause is about, also where the tree hung it on a verb."""
    if verb.dep_ in ("acl:relcl", "acl"):
        return verb.head if verb.head.i < verb.i else None
    own = [c for c in verb.children if c.dep_ == "nsubj" and c.i < verb.i]
    if not own or not verb.dep_.startswith("advcl") or any(c.dep_ == "mark" for c in verb.children):
        return None
    start = left_edge(own[0])
    before = verb.doc[start - 1] if start else None
    return before if before is not None and before.pos_ in ("NOUN", "PROPN") else None
