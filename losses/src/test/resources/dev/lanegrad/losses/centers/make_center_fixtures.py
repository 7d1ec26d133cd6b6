"""Writes the files that CenterFileTest and CenterAveragesTest read:  python3 make_center_fixtures.py

    python3 make_center_fixtures.py many

writes only those whose names say which NumPy wrote them; it was run with NumPy 1 and with NumPy 2, which name the same functions differently.

    python3 make_center_fixtures.py check DIR

lets Python and NumPy load what CenterFileTest wrote to DIR, target/written, and compares it with the same rows.
"""
import pathlib
import pickle
import sys

import numpy as np

HERE = pathlib.Path(__file__).parent

CLASSES = np.array([4, 0, 300, 70000])
ROWS = np.array([[0.5, -1.25, 3e38], [np.nan, -np.inf, -0.0], [1, 2, 3], [0.1, 0.2, 0.3]])


def make():
    for protocol in range(6):
        centers = {np.int64(k): row.astype("<f4") for k, row in zip(CLASSES, ROWS)}
        (HERE / f"rows_p{protocol}.pkl").write_bytes(pickle.dumps(centers, protocol))
    np.save(HERE / "matrix.npy", ROWS)
    np.save(HERE / "matrix_f4.npy", ROWS.astype("<f4"))
    np.savez(HERE / "rows.npz", classes=CLASSES, centers=ROWS)
    np.savez_compressed(HERE / "rows_f4.npz", centers=ROWS.astype("<f4"), classes=CLASSES)
    export()


def many():
    """More rows than it takes to see what repeats from row to row."""
    major = np.__version__.split(".")[0]
    for protocol in (2, 4, 5):
        centers = {np.int64(7 * k): np.array([k, k + 0.5, -k], "<f4") for k in range(40)}
        (HERE / f"many_numpy{major}_p{protocol}.pkl").write_bytes(pickle.dumps(centers, protocol))


def export():
    """The running means of PaddleOCR's exporter: every frame of an item whose text was read rightly, by its arg-max."""
    random = np.random.default_rng(1)
    features = random.normal(size=(5, 7, 3)).astype("<f4")
    paths = random.integers(0, 4, size=(5, 7))
    right = [0, 2, 3]
    means = {}
    for item in right:
        for t, k in enumerate(paths[item]):
            if k in means:
                mean, n = means[k]
                means[k] = [(mean * n + features[item, t]) / (n + 1), n + 1]
            else:
                means[k] = [features[item, t], 1]
    np.savez(HERE / "recognized.npz", features=features, paths=paths, right=np.array(right))
    (HERE / "exported.pkl").write_bytes(pickle.dumps({k: mean for k, (mean, n) in means.items()}))


def check(directory):
    for name, dtype in [("floats", "<f4"), ("doubles", "<f8")]:
        with open(directory / f"{name}.pkl", "rb") as f:
            centers = pickle.load(f)
        assert list(centers) == list(CLASSES), list(centers)
        for k, row in zip(CLASSES, ROWS.astype(dtype)):
            assert centers[k].dtype == dtype and centers[k].tobytes() == row.tobytes(), k
            centers[k] += 1  # a row of its own, to be written to
        with np.load(directory / f"{name}.npz") as archive:
            assert (archive["classes"] == CLASSES).all()
            assert archive["centers"].tobytes() == ROWS.astype(dtype).tobytes()
        matrix = np.load(directory / f"{name}.npy")
        assert matrix.dtype == dtype and matrix.tobytes() == ROWS.astype(dtype).tobytes()
    with open(directory / "many.pkl", "rb") as f:
        many = pickle.load(f)
    assert list(many) == list(range(2500)) and all((row == k).all() and row.shape == (300,) for k, row in many.items())
    print("Python", sys.version.split()[0], "and NumPy", np.__version__, "load all files")


if __name__ == "__main__":
    if sys.argv[1:2] == ["check"]:
        check(pathlib.Path(sys.argv[2]))
    elif sys.argv[1:2] == ["many"]:
        many()
    else:
        make()
