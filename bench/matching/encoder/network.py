"""The bundled model as a network that can learn: its lower half as it is, its upper half to be tuned.

Its weights have four bits: what a few rounds of learning change of them is lost when they are rounded again.
What learns are the numbers that are kept with more: the scale of each block of weights, and the biases.
"""

from collections.abc import Sequence

import torch
from tokenizers import Tokenizer, models
from torch import Tensor, nn
from torch.nn import functional

from bench.matching.encoder.packed import Packed

TUNED = range(6, 12)  # layers
_MATRICES = {"q": "query", "k": "key", "v": "value", "ao": "attended", "fi": "inner", "fo": "outer"}
_NORMS = {"aln": "attended_norm", "oln": "outer_norm"}


class Pieces:
    """Cuts a text into the numbers of its pieces, as the package does."""

    def __init__(self, packed: Packed):
        self._packed = packed
        known: dict[str, float] = {}
        for place, (piece, score) in enumerate(zip(packed.pieces, packed.scores.tolist(), strict=True)):
            name = piece.decode(errors="replace") or f"<{place}>"
            known[name if name not in known else f"<{place}>"] = score
        self._tokenizer = Tokenizer(models.Unigram(list(known.items()), unk_id=packed.unknown))

    def of(self, text: str, most: int) -> list[int]:
        replaced = (self._packed.replaced.get(ord(each), (ord(each),)) for each in text)
        words = "".join(chr(each) for several in replaced for each in several).split(" ")
        joined = "\u2581" + "\u2581".join(word for word in words if word)
        numbers = self._tokenizer.encode(joined).ids[: most - 2]
        return [self._packed.begin, *numbers, self._packed.end]


class Scaled(nn.Module):
    """A matrix of the packed file and its bias: the whole numbers stay, their scales change by a factor."""

    def __init__(self, packed: Packed, name: str):
        super().__init__()
        bias = torch.from_numpy(packed.floats(f"{name}.b").copy())
        whole, scales = packed.matrix(f"{name}.w", len(bias))
        self.whole, self.before = torch.from_numpy(whole), torch.from_numpy(scales)
        self.change, self.bias = nn.Parameter(torch.zeros_like(self.before)), nn.Parameter(bias)

    @property
    def scales(self) -> Tensor:
        return self.before * (1 + self.change)

    def forward(self, rows: Tensor) -> Tensor:
        return functional.linear(rows, (self.whole * self.scales).flatten(1), self.bias)


class Layer(nn.Module):
    def __init__(self, packed: Packed, number: int):
        super().__init__()
        self.heads = packed.heads
        for short, name in _MATRICES.items():
            setattr(self, name, Scaled(packed, f"l{number}.{short}"))
        for short, name in _NORMS.items():
            setattr(self, name, _norm(packed, f"l{number}.{short}"))

    def forward(self, rows: Tensor, there: Tensor) -> Tensor:
        """`rows` of shape (texts, pieces, width); `there` says which pieces are none of padding."""
        parts = [self._headed(each(rows)) for each in (self.query, self.key, self.value)]
        found = functional.scaled_dot_product_attention(*parts, attn_mask=there[:, None, None, :])
        rows = self.attended_norm(rows + self.attended(found.transpose(1, 2).reshape(rows.shape)))
        return self.outer_norm(rows + self.outer(functional.gelu(self.inner(rows))))

    def _headed(self, rows: Tensor) -> Tensor:
        texts, pieces, width = rows.shape
        return rows.view(texts, pieces, self.heads, width // self.heads).transpose(1, 2)


class Network(nn.Module):
    def __init__(self, packed: Packed):
        super().__init__()
        self.packed = packed
        self.pieces = Pieces(packed)
        whole, scales = packed.matrix("emb.word", packed.words)
        self.words = torch.from_numpy((whole * scales).reshape(packed.words, -1)).bfloat16()
        self.places = torch.from_numpy(packed.floats("emb.pos").copy()).view(-1, packed.width)
        self.type = torch.from_numpy(packed.floats("emb.type")[: packed.width].copy())
        self.norm = _norm(packed, "emb.ln")
        self.layers = nn.ModuleList(Layer(packed, number) for number in range(packed.layers))

    @torch.no_grad()
    def half(self, texts: Sequence[str], most: int) -> list[Tensor]:
        """What the lower layers make of `texts`, the first `most` pieces of each: (pieces, width) a text."""
        numbers = [torch.tensor(self.pieces.of("query: " + text, most)) for text in texts]
        ids, there = padded(numbers)
        rows = self.norm(self.words[ids].float() + self.places[: ids.shape[1]] + self.type)
        for layer in self.layers[: TUNED.start]:
            rows = layer(rows, there)
        return [row[: len(each)].bfloat16() for row, each in zip(rows, numbers, strict=True)]

    def rest(self, halves: Sequence[Tensor]) -> Tensor:
        """The unit vectors of texts of which the lower layers have made `halves`."""
        rows, there = padded(halves)
        rows = rows.float()
        for layer in self.layers[TUNED.start :]:
            rows = layer(rows, there)
        kept = there[:, :, None].float()
        return functional.normalize((rows.float() * kept).sum(1) / kept.sum(1), dim=-1)

    def tuned(self) -> list[nn.Parameter]:
        return [each for layer in self.layers[TUNED.start :] for each in layer.parameters()]

    def packed_again(self) -> Packed:
        """The packed file with what was learnt."""
        for number in TUNED:
            layer = self.layers[number]
            for short, name in (_MATRICES | _NORMS).items():
                part, place = getattr(layer, name), f"l{number}.{short}"
                self.packed.set_floats(f"{place}.b", part.bias.detach().numpy())
                if isinstance(part, Scaled):
                    self.packed.set_scales(f"{place}.w", part.scales.detach().numpy())
                else:
                    self.packed.set_floats(f"{place}.w", part.weight.detach().numpy())
        return self.packed


def padded(rows: Sequence[Tensor]) -> tuple[Tensor, Tensor]:
    """(all `rows` as one tensor, the shorter ones filled up with zeros; where they are not filled up)."""
    there = nn.utils.rnn.pad_sequence([torch.ones(len(each), dtype=torch.bool) for each in rows], True)
    return nn.utils.rnn.pad_sequence(list(rows), True), there


def _norm(packed: Packed, name: str) -> nn.LayerNorm:
    norm = nn.LayerNorm(packed.width, packed.epsilon)
    norm.weight.data, norm.bias.data = (
        torch.from_numpy(packed.floats(f"{name}.{each}").copy()) for each in "wb"
    )
    return norm
