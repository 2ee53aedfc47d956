"""Judge of the Matrix Market export: reads A, b, M, r with SciPy, solves M Y = r, iterates y <- y + A y + b, and prints both last states as JSON.

Usage: solve_history.py FOLDER STEPS
"""
import json
import sys

import scipy.io
import scipy.sparse as sparse
import scipy.sparse.linalg as solvers

folder, steps = sys.argv[1], int(sys.argv[2])
A, b, M, r = (scipy.io.mmread(f"{folder}/{name}.mtx") for name in ("A", "b", "M", "r"))
solution = solvers.spsolve(sparse.csc_matrix(M), r.ravel()).reshape(-1, A.shape[0])
state = solution[0]
for _ in range(steps):
    state = state + sparse.csr_matrix(A) @ state + b.ravel()
print(json.dumps({"solved": solution[steps].tolist(), "iterated": state.tolist(), "states": len(solution)}))
