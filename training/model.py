"""The reader as a torch module: one MiniLM encoder and all heads on its states.

Heads read the state of each word's first sub-word:

- spans (source, cue, content): BIOES emissions into a linear-chain CRF (Lafferty et al. 2001),
  each paragraph a sequence of its own, so that no span crosses a paragraph's end;
- links: a bilinear score of each cue with every word, once for sources and once for contents;
- entities, parts of speech (universal and Penn), sentence starts: one linear layer each;
- syntax: deep biaffine attention (Dozat and Manning 2017), one score matrix per window.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from training.quantised import RoundedLinear
from whence.reader.features import FEATURES
from whence.reader.labels import DEPRELS, ENTITY_TAGS, SPAN_TAGS, UPOS, XPOS, legal_transition

IGNORE = -100


@dataclass(frozen=True)
class Sizes:
    vocabulary: int = 30522
    positions: int = 512
    width: int = 384
    inner: int = 1536
    layers: int = 6
    heads: int = 12
    head: int = 32
    """Width of each head of attention; there may be fewer heads than would fill `width`."""
    arc: int = 192
    label: int = 96
    link: int = 128


def sizes_of(shapes: Mapping[str, Sequence[int]]) -> Sizes:
    """How wide and how many the layers of weights of these shapes are; as usual where none are there."""
    z = Sizes()
    inner, inside = (shapes.get(f"encoder.layers.0.{name}.weight") for name in ("up", "out"))
    if inner is None or inside is None:
        return z
    layers = sum(name.startswith("encoder.layers.") and name.endswith(".up.weight") for name in shapes)
    return replace(z, inner=inner[0], heads=inside[1] // z.head, layers=layers)


def reader_of(state: Mapping[str, Tensor], dropout: float = 0.1) -> Reader:
    """A reader with the weights of `state`, as wide as they are. Raises RuntimeError where they misfit."""
    reader = Reader(sizes_of({name: value.shape for name, value in state.items()}), dropout)
    reader.load_state_dict(state)
    return reader


class Dropout(nn.Module):
    """Dropout with one mask for all words of a window (Gal and Ghahramani 2016).

    Drawing a mask per word would cost a tenth of the training time on a CPU.
    """

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.rate = rate

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or not self.rate:
            return x
        keep = torch.rand(x.shape[0], 1, x.shape[2], device=x.device) >= self.rate
        return x * (keep.to(x.dtype) / (1 - self.rate))


class Layer(nn.Module):
    def __init__(self, z: Sizes, dropout: float) -> None:
        super().__init__()
        self.n = z.heads
        self.qkv = RoundedLinear(z.width, 3 * z.heads * z.head)
        self.out = RoundedLinear(z.heads * z.head, z.width)
        self.norm1 = nn.LayerNorm(z.width, eps=1e-12)
        self.up = RoundedLinear(z.width, z.inner)
        self.down = RoundedLinear(z.inner, z.width)
        self.norm2 = nn.LayerNorm(z.width, eps=1e-12)
        self.dropout = Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        b, s, _ = x.shape
        q, k, v = self.qkv(x).view(b, s, 3, self.n, -1).permute(2, 0, 3, 1, 4)
        y = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = self.norm1(x + self.dropout(self.out(y.transpose(1, 2).flatten(2))))
        return self.norm2(x + self.dropout(self.down(F.gelu(self.up(x)))))


def scaled(qkv: Tensor, by: float) -> None:
    """Multiply the queries' part of `qkv`, a weight or a bias, by a number, in place."""
    qkv[: len(qkv) // 3] *= by


class Encoder(nn.Module):
    def __init__(self, z: Sizes, dropout: float) -> None:
        super().__init__()
        self.words = nn.Embedding(z.vocabulary, z.width)
        self.positions = nn.Embedding(z.positions, z.width)
        self.feats = nn.Embedding(FEATURES + 1, z.width)
        nn.init.normal_(self.feats.weight, std=0.005)
        self.norm = nn.LayerNorm(z.width, eps=1e-12)
        self.dropout = Dropout(dropout)
        self.layers = nn.ModuleList(Layer(z, dropout) for _ in range(z.layers))

    def forward(self, ids: Tensor, feats: Tensor, mask: Tensor | None) -> Tensor:
        """States (batch, sub-words, width); `mask` is additive, (batch, 1, 1, sub-words), or None."""
        x = self.words(ids) + self.feats(feats) + self.positions.weight[: ids.shape[1]]
        x = self.dropout(self.norm(x))
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def load_bert(self, path: Path) -> None:
        """Take the weights of a BERT checkpoint in safetensors (token types folded into positions)."""
        from safetensors.torch import load_file

        t = {k.removeprefix("bert."): v.float() for k, v in load_file(str(path)).items()}
        e = "embeddings."
        self.words.weight.data.copy_(t[e + "word_embeddings.weight"])
        self.positions.weight.data.copy_(
            t[e + "position_embeddings.weight"] + t[e + "token_type_embeddings.weight"][0]
        )
        self.norm.weight.data.copy_(t[e + "LayerNorm.weight"])
        self.norm.bias.data.copy_(t[e + "LayerNorm.bias"])
        for i, layer in enumerate(self.layers):
            p = f"encoder.layer.{i}."
            for part in ("weight", "bias"):
                qkv = [t[f"{p}attention.self.{n}.{part}"] for n in ("query", "key", "value")]
                getattr(layer.qkv, part).data.copy_(torch.cat(qkv))
                for mine, theirs in (
                    (layer.out, "attention.output.dense"),
                    (layer.norm1, "attention.output.LayerNorm"),
                    (layer.up, "intermediate.dense"),
                    (layer.down, "output.dense"),
                    (layer.norm2, "output.LayerNorm"),
                ):
                    getattr(mine, part).data.copy_(t[f"{p}{theirs}.{part}"])


class _LogZ(torch.autograd.Function):
    """Log partition of a linear-chain CRF; its gradient is the marginals (forward-backward)."""

    @staticmethod
    def forward(ctx, emit, trans, start, first, valid):  # type: ignore[no-untyped-def]
        # emit (b, n, t); first (b, n) marks paragraph starts; valid (b, n) marks words.
        b, n, t = emit.shape
        alphas = emit.new_empty(n, b, t)
        alpha = emit[:, 0] + start
        alphas[0] = alpha
        for i in range(1, n):
            within = torch.logsumexp(alpha.unsqueeze(2) + trans, 1)
            afresh = torch.logsumexp(alpha, 1, keepdim=True) + start
            new = torch.where(first[:, i, None], afresh, within) + emit[:, i]
            alpha = torch.where(valid[:, i, None], new, alpha)
            alphas[i] = alpha
        logz = torch.logsumexp(alpha, 1)
        ctx.save_for_backward(emit, trans, start, first, valid, alphas, logz)
        return logz

    @staticmethod
    def backward(ctx, grad):  # type: ignore[no-untyped-def]
        emit, trans, start, first, valid, alphas, logz = ctx.saved_tensors
        b, n, t = emit.shape
        g_emit = torch.zeros_like(emit)
        g_trans = torch.zeros_like(trans)
        g_start = torch.zeros_like(start)
        beta = emit.new_zeros(b, t)
        g = grad[:, None]
        for i in range(n - 1, -1, -1):
            marginal = torch.exp(alphas[i] + beta - logz[:, None]) * valid[:, i, None] * g
            g_emit[:, i] = marginal
            if i == 0:
                g_start += marginal.sum(0)
                break
            fresh = first[:, i, None]
            g_start += (marginal * fresh).sum(0)
            forward = emit[:, i] + beta
            pair = torch.exp(alphas[i - 1].unsqueeze(2) + trans + forward.unsqueeze(1) - logz[:, None, None])
            g_trans += (pair * (valid[:, i, None] & ~fresh)[:, :, None] * g[:, :, None]).sum(0)
            within = torch.logsumexp(trans + forward.unsqueeze(1), 2)
            afresh = torch.logsumexp(start + forward, 1, keepdim=True).expand(b, t)
            beta = torch.where(valid[:, i, None], torch.where(fresh, afresh, within), beta)
        return g_emit, g_trans, g_start, None, None


class Crf(nn.Module):
    illegal: Tensor
    not_first: Tensor
    not_last: Tensor

    def __init__(self) -> None:
        super().__init__()
        n = len(SPAN_TAGS)
        self.trans = nn.Parameter(torch.zeros(n, n))
        self.start = nn.Parameter(torch.zeros(n))
        illegal = torch.tensor([[not legal_transition(a, b) for b in SPAN_TAGS] for a in SPAN_TAGS])
        self.register_buffer("illegal", illegal.float() * -1e4, persistent=False)
        self.register_buffer(
            "not_first", torch.tensor([tag[0] in "IE" for tag in SPAN_TAGS]).float() * -1e4, persistent=False
        )
        self.register_buffer(
            "not_last", torch.tensor([tag[0] in "BI" for tag in SPAN_TAGS]).float() * -1e4, persistent=False
        )

    def loss(self, emit: Tensor, tags: Tensor, first: Tensor, last: Tensor, valid: Tensor) -> Tensor:
        """Negative log likelihood a word."""
        emit = emit.float()
        emit = emit + first[..., None] * self.not_first + last[..., None] * self.not_last
        trans = self.trans + self.illegal
        logz = _LogZ.apply(emit, trans, self.start, first, valid)
        gold = emit.gather(2, tags[..., None]).squeeze(2)
        step = torch.where(first[:, 1:], self.start[tags[:, 1:]], trans[tags[:, :-1], tags[:, 1:]])
        gold = gold * valid
        score = gold.sum(1) + (step * valid[:, 1:]).sum(1) + self.start[tags[:, 0]]
        return (logz - score).sum() / valid.sum()


class Reader(nn.Module):
    def __init__(self, sizes: Sizes | None = None, dropout: float = 0.1, head_dropout: float = 0.2) -> None:
        super().__init__()
        z = self.sizes = sizes or Sizes()
        self.encoder = Encoder(z, dropout)
        self.head_dropout = Dropout(head_dropout)
        self.spans = nn.Linear(z.width, len(SPAN_TAGS))
        self.crf = Crf()
        self.entities = nn.Linear(z.width, len(ENTITY_TAGS))
        self.upos = nn.Linear(z.width, len(UPOS))
        self.xpos = nn.Linear(z.width, len(XPOS))
        self.sentences = nn.Linear(z.width, 2)
        self.arc_dep = nn.Linear(z.width, z.arc)
        self.arc_head = nn.Linear(z.width, z.arc)
        self.arc_mix = nn.Parameter(torch.zeros(z.arc + 1, z.arc))
        self.silver_mix = nn.Parameter(torch.zeros(z.arc + 1, z.arc))
        self.label_dep = nn.Linear(z.width, z.label)
        self.label_head = nn.Linear(z.width, z.label)
        self.label_mix = nn.Parameter(torch.zeros(len(DEPRELS), z.label + 1, z.label + 1))
        self.link_cue = nn.Linear(z.width, 2 * z.link)
        self.link_word = nn.Linear(z.width, 2 * z.link)
        self.link_bias = nn.Parameter(torch.zeros(2))
        nn.init.orthogonal_(self.arc_mix)
        nn.init.orthogonal_(self.silver_mix)
        for matrix in self.label_mix:
            nn.init.orthogonal_(matrix)

    def states(self, ids: Tensor, feats: Tensor, real: Tensor, words: Tensor) -> Tensor:
        """States of words (batch, words, width) from sub-words and each word's first sub-word."""
        mask = (1.0 - real.float())[:, None, None, :] * -1e4
        x = self.encoder(ids, feats, mask.to(self.encoder.norm.weight.dtype))
        h = x.gather(1, words[..., None].expand(-1, -1, x.shape[2]))
        return self.head_dropout(h)

    def arcs(self, h: Tensor, silver: bool = False) -> Tensor:
        """Arc scores (batch, dependent, head); a root is its own head.

        With `silver`, scores in the scheme of the silver trees: they teach the encoder and are not exported.
        """
        dep = F.gelu(self.arc_dep(h))
        head = F.gelu(self.arc_head(h))
        dep = torch.cat([dep, torch.ones_like(dep[..., :1])], -1)
        return (dep @ (self.silver_mix if silver else self.arc_mix)) @ head.transpose(1, 2)

    def label_parts(self, h: Tensor) -> tuple[Tensor, Tensor]:
        return F.gelu(self.label_dep(h)), F.gelu(self.label_head(h))

    def label_scores(self, dep: Tensor, head: Tensor) -> Tensor:
        """Relation scores (…, relations) of dependents with their heads, both (…, label)."""
        one = torch.ones_like(dep[..., :1])
        dep, head = torch.cat([dep, one], -1), torch.cat([head, one], -1)
        return torch.einsum("...i,rij,...j->...r", dep, self.label_mix, head)
