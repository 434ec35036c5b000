"""Two linear models of claims, fitted with nothing but the standard library, and their mean.

Both are support vector machines with a squared loss, fitted by dual coordinate descent in a fixed order, so that the same rows give
the same weights. One sees the features as they are; for the other each is stretched by how unevenly it stands in claims and in
right sentences. Sources: Hsieh et al., 'A Dual Coordinate Descent Method for Large-scale Linear SVM' (2008); Wang and Manning,
'Baselines and Bigrams' (2012).
"""

from __future__ import annotations

import math
import random
from operator import mul

COST, EPOCHS, UNSTRETCHED = 3.0, 12, 0.35
RARE = 2  # features that stand in fewer sentences are learnt by heart and help nobody

Row = tuple[dict[str, float], bool]


def fit_mean(rows: list[Row]) -> tuple[float, dict[str, float]]:
    """Return the bias and the weights of the mean of both models."""
    count: dict[str, int] = {}
    for shares, _is_claim in rows:
        for name in shares:
            count[name] = count.get(name, 0) + 1
    names = [name for name, times in count.items() if times >= RARE]
    places = {name: i for i, name in enumerate(names)}
    labels = [is_claim for _shares, is_claim in rows]
    kept = [[places[n] for n in shares if n in places] for shares, _is_claim in rows]
    values = [[shares[names[i]] for i in at] for at, (shares, _) in zip(kept, rows, strict=True)]
    bias, plain = _fit_one(kept, values, labels, len(names))
    stretch = _find_stretch(kept, labels, len(names))
    stretched = [
        [v * stretch[i] for i, v in zip(at, vs, strict=True)]
        for at, vs in zip(kept, values, strict=True)
    ]
    other_bias, other = _fit_one(kept, stretched, labels, len(names))
    weights = {name: (plain[i] + other[i] * stretch[i]) / 2 for i, name in enumerate(names)}
    return (bias + other_bias) / 2, weights


def _find_stretch(kept: list[list[int]], labels: list[bool], size: int) -> list[float]:
    """Return for each feature how much more it counts where it stands mostly on one side."""
    claims, right = [1.0] * size, [1.0] * size
    for at, is_claim in zip(kept, labels, strict=True):
        side = claims if is_claim else right
        for i in at:
            side[i] += 1
    odds = math.log(sum(right) / sum(claims))
    return [
        UNSTRETCHED + (1 - UNSTRETCHED) * abs(math.log(c / r) + odds)
        for c, r in zip(claims, right, strict=True)
    ]


def _fit_one(
    kept: list[list[int]], values: list[list[float]], labels: list[bool], size: int
) -> tuple[float, list[float]]:
    order, weights, bias = list(range(len(kept))), [0.0] * size, 0.0
    shares = [0.0] * len(kept)
    lengths = [1 + sum(map(mul, vs, vs)) + 0.5 / COST for vs in values]
    shuffle = random.Random(1).shuffle
    for _epoch in range(EPOCHS):
        shuffle(order)
        for row in order:
            at, vs, sign = kept[row], values[row], 1.0 if labels[row] else -1.0
            said = bias + sum(map(mul, map(weights.__getitem__, at), vs))
            slope = sign * said - 1 + 0.5 / COST * shares[row]
            new = max(0.0, shares[row] - slope / lengths[row])
            step = (new - shares[row]) * sign
            if step:
                shares[row] = new
                bias += step
                for i, v in zip(at, vs, strict=False):
                    weights[i] += step * v
    return bias, weights
