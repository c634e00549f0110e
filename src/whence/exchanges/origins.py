"""Where things came from, and who has them: "two-thirds of the shells came from …"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from whence.exchanges.clauses import is_passive, preposition, surface_subjects
from whence.exchanges.draft import Draft
from whence.exchanges.filling import Filler
from whence.exchanges.items import Thing
from whence.exchanges.places import roles
from whence.exchanges.rules import Frame
from whence.exchanges.side import Side

if TYPE_CHECKING:
    from spacy.tokens import Token


class Origins(Filler):
    """Drafts of verbs of origin: what came from, or was made in, a place went to whoever has it."""

    def _origin(self, verb: Token, lemma: str) -> Draft | None:
        for origin in self.rules.origins[lemma]:
            if origin.passive != is_passive(verb):
                continue
            places = roles(verb)
            subjects = surface_subjects(verb)
            taken_up = self._taken_up(subjects)
            if taken_up is not None:
                subjects = [taken_up]
            frames = self.rules.verbs.get(lemma, ())
            given = any("giver" not in frame.needs for frame in frames)
            if origin.passive and given and not any(map(self._shared, subjects)):
                continue
            gives = [t for s in subjects if not self._is_party(s) for t in self.items.things(s)]
            shares = [s for s in subjects if self._shared(s)]
            if not gives and shares:
                whole = [t for o in places.get("of", ()) for t in self.items.things(o)]
                gives = [
                    Thing(s.i, self.items.share_end(s), s.i, whole[0].category) for s in shares[:1] if whole
                ]
                gives = gives or [t for s in shares for t in self.items.left_out(s)]
            if lemma in ("come", "stem", "originate", "hail"):
                gives = [t for t in gives if t.category not in ("territory", "political", "prisoners")]
            if not gives:
                continue
            sides = self._sides(origin.giver, places, {t.head for t in gives})
            sides = [
                s for s in sides if s.actor is not None or self.doc[s.start].ent_type_ in ("PLACE", "ORG")
            ]
            if not sides:
                continue
            frame = Frame(("from",), (), ("subject",), plover="AID", standing="delivered")
            draft = Draft(verb, frame, sides, [], gives, plover="AID", origin=True)
            draft.receivers = self._sides(("to", "for"), places, {t.head for t in gives}) or self._holders(
                subjects, gives, draft
            )
            draft.receivers = draft.receivers or [s for t in gives for s in self._user(t, draft)][:1]
            return draft
        return None

    def _taken_up(self, subjects: list[Token]) -> Token | None:
        """The noun just before a pronoun that only takes it up: "the missiles they were made in Isfahan"."""
        if len(subjects) != 1 or subjects[0].lower_ not in ("it", "they") or subjects[0].is_sent_start:
            return None
        before = self.doc[subjects[0].i - 1]
        return before if before.pos_ == "NOUN" else None

    def _shared(self, token: Token) -> bool:
        return token.pos_ in ("NUM", "DET") or token.lemma_.lower() in self.rules.containers

    def _holders(self, subjects: list[Token], gives: list[Thing], draft: Draft) -> list[Side]:
        """Who has what came from elsewhere: "in Russia", "fired by Russia", "that Russian guns fire"."""
        nouns = [self.doc[t.head] for t in gives] + subjects
        for noun in nouns:
            for child in noun.children:
                side = None
                if child.dep_ == "nmod" and preposition(child) == "in" and child.ent_type_ == "PLACE":
                    side = self.parties.side(child)
                elif child.dep_ in ("acl", "acl:relcl") and not any(
                    c.dep_ == "mark" and c.lower_ == "as" for c in child.children
                ):
                    for user in roles(child).get("subject", []):
                        if user.i != noun.i and user.i not in self.parties.speakers:
                            side = self.parties.side(user) or self.parties.modifier(user)
                elif child.dep_ == "nmod:poss":
                    side = self.parties.side(child)
                if side is not None and not any(side.same(g) for g in draft.givers):
                    return [side]
        return []
