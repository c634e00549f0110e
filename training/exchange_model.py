"""The head for exchanges: two layers of its own over the reader's fourth, and scores of words and pairs.

Each word's state is joined with those of its syntactic head and of the verb above it, so that "who" and
"what" of one verb are seen together. Words are scored as items (given, returned), by category and by
standing; pairs by deep biaffine attention (Dozat and Manning 2017) with a table of biases that knows the
relation of the party's word and where it stands in the tree from the item.
"""

from __future__ import annotations

import copy

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from training.model import Dropout, Reader
from whence.reader.labels import DEPRELS, UPOS
from whence.reader.passing import CATEGORIES, STANDINGS

FROM_LAYER = 4
"""Layers of the reader below the head's own."""

PAIRS = 15
"""Ways in which a party's word can stand from the item; see `placed`."""

_ROOT = DEPRELS.index("root")
_VERB = UPOS.index("VERB")


def verb_above(heads: Tensor, upos: Tensor, rels: Tensor) -> Tensor:
    """The nearest verb, or root, strictly above each word (batch, words), six steps up at most."""
    stop = (upos == _VERB) | (rels == _ROOT)
    at = heads
    for _ in range(5):
        at = torch.where(stop.gather(1, at), at, heads.gather(1, at))
    return at


def placed(heads: Tensor, verbs: Tensor, sentences: Tensor, items: Tensor | None = None) -> Tensor:
    """How word j stands from item i: (batch, i, j), 0 to PAIRS - 1, the closest way that holds.

    Every word may be an item, or only those of `items` (items,).
    """
    above, over = heads.gather(1, heads), verbs.gather(1, verbs)
    # In 32 bits: these tables are read some twenty times.
    heads, verbs, above, over, sentences = (x.int() for x in (heads, verbs, above, over, sentences))
    n = heads.shape[1]
    j = torch.arange(n, dtype=torch.int32, device=heads.device)[None, None, :]
    every = torch.arange(n, device=heads.device) if items is None else items

    def of_items(x: Tensor) -> Tensor:
        return (x if items is None else x[:, items])[:, :, None]

    i = every.int()[None, :, None]
    head_i, head_j = of_items(heads), heads[:, None, :]
    verb_i, verb_j = of_items(verbs), verbs[:, None, :]
    above_j, over_i = above[:, None, :], of_items(over)
    s_i, s_j = of_items(sentences), sentences[:, None, :]
    before = (j < i).int()
    out = torch.where(s_j == s_i, 10 - before, torch.where(s_j == s_i - 1, 11, 13 - (s_j < s_i).int()))
    out = torch.where(verb_j == over_i, 8 - before, out)
    out = torch.where(verb_j == verb_i, 6 - before, out)
    out = torch.where(head_j == head_i, 4 - before, out)
    out = torch.where(above_j == i, 2, out)
    out = torch.where(head_j == i, 1, out)
    out = torch.where((j == head_i) | (j == verb_i), 14, out)
    return torch.where(j == i, 0, out)


