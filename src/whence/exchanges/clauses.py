"""Clauses: who does what to whom in the reader's tree, with voice, gaps and shared subjects undone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from whence.exchanges.nominal import NOMINAL, left_edge, preposition
from whence.reader.syntax import once

if TYPE_CHECKING:
    from whence.reader.syntax import Token


RELATIVE: Final = frozenset({"who", "which", "that", "whom"})
_OBJECT_CONTROL: Final = frozenset(
    {"ask", "urge", "tell", "order", "allow", "let", "help", "want", "expect", "force", "persuade", "permit",
     "press", "call", "enable", "require", "request", "instruct", "beg", "implore", "oblige", "commission",
     "hire", "authorise", "authorize", "push", "see", "stop", "prevent", "forbid", "get", "have", "encourage",
     "invite", "like", "love", "prefer", "wish", "trust", "leave", "accuse",
     "suspect", "pay", "lobby", "pressure", "convince", "need"}
)  # fmt: skip
_TELLING: Final = frozenset({"say", "believe", "think", "allege", "claim", "suspect", "insist", "report"})
MAKING: Final = frozenset({"make", "build", "manufacture", "produce", "design", "develop", "assemble"})
"""Verbs of making a thing: who does hands nothing over by it."""
_OBLIGING: Final = frozenset(
    {"oblige", "require", "commit", "force", "ask", "urge", "order", "instruct", "persuade", "permit",
     "allow", "enable", "compel", "bind", "authorise", "authorize"}
)  # fmt: skip
_BLAMED: Final = frozenset(
    {"accuse", "suspect", "thank", "thanke", "praise", "criticise", "criticize", "condemn", "blame", "pay",
     "punish", "reward", "sanction", "fine", "block", "prevent", "stop", "bar", "ban", "prohibit", "keep",
     "discourage", "dissuade", "deter", "indict", "arrest", "convict", "charge", "jail", "blacklist",
     "catch", "credit", "forbid", "denounce", "rebuke", "fault"}
)  # fmt: skip
"""Verbs whose object does what follows: "accused Tehran of sending", "barred Madrid from selling"."""
_ASKING: Final = frozenset({"request", "demand", "appeal", "call", "plea", "petition"})
_ANSWERING: Final = frozenset(
    {"reject", "refuse", "decline", "accept", "grant", "approve", "rebuff", "ignore", "dismiss", "receive",
     "turn", "heed", "spurn"}
)  # fmt: skip
_BLAMING: Final = frozenset({"accuse", "suspect"})
_NOT_ANY: Final = ("det", "advmod", "cc:preconj", "cc")
_DEPTH: Final = 6


@once
def is_passive(verb: Token) -> bool:
    """Whether the verb is passive, or a participle that is one ("the soldiers sent to the front")."""
    aux = [c for c in verb.children if c.dep_ == "aux"]
    if any(c.dep_ in ("aux:pass", "nsubj:pass", "csubj:pass") for c in verb.children):
        # "It has asked Moscow for jets" is active, whatever the tree calls its subject.
        marked = any(c.dep_ == "aux:pass" for c in verb.children)
        bare = (
            not aux and verb.dep_ == "ROOT" and verb.sent[-1].text == "."
        )  # "A freighter docked in Luanda."
        return marked or (not aux and not bare) or any(c.lemma_ == "be" for c in aux)
    if aux or (verb.dep_ == "acl" and garden(verb) is not None):
        return False
    if verb.tag_ == "VBD" and verb.dep_ == "acl" and not own_subjects(verb):
        # "the soldiers sent to the front", where the tagger saw a past tense
        return not any(c.dep_ == "obj" for c in verb.children)
    if _reduced(verb):
        return True
    if verb.tag_ != "VBN":
        return False
    if any(c.dep_ == "nsubj" and c.i < verb.i for c in verb.children):
        return False  # "tanks it ordered", the past taken for a participle
    if verb.dep_ == "conj" and verb.head.pos_ == "VERB" and not own_subjects(verb):
        return is_passive(verb.head)
    return verb.dep_ in ("acl", "advcl", "amod", "acl:relcl", "nmod") or (
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


def own_subjects(verb: Token) -> list[Token]:
    """The heads of the subject that hang on the verb itself."""
    found = [
        c
        for c in verb.children
        if c.dep_ in ("nsubj", "nsubj:pass", "nsubj:outer") and preposition(c) is None
    ]
    if len(found) > 1:
        # "Norway's Kongsberg wants": whose it is, is no second subject
        found = [c for c in found if not any(k.tag_ == "POS" for k in c.children)] or found
    thing = next((c.i for c in verb.children if c.dep_ == "obj" and c.i > verb.i), None)
    if thing is not None:
        # Behind verb and object stands another's subject: "gave Cairo parts, two aides … said".
        found = [c for c in found if c.i < thing]
    if any(c.i < verb.i for c in found):
        # Behind an active verb stands who receives: "is sending Minsk more shells".
        found = [c for c in found if c.i < verb.i]
        if len(found) > 1 and verb.doc[left_edge(found[-1]) - 1].text == ",":
            # "According to the Centre, a study group, and Reuters, Iran has …": the nearest acts
            found = found[-1:]
    if not found and verb.dep_ == "xcomp" and verb.head.lemma_ in _OBJECT_CONTROL and infinitive(verb):
        # "wants London to return its gold", London hung on "return"
        found = [c for c in verb.children if c.dep_ == "obj" and verb.head.i < c.i < verb.i]
    if found or verb.dep_ in ("acl", "acl:relcl"):
        return found
    # A name before the verb that the tree hung on the object behind it.
    for noun in verb.children:
        if noun.dep_ == "obj" and noun.i > verb.i:
            across = [c for c in noun.children if c.i < verb.i and c.pos_ == "PROPN"]
            if across:
                return across[-1:]
    return []


def antecedent(token: Token) -> Token | None:
    """The noun that a relative pronoun stands for; None for what is no relative pronoun."""
    if token.lower_ not in RELATIVE or token.pos_ not in ("PRON", "DET", "SCONJ"):
        return None
    for ancestor in token.ancestors:
        if ancestor.dep_ in ("acl:relcl", "acl"):
            noun = ancestor.head
            if noun.i < token.i and (nearer := _nearer(token, ancestor, noun)) is not None:
                return nearer
            return noun if noun.i < token.i else None
        if not ancestor.dep_.startswith(("conj", "xcomp", "ccomp", "nmod", "obl")):
            return None
    if token.tag_ == "WDT" and token.i > 1 and token.nbor(-1).pos_ == "NOUN":
        return token.nbor(-1)  # "arms that it has bought", the clause hung elsewhere
    apart = token.lower_ == "which" and token.i > 2 and token.nbor(-1).text == "," and token.dep_ == "nsubj"
    if apart and token.nbor(-2).pos_ == "PROPN" and token.head.dep_ != "acl:relcl":
        return token.nbor(-2)  # "by the European Union, which suspended aid"
    if token.i > 2 and token.nbor(-1).pos_ == "ADP" and token.nbor(-2).text == ",":
        # "the design of the drone, for which it paid in gold", the clause hung elsewhere
        noun = token.nbor(-3)
        while noun.dep_ == "nmod" and noun.head.i < noun.i:
            noun = noun.head
        return noun if noun.pos_ == "NOUN" else None
    return None


def _nearer(token: Token, verb: Token, noun: Token) -> Token | None:
    """The name just before ", which pays", where the tree has a noun of many that does not agree with it."""
    before = token.nbor(-1) if token.i > 1 else token
    one = verb.tag_ == "VBZ" or any(c.tag_ == "VBZ" and c.i < verb.i for c in verb.children)
    if before.text != "," or not one or not token.dep_.startswith("nsubj") or noun.tag_ != "NNS":
        return None
    name = token.nbor(-2)
    return name if name.pos_ == "PROPN" and name.i != noun.i else None


def resolved(token: Token) -> Token:
    """What a relative pronoun stands for; any other word itself."""
    return antecedent(token) or token


def interposed(says: Token) -> bool:
    """Whether a verb is the "says" of "a ship that the navy says was carrying shells"."""
    if says.dep_ != "acl:relcl" or says.lemma_ not in _TELLING or says.i + 1 >= len(says.doc):
        return False
    who = next((c for c in says.children if c.dep_ == "nsubj" and says.head.i < c.i < says.i), None)
    if who is None or who.tag_ in ("WDT", "WP"):
        return False
    return says.doc[says.i + 1].tag_ in ("VBD", "VBZ", "VBP", "VBN", "MD")


def surface_subjects(verb: Token, depth: int = _DEPTH) -> list[Token]:
    """The heads of the subject as it stands, or of the one that the verb shares with another."""
    own = [resolved(_nominal(t)) for t in own_subjects(verb)]
    if all(t.lower_ in RELATIVE for t in own) and (who := _brought_forward(verb)) is not None:
        return [who]
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
    if dep == "conj" and head.pos_ == "NOUN" and head.lower_.endswith("ing") and head.dep_ == "obj":
        return surface_subjects(head.head, depth - 1)  # "denies arming or supporting them"
    if dep == "conj" and (main := _main_of(verb)) is not None:
        return surface_subjects(main, depth - 1)
    if dep == "conj":
        return surface_subjects(head, depth - 1) if head.pos_ in ("VERB", "AUX", "ADJ", "NOUN") else []
    if dep == "acl" and head.pos_ == "VERB" and infinitive(verb) and not is_passive(head):
        return _controlled(verb, head, depth)  # "plans to give", the infinitive taken for a clause on a noun
    if dep == "acl" and (ship := garden(verb)) is not None:
        return surface_subjects(ship, depth - 1)
    if dep == "acl" and verb.tag_ == "VBG":
        by = head.head if head.dep_ == "obl:agent" and head.head.lemma_ in _BLAMED else head
        if (by is not head or head.lemma_ == "sanction") and (done := _done_by(verb, by)):
            return done
    if dep == "advcl" and head.lemma_ in _BLAMING and any(c.lower_ == "of" for c in verb.children):
        # "accuses Minsk of arming the rebels", Minsk taken for a second subject
        blamed = [c for c in head.children if head.i < c.i < verb.i and c.dep_ in ("obj", "iobj", "nsubj")]
        if blamed:
            return blamed[:1]
    if dep in ("xcomp", "ccomp") and verb.i > head.i and interposed(head):
        return [head.head]  # who says so carries nothing
    if dep in ("xcomp", "ccomp"):
        return _controlled(verb, governing(verb), depth)
    if dep == "acl" and _in_a_row(verb):
        return surface_subjects(head.head, depth - 1)
    if dep == "acl":
        if verb.tag_ in ("VBN", "VBG", "VBD") and not infinitive(verb):
            return [head]
        return _of_noun(head, depth)
    if dep == "acl:relcl":
        gap = not any(c.lower_ in RELATIVE for c in verb.children)
        return [head] if gap and not any(c.dep_ == "mark" for c in verb.children) else _before(verb)
    if dep == "advcl" and head.lemma_ in _OBLIGING and infinitive(verb) and not is_passive(head):
        objects = [c for c in head.children if c.dep_ in ("obj", "iobj") and head.i < c.i < verb.i]
        if objects:
            return [resolved(t) for t in objects[-1:]]  # "obliges the yard to deliver shells"
    if dep in ("advcl", "xcomp", "obl") and head.lemma_ in _BLAMED and (done := _done_by(verb, head)):
        return done
    if dep in ("advcl", "parataxis", "obl"):
        if dep == "parataxis" and head.pos_ == "PROPN" and _aside(head, verb):
            return [head]
        if head.pos_ in ("VERB", "AUX", "ADJ", "NOUN"):
            return surface_subjects(head, depth - 1)
        return []
    return []


def garden(verb: Token) -> Token | None:
    """The participle that the tree took for the main verb: "A ship carrying flour and tents docked in …"."""
    if verb.tag_ not in ("VBN", "VBD") or any(c.dep_.startswith(("aux", "mark")) for c in verb.children):
        return None
    node = verb.head
    while node.dep_ in ("conj", "nmod", "obj", "obl") and node.head.i < node.i:
        node = node.head
    bare = node.tag_ == "VBG" and not any(c.dep_.startswith("aux") for c in node.children)
    main = node.dep_ == "ROOT" or (node.dep_ == "ccomp" and node.head.i > verb.i)
    own = [c for c in node.children if c.dep_ == "nsubj" and c.i < node.i]
    return node if bare and main and own and node.i < verb.i else None


def _main_of(verb: Token) -> Token | None:
    """The verb before a clause with "because" or "as" that a further verb goes on from.

    As in "It stopped them because its wells ran dry, and still sells gas": not the wells.
    """
    clause = verb.head
    finite = verb.tag_ in ("VBZ", "VBD", "VBP") or any(c.tag_ in ("MD", "VBZ", "VBP") for c in verb.children)
    marked = clause.dep_ == "advcl" and any(c.dep_ == "mark" and c.tag_ == "IN" for c in clause.children)
    joint = next((c for c in verb.children if c.dep_ == "cc"), None)
    apart = joint is not None and joint.i > 0 and joint.nbor(-1).text == ","
    return clause.head if finite and marked and apart and clause.head.i < clause.i else None


def _aside(name: Token, verb: Token) -> bool:
    """As in "Oslo, the first to do so, gave …", where the tree has the verb hang on the name."""
    between = [c for c in name.children if name.i < c.i < verb.i and c.dep_ in ("appos", "acl:relcl", "acl")]
    return name.i < verb.i and bool(between) and verb.doc[verb.i - 1].text == ","


def _in_a_row(verb: Token) -> bool:
    """As in "was trained by Turkey, armed by Egypt": of one subject, and nothing is said of Turkey."""
    head = verb.head
    comma = verb.i > 0 and verb.nbor(-1).text == ","
    agent = head.dep_ in ("obl", "obl:agent") and preposition(head) == "by" and is_passive(head.head)
    return comma and agent and verb.tag_ == "VBN" and bool(agents_of(verb))


def _done_by(verb: Token, head: Token) -> list[Token]:
    """Who did what somebody is accused of, fined for or kept from; "sanctions on a firm for selling"."""
    marks = [c.lower_ for c in verb.children if c.i < verb.i]
    if verb.tag_ != "VBG" or not {"of", "for", "from"} & set(marks):
        return []
    if head.lemma_ == "sanction" and head.pos_ == "NOUN":
        return [c for c in head.children if preposition(c) in ("on", "against") and c.i < verb.i][-1:]
    if is_passive(head):
        return [resolved(t) for t in own_subjects(head)]
    behind = ("obj", "iobj", "nsubj")  # "accuses the Emirates of arming", the accused taken for a subject
    found = [resolved(c) for c in head.children if c.dep_ in behind and head.i < c.i < verb.i][-1:]
    which = (
        c for c in head.children if c.lower_ in RELATIVE and c.i < head.i and not c.dep_.startswith("nsubj")
    )
    if not found and head.dep_ == "acl:relcl" and next(which, None) is not None:
        return [head.head]  # "Turkey, which Greece accused of supplying missiles"
    return found


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


def _brought_forward(verb: Token) -> Token | None:
    """Who acts in "It was Seoul, not Tokyo, that sold …", "It is Rwanda, they say, that arms …"."""
    if not any(c.lower_ in ("that", "who") and c.i < verb.i for c in verb.children):
        return None
    start = verb.sent.start
    for token in verb.doc[start : verb.i - 2]:
        after = token.nbor(1)
        if token.lower_ == "it" and after.lemma_ == "be" and after.pos_ in ("AUX", "VERB"):
            behind = verb.doc[after.i + 1 : verb.i]
            nouns = [t for t in behind if t.pos_ in ("PROPN", "NOUN")]
            direct = nouns and all(
                t.pos_ in ("DET", "ADJ", "ADV") for t in verb.doc[after.i + 1 : nouns[0].i]
            )
            return nouns[0] if direct and nouns[0].dep_ not in ("compound", "nmod:poss") else None
    return None


def infinitive(verb: Token) -> bool:
    """Whether the verb stands with "to"."""
    return any(c.dep_ == "mark" and c.lower_ == "to" for c in verb.children)


def governing(verb: Token) -> Token:
    """The word that a verb stands under: of "hopes to get jets, diplomats say", "hopes" and not "say"."""
    head = verb.head
    if verb.dep_ not in ("ccomp", "xcomp") or head.i < verb.i:
        return head
    to = next((c for c in verb.children if c.dep_ == "mark" and c.lower_ == "to"), None)
    if to is None or not to.i or any(c.dep_.startswith("nsubj") for c in verb.children):
        return head
    before = verb.doc[to.i - 1]
    return before if before.pos_ == "VERB" and before.i in (head.head.i, head.i) else head


def _controlled(verb: Token, head: Token, depth: int) -> list[Token]:
    if head.pos_ in ("NOUN", "PROPN", "ADJ"):
        return own_subjects(head) or surface_subjects(head, depth - 1)
    if head.lemma_ == "say" and infinitive(verb) and not is_passive(head):
        return []  # "enough, officials said, to pay the men": who says so pays nothing
    if head.lemma_ in _OBJECT_CONTROL and not is_passive(head):
        objects = [c for c in head.children if c.dep_ in ("obj", "iobj") and c.i < verb.i]
        if objects:
            return [resolved(t) for t in objects]
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
    if any(c.dep_ == "cop" for c in noun.children):
        return own_subjects(noun)  # "Hanoi is in talks to buy"
    top = noun
    for _ in range(3):
        if top.dep_ in ("conj", "nmod", "appos"):
            top = top.head
    if top.head.pos_ == "VERB" and top.dep_ == "obl" and preposition(top) in ("of", "on", "from", "with"):
        return surface_subjects(
            top.head, depth - 1
        )  # "backed out of a plan to give", "went on with plans to"
    if top.head.pos_ in ("VERB", "AUX") and top.dep_ in ("obj", "nsubj", "nsubj:pass", "xcomp"):
        if top.dep_.startswith("nsubj"):
            return agents_of(top.head)
        if is_passive(top.head):
            return agents_of(top.head)
        return surface_subjects(top.head, depth - 1)
    return []


def agents_of(verb: Token) -> list[Token]:
    """Who acts in a passive clause."""
    found = [c for c in verb.children if c.dep_ in ("obl:agent", "obl") and preposition(c) == "by"]
    found = [c for c in found if c.ent_type_ not in ("DATE", "TIME")]
    if found or verb.tag_ not in ("VBN", "VBD"):
        return found
    # "sent to the front by Minsk", hung on the front
    places = [c for c in verb.children if c.dep_ == "obl" and c.i > verb.i]
    return [n for c in places for n in c.children if n.dep_ == "nmod" and preposition(n) == "by"]


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
        if token.dep_ == "obl" and preposition(token) == "under" and token.pos_ == "NOUN":
            return token  # "Under the accord, Minsk is to ship potash"
        if token.lower_ not in ("which", "whereby") or token.i > verb.i:
            continue
        i = token.i - 1
        dated = ("DATE", "TIME")
        while i > 0 and (doc[i].is_punct or doc[i].pos_ in ("ADP", "SCONJ") or doc[i].ent_type_ in dated):
            i -= 1
        if doc[i].tag_ in ("VBN", "VBD"):
            # "a contract was signed in May, under which …"
            i = next((c.i for c in doc[i].children if c.dep_ in ("nsubj", "nsubj:pass", "obj")), i)
        if (
            doc[i].dep_ == "nmod"
            and preposition(doc[i]) in ("with", "between")
            and doc[i].head.pos_ == "NOUN"
        ):
            i = doc[i].head.i  # "a barter with Nairobi, under which …"
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
