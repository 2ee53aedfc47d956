"""The discrete Carleman map of a Burgers-like chain, as a SciPy user would build it.

usage: carleman_scipy.py kron|factors|symmetric N_POINTS ORDER
kron       all blocks B_j^k as explicit Kronecker products, one CSR matrix (the map of the paper)
factors    no matrix: NumPy, one tensor factor at a time
symmetric  the matrix in the basis of monomials, by products of polynomials held as dictionaries turned into CSR
Prints: dimension, nonzeros, processor seconds of set-up and of a step (median), peak bytes above the interpreter, checksum of five steps.
"""
import sys
import time

import numpy as np
import scipy.sparse as sp


def peak():
    # Not getrusage: that begins with the peak of the process that started this one.
    with open("/proc/self/status") as status:
        return next(1024 * int(line.split()[1]) for line in status if line.startswith("VmHWM"))


def system(n):
    diffusion, advection = 0.2, 0.05
    linear = sp.diags([diffusion, -2 * diffusion, diffusion], [-1, 0, 1], shape=(n, n), format="csr")
    rows, columns, values = [], [], []
    for i in range(n):
        if i > 0:
            rows.append(i), columns.append((i - 1) * n + i - 1), values.append(advection)
        if i < n - 1:
            rows.append(i), columns.append((i + 1) * n + i + 1), values.append(-advection)
    quadratic = sp.csr_matrix((values, (rows, columns)), shape=(n, n * n))
    return {1: sp.identity(n, format="csr") + linear, 2: quadratic}


def kron_matrix(g, n, order):
    blocks = {0: {0: sp.identity(1, format="csr")}}
    for j in range(1, order + 1):
        blocks[j] = {}
        for k in range(j, order + 1):
            total = None
            for degree, factor in g.items():
                if k - degree in blocks[j - 1]:
                    product = sp.kron(factor, blocks[j - 1][k - degree], format="csr")
                    total = product if total is None else total + product
            if total is not None:
                blocks[j][k] = total
    grid = [[blocks[j].get(k) for k in range(1, order + 1)] for j in range(1, order + 1)]
    return sp.bmat(grid, format="csr")


def lift(u, order):
    powers = [u]
    for _ in range(order - 1):
        powers.append(np.kron(u, powers[-1]))
    return powers


def factor_step(g, n, order, y):
    state = {m: y[m - 1].reshape(n ** m, 1) for m in range(1, order + 1)}
    result = []
    for r in range(order):
        following = {}
        for m in range(0, order - r):
            total = None
            for degree, factor in g.items():
                if m + degree in state:
                    source = state[m + degree]
                    done = source.shape[1]
                    part = factor @ source.reshape(n ** degree, n ** m * done)
                    total = part if total is None else total + part
            following[m] = np.ascontiguousarray(total.reshape(n, -1).T).reshape(n ** m, -1)
        result.append(following[0].reshape(-1))
        state = {m: v for m, v in following.items() if m > 0}
    return result


def monomials(n, order):
    index = {}
    words = [()]
    for _ in range(order):
        words = [w + (i,) for w in words for i in range(w[-1] if w else 0, n)]
        for w in words:
            index[w] = len(index)
    return index


def symmetric_matrix(g, n, order):
    index = monomials(n, order)
    polynomials = []
    for i in range(n):
        p = {(c,): v for c, v in zip(g[1][i].indices, g[1][i].data)}
        p.update({(c // n, c % n): v for c, v in zip(g[2][i].indices, g[2][i].data)})
        polynomials.append(p)
    rows, columns, values = [], [], []
    stack = [((), {(): 1.0})]
    while stack:
        word, row = stack.pop()
        for i in range(word[-1] if word else 0, n):
            product = {}
            for a, x in row.items():
                for b, z in polynomials[i].items():
                    if len(a) + len(b) <= order:
                        key = tuple(sorted(a + b))
                        product[key] = product.get(key, 0.0) + x * z
            longer = word + (i,)
            rows.extend([index[longer]] * len(product))
            columns.extend(index[k] for k in product)
            values.extend(product.values())
            if len(longer) < order:
                stack.append((longer, product))
    return sp.csr_matrix((values, (rows, columns)), shape=(len(index), len(index))), index


def main():
    kind, n, order = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    g = system(n)
    u = np.sin(2 * np.pi * np.arange(n) / n) / n
    before = peak()
    start = time.process_time()
    if kind == "factors":
        y = lift(u, order)
        step = lambda v: factor_step(g, n, order, v)
        nonzeros = 0
    elif kind == "kron":
        matrix = kron_matrix(g, n, order)
        y = np.concatenate(lift(u, order))
        step = lambda v: matrix @ v
        nonzeros = matrix.nnz
    else:
        matrix, index = symmetric_matrix(g, n, order)
        y = np.array([np.prod(u[list(w)]) for w in index])
        step = lambda v: matrix @ v
        nonzeros = matrix.nnz
    setup = time.process_time() - start
    v = y
    for _ in range(5):
        v = step(v)
    first = v[0] if kind == "factors" else v[:n]
    times = []
    began = time.process_time()
    while len(times) < 5 or (time.process_time() - began < 3 and len(times) < 1000):
        t = time.process_time()
        step(y)
        times.append(time.process_time() - t)
    dimension = sum(len(p) for p in y) if kind == "factors" else len(y)
    print(dimension, nonzeros, setup, sorted(times)[len(times) // 2], peak() - before, repr(float(np.abs(first).sum())))


main()
