"""SymPy's side of the polynomial benchmark.

Arguments: "expand" or "ring", then "loss" n runs or "product" e runs. Two lines: terms and checksum; median processor seconds.
"""

import statistics
import sys
import time

from sympy import Add, ZZ, diff, expand, symbols
from sympy.core.cache import clear_cache
from sympy.polys.rings import ring

INPUTS = 4
POINTS = [([1 + (7 * p + 3 * k + p * k) % 5 for k in range(INPUTS)], 1 + p % 3) for p in range(20)]


def loss_of(weights, zero):
    """The sum over the points of (sum_i a_i sum_k W_ik x_k - y)^2; W row by row, then a."""
    hidden = len(weights) // (INPUTS + 1)
    first, second = weights[: hidden * INPUTS], weights[hidden * INPUTS :]
    loss = zero
    for x, y in POINTS:
        score = zero
        for i in range(hidden):
            for k in range(INPUTS):
                score += second[i] * first[i * INPUTS + k] * x[k]
        loss += (score - y) ** 2
    return loss


def expand_loss(n):
    weights = symbols(f"w:{n}")
    clear_cache()
    start = time.process_time()
    loss = expand(loss_of(weights, 0))
    gradient = [expand(diff(loss, w)) for w in weights]
    seconds = time.process_time() - start
    terms = sum(len(Add.make_args(g)) for g in gradient)
    point = {w: (v * v + 1) % 5 - 2 for v, w in enumerate(weights)}
    return seconds, terms, sum((v + 1) * int(g.subs(point)) for v, g in enumerate(gradient))


def ring_loss(n):
    domain, *weights = ring(f"w:{n}", ZZ)
    start = time.process_time()
    loss = loss_of(weights, domain.zero)
    gradient = [loss.diff(w) for w in weights]
    seconds = time.process_time() - start
    point = [(w, (v * v + 1) % 5 - 2) for v, w in enumerate(weights)]
    return seconds, sum(len(g) for g in gradient), sum((v + 1) * int(g.evaluate(point)) for v, g in enumerate(gradient))


def ring_product(e):
    _, x, y, z, t, u = ring("x,y,z,t,u", ZZ)
    f = (1 + x + y + 2 * z**2 + 3 * t**3 + 5 * u**5) ** e
    g = (1 + u + t + 2 * z**2 + 3 * y**3 + 5 * x**5) ** e
    start = time.process_time()
    product = f * g
    seconds = time.process_time() - start
    at = (0.5, 0.75, -0.5, 0.25, 0.875)
    powers = [[p**k for k in range(6 * e + 1)] for p in at]
    value = 0.0
    for (a, b, c, d, h), coefficient in product.items():
        value += float(coefficient) * powers[0][a] * powers[1][b] * powers[2][c] * powers[3][d] * powers[4][h]
    return seconds, len(product), value


if __name__ == "__main__":
    route, problem, size, runs = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    run = {"expandloss": expand_loss, "ringloss": ring_loss, "ringproduct": ring_product}[route + problem]
    results = [run(size) for _ in range(runs)]
    print(results[0][1], repr(float(results[0][2])))
    print(statistics.median(r[0] for r in results))
