"""How long Python takes for what CenterFileBenchmark measures:  python3 pickle_load.py

Writes 63,466 rows of 96 floats as PaddleOCR's exporter does, prints the median and the least time of pickle.load, and of pickle.load
with the rows copied into one matrix of doubles, as CenterLoss does with them.
"""
import os
import pickle
import statistics
import sys
import tempfile
import time

import numpy as np

CLASSES, DIMS, RUNS = 63466, 96, 15

rows = np.random.default_rng(1).normal(size=(CLASSES, DIMS)).astype("<f4")
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "centers.pkl")
    with open(path, "wb") as f:
        pickle.dump({np.int64(k): rows[k] for k in range(CLASSES)}, f)
    loads, fills = [], []
    for _ in range(RUNS):
        start = time.perf_counter()
        with open(path, "rb") as f:
            centers = pickle.load(f)
        loads.append(time.perf_counter() - start)
        matrix = np.zeros((CLASSES, DIMS))
        for key, row in centers.items():
            matrix[key] = row
        fills.append(time.perf_counter() - start)
    size = os.path.getsize(path)
    if len(sys.argv) > 1:
        with open(path, "rb") as f, open(sys.argv[1], "wb") as copy:
            copy.write(f.read())
for what, times in (("pickle.load", loads), ("pickle.load and copy", fills)):
    print(f"{what}: median {1e3 * statistics.median(times):.1f} ms, least {1e3 * min(times):.1f} ms, first {1e3 * times[0]:.1f} ms")
print(f"{size} bytes, Python {sys.version.split()[0]}, NumPy {np.__version__}")
