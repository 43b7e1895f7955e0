"""Tune the encoder and write `matching/encoder.npz`.

    CLAIMS_DIR=… python -m bench.matching.encoder [--rounds 2] [--rate 0.002]

Needs PyTorch and `tokenizers`, which nothing else does: `pip install torch tokenizers` first. A round takes
about five minutes on two cores.
"""

import argparse
import random
from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional
from tqdm import tqdm

from bench.matching.encoder.network import Network
from bench.matching.encoder.packed import Packed
from bench.matching.encoder.pairs import Debunk, Pair, batches, invented, real
from matching.encoder import save
from matching.projection import Projection

_PIECES = 64  # of a text that are learnt from
_AT_ONCE = 48  # texts
_SHARPNESS = 20.0
_BACKWARDS = 0.5  # how much it counts that a title finds its question, too
_WARM = 10  # batches


class Learning:
    """A network, what its lower half made of every text, and the projection in which cosines are compared."""

    def __init__(self, debunks: Sequence[Debunk]):
        self.network = Network(Packed())
        self._halves: dict[str, Tensor] = {}
        titles, claimed = (
            self.vectors([each.title for each in debunks]),
            self.vectors([each.claim for each in debunks]),
        )
        different = np.abs(titles - claimed).sum(axis=1) > 0.5
        mean = np.concatenate([titles, claimed]).mean(axis=0)
        fitted = Projection.fit(titles[different], claimed[different], mean)
        self.titles = fitted(titles)
        self._mean, self._matrix = torch.tensor(fitted.mean), torch.tensor(fitted.matrix)

    @torch.no_grad()
    def vectors(self, texts: Sequence[str]) -> np.ndarray:
        return np.concatenate(
            [self._run(texts[place : place + _AT_ONCE]).numpy() for place in range(0, len(texts), _AT_ONCE)]
        )

    def turned(self, texts: Sequence[str]) -> Tensor:
        order = sorted(
            range(len(texts)), key=lambda place: len(texts[place])
        )  # alike in length: less padding
        rows = [
            self._run([texts[place] for place in order[first : first + _AT_ONCE]])
            for first in range(0, len(order), _AT_ONCE)
        ]
        back = torch.empty(len(order), dtype=torch.long)
        back[torch.tensor(order)] = torch.arange(len(order))
        return functional.normalize((torch.cat(rows)[back] - self._mean) @ self._matrix, dim=-1)

    def _run(self, texts: Sequence[str]) -> Tensor:
        missing = [text for text in dict.fromkeys(texts) if text not in self._halves]
        with torch.autocast("cpu", torch.bfloat16):
            if missing:
                made = self.network.half(missing, _PIECES)
                self._halves.update(zip(missing, made, strict=True))
            return self.network.rest([self._halves[text] for text in texts])

    def loss(self, pairs: Sequence[Pair]) -> Tensor:
        """How far each text is from finding its debunk among those of the batch (cross entropy)."""
        texts = [text for each in pairs for text in (each.title, each.claim, each.asked)]
        titles, claimed, asked = self.turned(texts).view(len(pairs), 3, -1).unbind(1)
        same = torch.tensor(
            [[one is not other and one.may_be_same(other) for other in pairs] for one in pairs]
        )
        found = []
        for parts, wanted in (
            (titles, [each.of_title for each in pairs]),
            (claimed, [each.of_claim for each in pairs]),
        ):
            scores = (asked @ parts.T * _SHARPNESS).masked_fill(same, -1e4)
            right = torch.arange(len(pairs))
            losses = functional.cross_entropy(scores, right, reduction="none")
            if parts is titles:
                losses = losses + _BACKWARDS * functional.cross_entropy(scores.T, right, reduction="none")
            found.append((losses * torch.tensor(wanted)).sum())
        return sum(found) / len(pairs)


def tune(rounds: int, rate: float, seed: int = 1) -> Network:
    draw = random.Random(seed)
    debunks, others = real(), invented()
    learning = Learning(debunks)
    parameters = learning.network.tuned()
    plan = [batch for _ in range(rounds) for batch in batches(debunks, others, learning.titles, draw)]
    optimizer = torch.optim.AdamW(parameters, lr=rate, weight_decay=0.0)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1, (step + 1) / _WARM) * (1 - 0.9 * step / len(plan))
    )
    for batch in (progress := tqdm(plan, desc="batches")):
        loss = learning.loss(batch)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(parameters, 1.0)
        optimizer.step()
        schedule.step()
        progress.set_postfix(loss=f"{loss.item():.2f}")
    return learning.network


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--rate", type=float, default=2e-3)
    options = parser.parse_args()
    save(tune(options.rounds, options.rate).packed_again().data)


if __name__ == "__main__":
    main()
