"""Clauses: who does what to whom in the reader's tree, with voice, gaps and shared subjects undone."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from whence.exchanges.phrases import behind as phrases_behind
from whence.exchanges.phrases import joined

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Roles = dict[str, list["Token"]]
"""Head nouns by place: subject, object, iobject of the verb as if active, and prepositions."""

NOMINAL: Final = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM", "DET", "ADJ"})
_RELATIVE: Final = frozenset({"who", "which", "that", "whom"})
_OBJECT_CONTROL: Final = frozenset(
    {"ask", "urge", "tell", "order", "allow", "let", "help", "want", "expect", "force", "persuade", "permit",
     "press", "call", "enable", "require", "request", "instruct", "beg", "implore", "oblige", "commission",
     "hire", "authorise", "authorize", "push", "see", "stop", "prevent", "forbid", "get", "have", "encourage",
     "invite", "like", "love", "prefer", "wish", "trust", "leave", "accuse",
     "suspect", "pay", "lobby", "pressure", "convince", "need"}
)  # fmt: skip
_LOOSE: Final = frozenset(
    {"to", "from", "for", "by", "with", "in", "at", "into", "against", "as", "towards", "toward", "on",
     "through"}
)  # fmt: skip
_PEOPLE: Final = frozenset(
    {"militia", "government", "junta", "company", "club", "museum", "hospital", "city", "guard",
     "rebel", "soldier", "troop", "ally", "family", "refugee", "fighter", "farmer", "worker", "official",
     "commander", "general", "force", "army", "resident", "villager", "survivor", "mercenary", "separatist"}
)  # fmt: skip
_ASKING: Final = frozenset({"request", "demand", "appeal", "call", "plea", "petition"})
_ANSWERING: Final = frozenset(
    {"reject", "refuse", "decline", "accept", "grant", "approve", "rebuff", "ignore", "dismiss", "receive",
     "turn", "heed", "spurn"}
)  # fmt: skip
_NOT_ANY: Final = ("det", "advmod", "cc:preconj", "cc")
_DEPTH: Final = 6


def conjuncts(token: Token) -> list[Token]:
    """A noun and what is coordinated with it, in the order of the text."""
    doc = token.doc
    out = [token]
    if token.is_sent_start and token.i + 1 < len(doc) and doc[token.i + 1].text in ("-", "–", "—"):
        out = []  # a dateline
    for child in token.children:
        if child.dep_ == "conj" and child.pos_ in NOMINAL and child.i > token.i:
            if any(c.dep_.startswith("nsubj") for c in child.children):
                continue
            if token.dep_.startswith("nsubj") and token.i < token.head.i < child.i:
                continue  # "Kim offered the soldiers and Putin said yes": the subject of the next verb
            if any(c.lower_ in ("not", "but") for c in child.children if c.i < child.i):
                continue
            out += conjuncts(child)
    return out


def preposition(noun: Token) -> str | None:
    """The preposition that a noun stands with: the nearest, where the tree gives it several."""
    cases = [c for c in noun.children if c.dep_ == "case" and c.tag_ != "POS" and c.i < noun.i]
    cases = [c for c in cases if not _of_amount(c)]
    if cases:
        return str(cases[-1].lower_)
    if noun.dep_ not in ("nmod", "obl", "obl:agent", "obj") or not noun.i:
        return None
    start = noun.i - 1
    while start > noun.i - 4 and start > 0 and noun.doc[start].head.i == noun.i:
        start -= 1
    before = noun.doc[start]
    # The tree may have hung the preposition on a noun still to come.
    if before.pos_ == "ADP" and before.dep_ == "case" and before.head.i > noun.i:
        return str(before.lower_)
    return None


def _of_amount(word: Token) -> bool:
    """Whether a preposition only says how many: "more than half", "over 300", "about a third"."""
    if word.lower_ == "than":
        return True
    after = word.doc[word.i + 1] if word.i + 1 < len(word.doc) else word
    return word.lower_ in ("about", "around", "over", "under", "nearly") and after.pos_ == "NUM"


def is_passive(verb: Token) -> bool:
    """Whether the verb is passive, or a participle that is one ("the soldiers sent to the front")."""
    if any(c.dep_ in ("aux:pass", "nsubj:pass", "csubj:pass") for c in verb.children):
        return True
    if any(c.dep_ == "aux" for c in verb.children):
        return False
    if verb.tag_ == "VBD" and verb.dep_ == "acl" and not _own_subjects(verb):
        # "the soldiers sent to the front", where the tagger saw a past tense
        return not any(c.dep_ == "obj" for c in verb.children)
    if _reduced(verb):
        return True
    if verb.tag_ != "VBN":
        return False
    if verb.dep_ == "conj" and verb.head.pos_ == "VERB" and not _own_subjects(verb):
        return is_passive(verb.head)
    return verb.dep_ in ("acl", "advcl", "amod", "acl:relcl") or (
        verb.dep_ == "xcomp" and verb.head.lemma_ in ("have", "get", "see", "want", "need")
    )


def _reduced(verb: Token) -> bool:
    """A participle behind its noun that the tree took for a subject: "doctors sent to Quito earn little"."""
    if not verb.i:
        return False
    if verb.tag_ == "VBN" and verb.dep_ in ("advcl", "ccomp", "xcomp", "parataxis"):
        # "live on rice smuggled from Thailand", hung on the verb
        before = verb.doc[verb.i - 1]
        bare = not any(c.dep_.startswith(("nsubj", "aux", "mark", "cop", "obj")) for c in verb.children)
        return (
            bare and before.pos_ in ("NOUN", "PROPN") and before.i != verb.head.i and verb.head.pos_ != "ADJ"
        )
    if verb.dep_ not in ("nsubj", "nsubj:pass", "csubj") or verb.tag_ not in ("VBN", "VBD"):
        return False
    return verb.doc[verb.i - 1].pos_ in ("NOUN", "PROPN") and not any(
        c.dep_ in ("obj", "nsubj", "aux") for c in verb.children
    )


def _own_subjects(verb: Token) -> list[Token]:
    found = [
        c
        for c in verb.children
        if c.dep_ in ("nsubj", "nsubj:pass", "nsubj:outer") and preposition(c) is None
    ]
    thing = next((c.i for c in verb.children if c.dep_ == "obj" and c.i > verb.i), None)
    if thing is not None:
        # Behind verb and object stands another's subject: "gave Cairo parts, two aides … said".
        found = [c for c in found if c.i < thing]
    if any(c.i < verb.i for c in found):
        # Behind an active verb stands who receives: "is sending Minsk more shells".
        found = [c for c in found if c.i < verb.i]
    if found or verb.dep_ in ("acl", "acl:relcl"):
        return found
    # A name before the verb that the tree hung on the object behind it.
    for noun in verb.children:
        if noun.dep_ == "obj" and noun.i > verb.i:
            across = [c for c in noun.children if c.i < verb.i and c.pos_ == "PROPN"]
            if across:
                return across[-1:]
    return []


def _cleft(verb: Token) -> tuple[str, Token] | None:
    """As in "What Oslo asked for was a ship": the thing behind "was", and the place that it fills."""
    what = verb.head
    if verb.dep_ not in ("acl:relcl", "acl") or what.lower_ not in ("what", "all", "everything", "thing"):
        return None
    noun = what.head
    if what.i > verb.i or noun.i < verb.i or not any(c.dep_ == "cop" for c in noun.children):
        return None
    left = [c for c in verb.children if c.pos_ == "ADP" and c.i > verb.i and not list(c.children)]
    return (str(left[-1].lower_) if left else "object"), noun


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
    start = left_edge(verb.doc, own[0])
    before = verb.doc[start - 1] if start else None
    return before if before is not None and before.pos_ in ("NOUN", "PROPN") else None


def antecedent(token: Token) -> Token | None:
    """The noun that a relative pronoun stands for; None for what is no relative pronoun."""
    if token.lower_ not in _RELATIVE or token.pos_ not in ("PRON", "DET", "SCONJ"):
        return None
    for ancestor in token.ancestors:
        if ancestor.dep_ in ("acl:relcl", "acl"):
            noun = ancestor.head
            return noun if noun.i < token.i else None
        if not ancestor.dep_.startswith(("conj", "xcomp", "ccomp", "nmod", "obl")):
            return None
    return None


def _resolved(token: Token) -> Token:
    return antecedent(token) or token


def surface_subjects(verb: Token, depth: int = _DEPTH) -> list[Token]:
    """The heads of the subject as it stands, or of the one that the verb shares with another."""
    own = [_resolved(_nominal(t)) for t in _own_subjects(verb)]
    if own or depth == 0:
        return own
    head = verb.head
    dep = verb.dep_
    if dep == "ROOT" or head.i == verb.i:
        return _before(verb)
    if _reduced(verb):
        return [verb.doc[verb.i - 1]]
    if dep == "conj" and (name := _joined_name(verb)) is not None:
        return [name]
    if dep == "conj" and head.dep_ == "xcomp" and head.tag_ == "VB":
        # "will let a yard build them and will send it engineers": joined to the verb that has a tense
        own_tense = verb.tag_ in ("VBZ", "VBD") or any(c.tag_ == "MD" for c in verb.children)
        if own_tense and not any(c.tag_ == "MD" for c in head.children):
            return surface_subjects(head.head, depth - 1)
    if dep == "conj":
        return surface_subjects(head, depth - 1) if head.pos_ in ("VERB", "AUX", "ADJ", "NOUN") else []
    if dep in ("xcomp", "ccomp"):
        return _controlled(verb, head, depth)
    if dep == "acl":
        if verb.tag_ in ("VBN", "VBG", "VBD") and not _infinitive(verb):
            return [head]
        return _of_noun(head, depth)
    if dep == "acl:relcl":
        gap = not any(c.lower_ in _RELATIVE for c in verb.children)
        return [head] if gap and not any(c.dep_ == "mark" for c in verb.children) else _before(verb)
    if dep in ("advcl", "parataxis", "obl"):
        if head.pos_ in ("VERB", "AUX", "ADJ", "NOUN"):
            return surface_subjects(head, depth - 1)
        return []
    return []


def _nominal(token: Token) -> Token:
    """The noun of a subject for which the tree took its clause: "60% of the shells Russia uses come"."""
    if token.pos_ != "VERB" or token.tag_ not in ("VBZ", "VBP", "VBD"):
        return token
    nouns = [c for c in token.children if c.i < token.i and c.pos_ in NOMINAL]
    return nouns[0] if len(nouns) > 1 else token


def _joined_name(verb: Token) -> Token | None:
    """The name between a conjunction and its verb, wherever it hangs: "… and Putin quickly accepted"."""
    found = _before(verb)
    if not found or found[0].pos_ != "PROPN":
        return None
    i = found[0].i
    while i > 0 and verb.doc[i].pos_ == "PROPN":
        i -= 1
    return found[0] if verb.doc[i].pos_ == "CCONJ" else None


def _infinitive(verb: Token) -> bool:
    return any(c.dep_ == "mark" and c.lower_ == "to" for c in verb.children)


def _controlled(verb: Token, head: Token, depth: int) -> list[Token]:
    if head.pos_ in ("NOUN", "PROPN", "ADJ"):
        return _own_subjects(head) or surface_subjects(head, depth - 1)
    if head.lemma_ in _OBJECT_CONTROL and not is_passive(head):
        objects = [c for c in head.children if c.dep_ in ("obj", "iobj") and c.i < verb.i]
        if objects:
            return [_resolved(t) for t in objects]
        called = [c for c in head.children if c.dep_ == "obl" and preposition(c) in ("on", "upon", "to")]
        if called and head.lemma_ in ("call", "appeal"):
            return called
    if verb.dep_ == "ccomp" and any(
        c.dep_ == "mark" and c.lower_ in ("that", "if", "because") for c in verb.children
    ):
        return _before(verb)
    return surface_subjects(head, depth - 1)


def _of_noun(noun: Token, depth: int) -> list[Token]:
    """Whose a promise or deal is: its possessor, or the subject of the verb that it hangs on."""
    if noun.lemma_ in _ASKING:
        # Who asks does not act: whom they ask does, or who answers ("rejected a request from Minsk to send").
        asked = [c for c in noun.children if c.dep_ == "nmod" and preposition(c) in ("to", "on")]
        if asked:
            return asked
        if noun.dep_ == "obj" and noun.head.lemma_ in _ANSWERING:
            return agents_of(noun.head) if is_passive(noun.head) else surface_subjects(noun.head, depth - 1)
    owner = [c for c in noun.children if c.dep_ == "nmod:poss" and c.pos_ in ("PROPN", "NOUN")]
    if owner:
        return owner
    named = [
        c for c in noun.children if c.dep_ in ("amod", "compound") and c.ent_type_ in ("NORP", "PLACE", "ORG")
    ]
    if named:
        return named
    by = [c for c in noun.children if c.dep_ == "nmod" and preposition(c) in ("by", "from", "between")]
    if by:
        return by
    top = noun
    for _ in range(3):
        if top.dep_ in ("conj", "nmod", "appos"):
            top = top.head
    if top.head.pos_ in ("VERB", "AUX") and top.dep_ in ("obj", "nsubj", "nsubj:pass", "xcomp"):
        if top.dep_.startswith("nsubj"):
            return agents_of(top.head)
        if is_passive(top.head):
            return agents_of(top.head)
        return surface_subjects(top.head, depth - 1)
    return []


def agents_of(verb: Token) -> list[Token]:
    """Who acts in a passive clause."""
    return [c for c in verb.children if c.dep_ in ("obl:agent", "obl") and preposition(c) == "by"]


def _before(verb: Token) -> list[Token]:
    """Where the tree has lost a subject: the name just before the verb and its auxiliaries."""
    i = verb.i - 1
    doc = verb.doc
    while i >= 0 and (doc[i].pos_ in ("AUX", "ADV", "PART") and not doc[i].is_punct):
        i -= 1
    if i < 0 or (i == verb.i - 1 and doc[i].is_punct):
        return []
    token = doc[i]
    if token.pos_ not in ("PROPN", "NOUN", "PRON") or doc[i].sent.start != verb.sent.start:
        return []
    # The tree may have hung the name on something behind the verb: then it is nobody else's.
    if token.head.i > i or token.head.i == verb.i:
        return [token]
    # "Since the coup Niamey buys …", the name hung on the coup
    finite = verb.tag_ in ("VBZ", "VBD", "VBP") or any(c.tag_ in ("MD", "VBZ", "VBD") for c in verb.children)
    alone = token.pos_ == "PROPN" and token.dep_ in ("appos", "flat", "compound", "nmod", "dep", "conj")
    return [token] if finite and alone and preposition(token) is None else []


def roles(verb: Token) -> Roles:
    """What stands in which place of the verb, gaps filled; places may overlap where the text allows both."""
    out: Roles = {}

    def put(place: str, token: Token) -> None:
        token = _resolved(token)
        if token.i != verb.i and token not in out.setdefault(place, []):
            out[place].append(token)

    passive = is_passive(verb)
    subjects = surface_subjects(verb)
    if passive:
        for token in agents_of(verb):
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
            put("iobject", child)
        elif child.dep_ in ("obj", "iobj") and case is None:
            if child.ent_type_ in ("DATE", "DURATION", "TIME") and "object" in out:
                continue
            put("iobject" if child.dep_ == "iobj" else "object", child)
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
            child.lower_ in _RELATIVE
            or (child.tag_ == "NNS" and child.i > verb.i)
            or (child.tag_ == "NN" and _follows(child, verb))
        ):
            if child.ent_type_ not in ("DATE", "DURATION", "TIME"):
                put("object", child)
                loose += conjuncts(child)
        elif child.dep_ in ("xcomp", "obl:unmarked", "ccomp") and child.pos_ in ("NOUN", "PROPN"):
            put("object", child)
    behind = verb.doc[verb.i + 1] if verb.i + 1 < len(verb.doc) else verb
    if behind.dep_ == "case" and behind.head.i > behind.i and behind.head.head.i > behind.head.i:
        # "made in Isfahan, as … claim": the tree hung it on a word still to come
        put(str(behind.lower_), behind.head)
    if passive:
        given = any(c.dep_ == "obj" and preposition(c) is None and c.i > verb.i for c in verb.children)
        for token in subjects:
            if not given or token.ent_type_:
                put("object", token)
            put("iobject", token)
            loose += conjuncts(_resolved(token))
    elif verb.dep_ in ("acl:relcl", "acl") and "object" not in out and not _infinitive_to(verb):
        # "the shells that its guns fire", "the jets Turkey flies"
        if (
            verb.head.i < verb.i
            and verb.head not in subjects
            and verb.dep_ == "acl:relcl"
            and _own_subjects(verb)
        ):
            put("object", verb.head)
    else:
        for token in subjects:
            for case, child in _behind(token):
                put(f"subject_{case}", child)
    for noun in loose:
        for case, child in _behind(noun):
            put(case, child)
    if (cleft := _cleft(verb)) is not None:
        put(*cleft)
    if (left := _stranded(verb)) is not None:
        put(*left)
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


def _follows(noun: Token, verb: Token) -> bool:
    """Whether a noun stands behind a verb with nothing between but its own words and a particle."""
    between = verb.doc[verb.i + 1 : noun.i]
    return noun.i > verb.i and all(t.head.i == noun.i or t.dep_ == "compound:prt" for t in between)


def _from_words(verb: Token, out: Roles, put: Callable[[str, Token], None], passive: bool) -> None:
    """Add, after what the tree has, what the order of the words says stands behind the verb."""
    doc = verb.doc
    found = phrases_behind(verb)
    placed = {t.i for tokens in out.values() for t in tokens}
    if not passive:
        bare = [p for p in found if p.case is None]
        if len(bare) > 1 and "iobject" not in out and joined(doc, bare[0], bare[1]):
            first = doc[bare[0].head]
            if first.head.i == verb.i or first.i in placed or "object" not in out:
                out["object"] = [t for t in out.get("object", []) if t.i != first.i]
                put("iobject", first)
                put("object", doc[bare[1].head])
        elif bare and "object" not in out and bare[0] is found[0] and not _clausal(verb):
            put("object", doc[bare[0].head])
    if passive:
        for phrase in found:
            if phrase.case == "by" and "subject" not in out:
                put("subject", doc[phrase.head])
    comma = next((t.i for t in doc[verb.i : verb.sent.end] if t.text == ","), len(doc))
    for phrase in found:
        token = doc[phrase.head]
        if phrase.case is None or token.ent_type_ in ("DATE", "DURATION", "TIME"):
            continue
        own = phrase.case in _LOOSE and preposition(token) in (None, phrase.case)
        if own and token.i not in placed and (phrase.start < comma or phrase.case in ("to", "from")):
            put(phrase.case, token)


def _clausal(verb: Token) -> bool:
    return any(c.dep_ in ("ccomp", "xcomp") and c.pos_ in ("VERB", "AUX") for c in verb.children)


def _behind(noun: Token, depth: int = 4) -> list[tuple[str, Token]]:
    """What stands behind a noun with a preposition, and behind that: it may belong to the verb."""
    out: list[tuple[str, Token]] = []
    if depth:
        for child in noun.children:
            case = preposition(child)
            if child.dep_ == "nmod" and child.i > noun.i and case is not None:
                if case in _LOOSE:
                    out.append((case, child))
                for last in conjuncts(child):
                    out += _behind(last, depth - 1)
    return out


def _infinitive_to(verb: Token) -> bool:
    return verb.dep_ == "acl" and _infinitive(verb)


def _split_object(noun: Token, put: object) -> None:
    """A receiver that the tree took for part of the thing: "lent Pakistan $3 billion"."""
    for child in noun.children:
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
            and child.ent_type_ in ("PLACE", "ORG", "PERSON")
            and not any(c.dep_ == "case" for c in child.children)
        ):
            following = child.doc[child.i + 1]
            if (
                following.ent_type_ in ("MONEY", "NUMBER")
                or following.pos_ in ("DET", "NUM", "SYM")
                or (following.ent_type_ != child.ent_type_ and following.pos_ == "ADJ")
            ):
                put("iobject", child)  # type: ignore[operator]


def joined_verbs(first: Token, second: Token) -> bool:
    """Whether the second verb is coordinated with the first, or with one that it stands under."""
    node = second
    for _ in range(3):
        if node.dep_ != "conj":
            return False
        node = node.head
        if node.i == first.i or any(a.i == node.i for a in first.ancestors):
            return True
    return False


def under_which(verb: Token) -> Token | None:
    """The noun under whose terms a clause stands: the deal in "the deal, under which Minsk ships potash"."""
    doc = verb.doc
    for token in verb.children:
        if (
            token.dep_ == "obl"
            and token.i < verb.i
            and preposition(token) == "under"
            and token.pos_ == "NOUN"
        ):
            return token  # "Under the accord, Minsk is to ship potash"
        if token.lower_ not in ("which", "whereby") or token.i > verb.i:
            continue
        i = token.i - 1
        while i > 0 and (doc[i].is_punct or doc[i].pos_ in ("ADP", "SCONJ")):
            i -= 1
        if token.lower_ == "whereby" or doc[token.i - 1].lower_ in ("under", "in", "by", "through"):
            return doc[i] if doc[i].pos_ in ("NOUN", "PROPN") else None
    return None


def no_longer(verb: Token) -> bool:
    """Whether a clause says that what was so is over: "no longer sells", "does not sell any more"."""
    return any(
        c.lower_ == "longer" and (c.i > 0 and verb.doc[c.i - 1].lower_ in ("no", "any"))
        for c in verb.children
    )


def negated(verb: Token) -> bool:
    """Whether a clause is negated: "has not sent", "sent no troops", "neither … nor"."""
    if no_longer(verb):
        return True
    for child in verb.children:
        low = child.lower_
        if child.dep_ in ("advmod", "neg", "cc", "cc:preconj", "det") and low in (
            "not",
            "n't",
            "n’t",
            "never",
            "neither",
            "nor",
            "no",
            "hardly",
            "barely",
            "scarcely",
        ):
            # "not only sent"
            after = verb.doc[child.i + 1].lower_ if child.i + 1 < len(verb.doc) else ""
            if low in ("not",) and after in ("only", "just", "merely"):
                continue
            return True
        if child.dep_ in ("obj", "nsubj", "nsubj:pass", "iobj") and child.i != verb.i:
            if child.lower_ in ("nothing", "none", "nobody", "neither"):
                return not _but(child)
            if any(c.dep_ in _NOT_ANY and c.lower_ in ("no", "neither") for c in child.children):
                return True
            if child.lower_ == "one" and child.i and child.nbor(-1).lower_ == "not":
                return True
    return False


def _but(token: Token) -> bool:
    doc = token.doc
    return token.i + 1 < len(doc) and doc[token.i + 1].lower_ in ("but", "except")


def left_edge(doc: Doc, token: Token) -> int:
    """The first token of a noun with what stands before it."""
    start = token.i
    todo = [token]
    while todo:
        word = todo.pop()
        for child in word.children:
            if (
                child.i < word.i
                and child.dep_
                in (
                    "det",
                    "nummod",
                    "amod",
                    "compound",
                    "advmod",
                    "nmod:poss",
                    "nmod:desc",
                    "flat",
                    "det:predet",
                    "nmod",
                    "punct",
                    "obl:unmarked",
                    "nmod:unmarked",
                )
                and not (child.dep_ == "punct" and child.text not in ("-", "–", "$", "’", "'"))
            ):
                if (
                    child.dep_ in ("nmod", "advmod")
                    and word.pos_ != "NUM"
                    and not (child.ent_type_ or child.pos_ in ("ADV", "ADJ"))
                ):
                    continue
                if any(
                    t.tag_ in ("VBD", "VBZ", "VBP", "MD") and t.pos_ != "ADJ"
                    for t in doc[child.i + 1 : word.i]
                ):
                    continue
                if child.i < start:
                    start = child.i
                todo.append(child)
    return start
