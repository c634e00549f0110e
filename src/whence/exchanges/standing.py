"""How far an exchange got: read off the trigger's tense and off the words that govern it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from whence.exchanges.clauses import (
    governing,
    infinitive,
    is_passive,
    negated,
    no_longer,
    own_subjects,
    surface_subjects,
    under_which,
)
from whence.exchanges.denial import disbelieved
from whence.exchanges.exchange import ExchangeStanding
from whence.exchanges.nominal import preposition
from whence.exchanges.rules import ExchangeRules, Governor

if TYPE_CHECKING:
    from whence.exchanges.draft import Draft
    from whence.reader.syntax import Token

Tense = Literal["future", "arranged", "past", "present", "possible", "due", "none"]
Found = ExchangeStanding | Literal["future", "not future", "impossible"]
"""A standing, or that it lies ahead, when whose word it is decides between promised and expected."""

_BELIEF: Final = frozenset(
    {"believe", "think", "see", "find", "suggest", "assume", "consider", "expect", "reckon"}
)
_KEPT: Final = frozenset({"stopped", "refused", "denied"})
_URGING: Final = frozenset(
    {"urge", "ask", "advise", "tell", "press", "implore", "beg", "order", "pressure", "warn", "persuade"}
)
_AHEAD: Final = (None, "future", "under way", "expected", "agreed")
_STEPS: Final = 8
_ALIKE: Final = frozenset({"let", "put", "cut", "set", "hit", "shut", "cost", "bid", "cast", "spread"})
"""Verbs whose past has the form of the infinitive, which a tagger may take for one."""
_THREATENING: Final = frozenset(
    {
        "threaten",
        "consider",
        "weigh",
        "mull",
        "want",
        "urge",
        "call",
        "ask",
        "warn",
        "tell",
        "order",
        "instruct",
        "press",
    }
)
_BE: Final = frozenset({"is", "are", "was", "were", "’s", "'s"})
_WANTING: Final = frozenset({"need", "want", "require"})
_HAVING: Final = frozenset({"have", "take", "owe", "leave"})
_PLANNED: Final = frozenset({"draft", "planned", "proposed", "possible", "mooted", "prospective"})
"""Words by which a deal is none yet."""
_CHANGING: Final = frozenset(
    {"rise", "fall", "grow", "increase", "decline", "decrease", "shrink", "double", "dwindle", "expand"}
)
"""Verbs that compare an amount with another: of a time that is over, it has been given."""


_CLOSE: Final = ("close", "closer", "near", "nearer")
_VERGE: Final = ("verge", "brink", "cusp")


def tense(verb: Token) -> Tense:
    """When the clause of a verb puts it, by its auxiliaries and form."""
    aux = [c for c in verb.children if c.dep_ in ("aux", "aux:pass", "cop")]
    words = {c.lower_ for c in aux}
    lemmas = {c.lemma_.lower() for c in aux}
    perfect = ("have" in lemmas and verb.tag_ in ("VBN", "VBD", "VBG", "VB")) or words & {"having"}
    if words & {"will", "shall", "'ll", "’ll", "wo", "sha"}:
        return "future"
    if words & {"would", "'d", "’d"} and not perfect:
        return "future"
    if words & {"should", "must", "ought"}:
        return "due"
    if words & {"may", "might", "could", "can", "ca"}:
        return "past" if perfect else "possible"
    if (to := next((c for c in verb.children if c.dep_ == "mark" and c.lower_ == "to"), None)) is not None:
        if any(c.lower_ in _BE and _at_once(c, to) for c in aux):
            return "arranged"
        if perfect:
            return "past"
        return "none"
    if perfect:
        return "present" if verb.tag_ == "VBG" and "been" in words else "past"
    if verb.tag_ == "VBG":
        return "present" if words & {"is", "are", "am", "’s", "'s", "’re", "'re", "was", "were"} else "none"
    if is_passive(verb):
        if words & {"being"} or (words & {"is", "are", "’s", "’re", "'s", "'re"}):
            return "present"
        return "past"
    if verb.tag_ == "VBD" or "did" in words or verb.tag_ == "VBN":
        return "past"
    if verb.tag_ == "VB" and not aux and verb.lemma_ in _ALIKE and own_subjects(verb):
        return "past"
    made = verb.dep_ == "ccomp" and verb.head.i < verb.i  # "let him go", and not "cross into …, they said"
    bare = (
        verb.tag_ == "VB"
        and not aux
        and verb.dep_ != "xcomp"
        and not made
        and any(c.dep_ == "nsubj" for c in verb.children)
    )
    if verb.tag_ in ("VBZ", "VBP") or words & {"do", "does"} or bare:
        return "present"
    return "none"


def _at_once(first: Token, to: Token) -> bool:
    """Whether "is" stands before "to" with no word between that governs it: not "is due to"."""
    between = first.doc[first.i + 1 : to.i]
    return first.i < to.i and all(t.pos_ in ("ADV", "PART", "PUNCT") for t in between)


_OF_TENSE: Final[dict[Tense, Found]] = {
    "future": "future",
    "arranged": "agreed",
    "past": "delivered",
    "present": "under way",
    "possible": "expected",
    "due": "requested",
}


def standing(draft: Draft, rules: ExchangeRules) -> Found:
    """How far it got, as trigger and tree have it; whose word it is has not been looked at."""
    if any(c.lower_ == "against" and c.i < draft.trigger.i for c in draft.trigger.children):
        return "impossible"  # "warned Washington against sending missiles"
    if _only_threatened(draft, rules) or _urged_not(draft.trigger):
        return "impossible"
    doubt = disbelieved(draft.trigger, rules)
    if doubt == "unsaid":
        return "impossible"
    found = _walked(draft, rules)
    if found == "denied" and doubt is None and _conditional(draft.trigger):
        return "impossible"  # "if the bank does not get its money"
    if found in ("delivered", "under way", "agreed", "signed") and _nearly(draft.trigger):
        return "in preparation"
    if doubt == "denied" and found in (
        "delivered",
        "under way",
        "expected",
        "future",
        "agreed",
        "in preparation",
        "requested",
        "offered",
        "promised",
        "signed",
    ):
        return "denied"
    return found


def _urged_not(trigger: Token) -> bool:
    """As in "urged Ethiopia not to accept Turkish drones": nobody has refused anything."""
    head = trigger.head
    negated_here = any(c.lower_ in ("not", "n't", "n’t") and c.i < trigger.i for c in trigger.children)
    return head.lemma_ in _URGING and head.i < trigger.i and infinitive(trigger) and negated_here


def _nearly(trigger: Token) -> bool:
    """As in "is close to signing a deal to buy", "is nearing an agreement", "moved closer to buying"."""
    doc = trigger.doc
    for node in [trigger, *trigger.ancestors][:_STEPS]:
        if node.dep_ == "obj" and node.head.lemma_ == "near" and node.head.i < node.i:
            return True
        link = next((c for c in node.children if c.dep_ in ("mark", "case") and c.i < node.i), None)
        if link is None or link.i < 1:
            continue
        nearly = _CLOSE if link.lower_ == "to" else _VERGE if link.lower_ == "of" else ()
        if doc[link.i - 1].lower_ in nearly:
            return True
    return False


def _only_threatened(draft: Draft, rules: ExchangeRules) -> bool:
    """As in "threatened to halt the shipments", "may cut its aid": nothing has stopped."""
    verb = draft.trigger
    if draft.frame.standing != "stopped":
        head = verb.head if verb.dep_ in ("obj", "nsubj", "nsubj:pass", "xcomp", "obl") else verb
        governor = rules.governor(head) if head.i != verb.i and head.tag_.startswith("VB") else None
        if governor is None or governor.standing != "stopped":
            return False
        verb = head
    if tense(verb) == "possible":
        return True
    bare = verb.tag_ in ("VBN", "VBD") and not any(c.dep_.startswith("aux") for c in verb.children)
    if bare and verb.dep_ in ("ccomp", "xcomp") and verb.head.lemma_ in _THREATENING:
        return True  # "wants the deliveries stopped"
    return infinitive(verb) and verb.head.lemma_ in _THREATENING


def _another(head: Token, node: Token) -> bool:
    """Whether somebody else than its own subject is to do what stands under a verb."""
    return any(c.dep_ in ("obj", "iobj") and head.i < c.i < node.i for c in head.children) or any(
        c.dep_ in ("nsubj", "obj") and head.i < c.i < node.i for c in node.children
    )


def _walked(draft: Draft, rules: ExchangeRules) -> Found:
    """What tense and the governing words make of it."""
    trigger = draft.trigger
    verbal = trigger.tag_.startswith("VB")
    found: Found | None = draft.frame.standing
    own = found is not None
    if verbal and not own:
        found = _OF_TENSE.get(tense(trigger))
    if found == "signed" and verbal and tense(trigger) in ("future", "possible", "none"):
        # "hope to sign him": what governs it says how far it got, as of any other act
        found, own = _OF_TENSE.get(tense(trigger)), False
    if found == "delivered" and verbal and tense(trigger) == "future" and trigger.lemma_ in _HAVING:
        found, own = "future", False  # "will have missiles from Seoul by spring"
    no = negated(trigger) if verbal else _without(draft)
    if no and draft.origin:
        return "denied"
    if no and own and found == "requested" and trigger.lemma_.lower() in _WANTING:
        return "impossible"  # "does not need German guns": nothing is denied
    if no and own and found == "agreed":
        found = "refused"  # "will not accept Russian gas"
    elif no and own and found in ("stopped", "refused"):
        return "impossible"  # "has never held back anything else"
    if no and found is not None and not own:
        if found == "expected":
            return "impossible"  # "may not buy"
        found = "not future" if found == "future" else "denied"
        if no_longer(trigger):
            found = "stopped"
    elif no and found in ("requested", "delivered"):
        found = "denied"
    elif no and verbal and found is None and infinitive(trigger):
        found = "not future"  # "decided not to send"
    node = trigger
    aspect_only = True
    for _ in range(_STEPS):
        head, dep = governing(node), node.dep_
        deal = under_which(node) if node.tag_.startswith("VB") else None
        if deal is not None and deal.head.i == node.i and deal.i > node.i and found == "under way":
            deal = None  # "sells gas to Minsk under a contract": it does, whatever the contract says
        begun = rules.governor(head) if node.tag_ == "VBG" and dep in ("xcomp", "ccomp") else None
        if deal is not None and begun is not None and begun.aspect and deal.head.i == node.i:
            deal = None  # "has begun taking gas under a contract"
        if deal is not None and _binds(deal, rules) and found in _AHEAD:
            # "a deal under which Minsk ships potash": it got as far as the deal did.
            found = _reached(deal, rules)
            if deal.head.i == node.i:
                break
            node = deal
            continue
        if head.i == node.i:
            break
        if dep == "conj":
            # "agreed to send shells and train crews": the second shares what governs the first.
            shares = head.tag_ == node.tag_ or node.tag_ in ("VB", "VBG", "VBN", "NN", "NNS")
            finite = tense(node) not in ("none",) if node.tag_.startswith("VB") else False
            if shares and not (finite and node.tag_ not in ("VB",)):
                if found is None and head.tag_.startswith("VB"):
                    found = _OF_TENSE.get(tense(head))
                node = head
                continue
            break
        if dep == "advcl" and infinitive(node) and found in _AHEAD and _won(head, rules):
            found = "signed"
            break
        if not _governed(node, dep, head):
            if dep in ("advcl", "acl", "parataxis") and found is None and head.tag_.startswith("VB"):
                found = _OF_TENSE.get(tense(head)) if node.tag_ == "VBG" else "expected"
            break
        bound = _bound_by(head, rules) if dep in ("xcomp", "advcl", "ccomp") and infinitive(node) else None
        if bound is not None and found in _AHEAD and _reached(bound, rules) == "signed":
            found = "signed"
            break
        if own and found in ("requested", "offered") and _met_with_refusal(head):
            found = "refused"
            break
        governor = _governor(head, node, rules)
        if governor is not None:
            made = _made(governor, head)
            if made == "in preparation" and head.lemma_ == "want" and _another(head, node):
                made = "requested"  # "wanted Minsk to supply potash"
            if governor.aspect:
                if aspect_only and (found is None or found in ("delivered", "under way")):
                    found = made
                    when = _OF_TENSE.get(tense(head))
                    ahead = when in ("future", "expected") and made in ("under way", "delivered")
                    if ahead or (made == "under way" and when == "delivered" and _changed(node, head)):
                        found = when  # "purchases fell by a third last year"
            elif own:
                answered = found in ("requested", "offered", "agreed") and made in ("refused", "agreed")
                if made in ("denied", "stopped") or answered:
                    found = made
            elif found == "not future" and made in ("promised", "agreed", "in preparation", "offered"):
                found = "refused"  # "announced that it would not sell"
                aspect_only = False
            elif found == "not future" and made == "requested":
                return "impossible"  # "urged Minsk not to sell"
            elif made == "promised" and dep == "ccomp" and found not in (None, "future", "expected"):
                pass  # "announced that the first hundred had arrived", "that it had agreed to sell"
            elif (found in _KEPT and not aspect_only) or (found == "denied" and made not in ("denied",)):
                pass
            else:
                found = made
                aspect_only = False
        elif (
            head.lemma_ == "have"
            and dep in ("xcomp", "ccomp")
            and any(c.lower_ == "yet" for c in (*head.children, *node.children))
        ):
            found = "promised"
        elif head.lemma_ == "use" and head.tag_ == "VBD" and dep == "xcomp" and infinitive(node):
            found = "delivered" if draft.origin else "stopped"  # "used to supply"
        elif head.tag_.startswith("VB"):
            if negated(head) and head.lemma_ in _BELIEF and found not in ("refused", "stopped"):
                found = "denied"
            elif found is None:
                found = _OF_TENSE.get(tense(head))
                if negated(head) and found is not None:
                    found = "not future" if found == "future" else "denied"
                    if no_longer(head):
                        found = "stopped"
                if head.lemma_ == "go" and head.tag_ == "VBG" and dep in ("xcomp", "ccomp", "advcl"):
                    found = "future"
        if (
            (
                head.tag_.startswith("VB")
                and dep not in ("xcomp",)
                and not head.dep_.startswith(("xcomp", "conj", "acl"))
            )
            and (head.dep_ not in ("ccomp",) or head.lemma_ not in _BELIEF)
            and head.dep_ != "ccomp"
        ):
            break
        node = head
    if found is None:
        found = "delivered" if not verbal else "expected"
    if found in ("delivered", "under way") and _conditional(trigger):
        found = "expected"
    return found


def _met_with_refusal(verb: Token) -> bool:
    """As in "A request to Minsk for wheat met with a polite refusal"."""
    return verb.lemma_ == "meet" and any(
        c.lemma_ in ("refusal", "rejection", "rebuff") and preposition(c) in ("with", "by", None)
        for c in verb.children
    )


def _bound_by(verb: Token, rules: ExchangeRules) -> Token | None:
    """The deal that has somebody do what stands under a verb: "The contract obliges the yard to …"."""
    if verb.lemma_ not in ("oblige", "require", "commit", "bind") or is_passive(verb):
        return None
    deals = [t for t in surface_subjects(verb) if t.lemma_.lower() in rules.agreement_nouns]
    return deals[0] if deals else None


def _won(verb: Token, rules: ExchangeRules) -> bool:
    """As in "won a contract to supply trams", the infinitive hung on the verb: it is signed."""
    got = verb.lemma_ in ("win", "secure", "land", "clinch", "get", "sign", "obtain")
    deals = [
        c for c in verb.children if c.dep_ == "obj" and c.lemma_.lower() in rules.agreement_nouns | {"order"}
    ]
    return got and bool(deals) and tense(verb) == "past"


def _changed(node: Token, verb: Token) -> bool:
    """Whether an amount is compared with another, of a time that is over: "fell by a third last year"."""
    if verb.lemma_ not in _CHANGING or not node.dep_.startswith("nsubj"):
        return False
    return any(t.ent_type_ == "DATE" for c in verb.children if c.dep_.startswith("obl") for t in c.subtree)


def _binds(deal: Token, rules: ExchangeRules) -> bool:
    """Whether a noun is a deal, by itself or by what was done with it: "a licence agreed in May"."""
    done = [c for c in deal.children if c.dep_ == "acl" and c.tag_ in ("VBN", "VBD")]
    made = {rules.agreement_verbs.get(str(c.lemma_).lower()) for c in done}
    return deal.lemma_.lower() in rules.agreement_nouns or bool(made & {"signed", "agreed"})


def _reached(deal: Token, rules: ExchangeRules) -> Found:
    """How far a deal got: signed where the clause around it or on it says so."""
    if any(c.lower_ in _PLANNED for c in deal.lefts):
        return "in preparation"  # "a draft accord"
    verbs = [deal.head, *(c for c in deal.children if c.dep_ in ("acl:relcl", "acl"))]
    if any(rules.agreement_verbs.get(str(v.lemma_).lower()) == "signed" for v in verbs):
        return "signed"
    names = any(c.lemma_ in ("name", "signature", "pen") and c.dep_ == "obj" for c in deal.head.children)
    return "signed" if names else "agreed"


def _conditional(trigger: Token) -> bool:
    """Whether it stands under "if" or "unless"."""
    clauses = [trigger, *trigger.ancestors][:_STEPS]
    return any(
        c.dep_ == "mark" and c.lower_ in ("if", "unless", "provided")
        for clause in clauses
        if clause.dep_ == "advcl"
        for c in clause.children
    )


def _governed(node: Token, dep: str, head: Token) -> bool:
    if node.tag_.startswith("VB"):
        if dep in ("xcomp", "ccomp", "csubj", "csubj:pass"):
            return True
        if dep == "acl":
            return node.tag_ in ("VB", "VBG") and head.pos_ in ("NOUN", "VERB")
        if dep == "advcl":
            if any(c.dep_ == "mark" and c.lower_ == "whether" for c in node.children):
                return True  # "is considering whether to lend"
            if node.tag_ == "VBG" and _object_of(node, head):
                return True  # "has ruled out sending", the gerund taken for a clause beside it
            return (
                node.tag_ == "VBG"
                and any(c.dep_ == "mark" and c.lower_ in ("from", "of", "to") for c in node.children)
            ) or (
                node.tag_ == "VB"
                and (head.pos_ == "ADJ" or head.lemma_ in ("go", "have", "ready", "set", "prepare", "sign"))
            )
        return dep == "obl"
    return dep in ("obj", "nsubj", "nsubj:pass", "nmod", "obl", "compound", "xcomp", "appos", "ccomp")


def _phrasal(verb: Token, rules: ExchangeRules) -> bool:
    """Whether a verb governs by its particle: "backed out of a plan to give"."""
    after = verb.doc[verb.i + 1].lower_ if verb.i + 1 < len(verb.doc) else ""
    return f"{verb.lemma_.lower()} {after}" in rules.governors


def _object_of(node: Token, head: Token) -> bool:
    """Whether a gerund stands at once behind its verb, with no more than a particle or "again" between."""
    between = node.doc[head.i + 1 : node.i]
    return head.i < node.i and all(t.tag_ in ("RP", "RB") or t.dep_ == "compound:prt" for t in between)


def _governor(head: Token, node: Token, rules: ExchangeRules) -> Governor | None:
    lemma = str(head.lemma_).lower()
    found = rules.governor(head)
    if found is None:
        return None
    verbal = node.tag_.startswith("VB")
    if not verbal:
        if (
            node.dep_ == "obl"
            and preposition(node) is not None
            and not (_phrasal(head, rules) and preposition(node) in ("of", "on", "from"))
            and lemma
            not in ("ask", "call", "appeal", "agree", "prepare", "hope", "sign", "negotiate", "talk")
        ):
            return None
        if node.dep_ == "nsubj" and head.tag_.startswith("VB") and node.i < head.i:
            # "Shipments continue", "deliveries have all but ceased"; not "aid helped".
            if found.aspect or found.standing in ("stopped", "expected"):
                return found if not any(c.dep_ == "obj" for c in head.children) or found.aspect else None
            return None
        if node.dep_ == "nmod" and head.pos_ != "NOUN":
            return None
        if node.dep_ in ("compound", "appos"):
            return None
        return found
    if lemma in ("want", "need", "expect") and node.dep_ in ("xcomp", "ccomp"):
        other = any(c.dep_ in ("obj", "iobj", "nsubj:pass") for c in head.children) or _another(head, node)
        if lemma in ("want", "need") and not other:
            return Governor("expected", "denied")
        return found
    if lemma in ("tell", "order", "call", "press", "push") and node.dep_ != "xcomp":
        return None
    if lemma == "go":
        return None if any(c.dep_ == "mark" for c in node.children) else found
    if lemma in ("set",) and not is_passive(head):
        return None
    if lemma in ("may", "might", "could"):
        return None
    return found


def _made(governor: Governor, head: Token) -> ExchangeStanding:
    no = negated(head) if head.tag_.startswith("VB") or head.pos_ == "ADJ" else False
    if no and governor.negated is not None:
        return governor.negated
    return governor.standing


def _without(draft: Draft) -> bool:
    return any(c.dep_ == "det" and c.lower_ == "no" for c in draft.trigger.children)