class Passing(nn.Module):
    """Scores of exchanges from the states of the reader's fourth layer."""

    def __init__(self, reader: Reader, dropout: float = 0.15, head_dropout: float = 0.35) -> None:
        super().__init__()
        w, self.pair, rel = reader.sizes.width, 192, 64
        self.layers = nn.ModuleList(copy.deepcopy(x) for x in list(reader.encoder.layers)[FROM_LAYER:])
        for module in self.modules():
            if isinstance(module, Dropout):
                module.rate = dropout
        self.rel = nn.Embedding(len(DEPRELS), rel)
        self.join = nn.Linear(3 * w + 2 * rel, w)
        self.drop = Dropout(head_dropout)
        self.kind1, self.kind2 = nn.Linear(w, 256), nn.Linear(256, 3)
        self.category = nn.Linear(w, len(CATEGORIES))
        self.standing1, self.standing2 = nn.Linear(w, 128), nn.Linear(128, len(STANDINGS))
        self.item = nn.Linear(w, 3 * self.pair)
        self.word = nn.Linear(w, 3 * self.pair)
        self.mix = nn.Parameter(torch.zeros(3, self.pair, self.pair))
        for matrix in self.mix:
            nn.init.orthogonal_(matrix)
        self.bias = nn.Linear(w, 3)
        self.nobody = nn.Linear(w, 3)
        self.places = nn.Embedding(len(DEPRELS), 3 * PAIRS)
        nn.init.zeros_(self.places.weight)

    def states(self, x: Tensor, mask: Tensor | None, words: Tensor) -> Tensor:
        """States of words (batch, words, width) behind the head's own layers."""
        for layer in self.layers:
            x = layer(x, mask)
        return x.gather(1, words[..., None].expand(-1, -1, x.shape[2]))

    def forward(
        self,
        x: Tensor,
        mask: Tensor,
        words: Tensor,
        valid: Tensor,
        heads: Tensor,
        rels: Tensor,
        upos: Tensor,
        sentences: Tensor,
    ) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Scores of kinds, categories and standings (batch, words, …), and of pairs (batch, 3, i, 1 + j).

        The pairs are those of items i with giver, receiver and what they are for; place 0 is nobody.
        """
        return self.scores(self.states(x, mask, words), valid, heads, rels, upos, sentences)

    def scores(
        self, h: Tensor, valid: Tensor, heads: Tensor, rels: Tensor, upos: Tensor, sentences: Tensor
    ) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """The scores of `forward` from the states of words."""
        h, verbs = self.joined(h, heads, rels, upos)
        kinds, categories, standings = self.of_words(h)
        return kinds, categories, standings, self.pairs(h, valid, heads, verbs, rels, sentences)

    def joined(self, h: Tensor, heads: Tensor, rels: Tensor, upos: Tensor) -> tuple[Tensor, Tensor]:
        """Each word's state with those of its head and of the verb above it; and which word that verb is."""
        w = h.shape[2]
        h = self.drop(h)
        verbs = verb_above(heads, upos, rels)
        rel = self.rel(rels)
        joined = [
            h,
            h.gather(1, heads[..., None].expand(-1, -1, w)),
            h.gather(1, verbs[..., None].expand(-1, -1, w)),
            rel,
            rel.gather(1, heads[..., None].expand(-1, -1, rel.shape[2])),
        ]
        return self.drop(h + F.gelu(self.join(torch.cat(joined, -1)))), verbs

    def of_words(self, h: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Scores of kinds, categories and standings of words from what `joined` gives."""
        kinds = self.kind2(self.drop(F.gelu(self.kind1(h))))
        standings = self.standing2(self.drop(F.gelu(self.standing1(h))))
        return kinds, self.category(h), standings

    def pairs(
        self,
        h: Tensor,
        valid: Tensor | None,
        heads: Tensor,
        verbs: Tensor,
        rels: Tensor,
        sentences: Tensor,
        items: Tensor | None = None,
    ) -> Tensor:
        """Scores of pairs; with `items` (items,) only of those words, in the one window of a batch."""
        b, n, _ = h.shape
        mine = h if items is None else h[:, items]
        item = F.gelu(self.item(mine)).view(b, -1, 3, self.pair).permute(0, 2, 1, 3)
        word = F.gelu(self.word(h)).view(b, n, 3, self.pair).permute(0, 2, 3, 1)
        pairs = (item @ self.mix) @ word * (2 * self.pair**-0.5)
        pairs = pairs + self.bias(h).permute(0, 2, 1)[:, :, None, :]
        table = 5 * self.places(rels).view(b, n, 3, PAIRS).permute(0, 2, 3, 1)
        ways = placed(heads, verbs, sentences, items).long()[:, None].expand(-1, 3, -1, -1)
        pairs = pairs + table.gather(2, ways)
        if valid is not None:
            pairs = pairs - 1e4 * (1.0 - valid)[:, None, None, :]
        return torch.cat([self.nobody(mine).permute(0, 2, 1)[..., None], pairs], -1)
