"""Writes the files that the tests read, with NumPy:  python3 make_fixtures.py

    python3 make_fixtures.py check DIR

loads what WrittenFilesTest wrote to DIR, target/written, and compares it with the same arrays.
"""
import json
import pathlib
import struct
import sys

import numpy as np

HERE = pathlib.Path(__file__).parent

ARRAYS = {
    "f4": np.array([[0.5, -1.25, 3e38], [np.nan, -np.inf, -0.0]], dtype="<f4"),
    "f8": np.array([1e-300, 0.1, -2.0], dtype="<f8"),
    "i4": np.array(-123456789, dtype="<i4"),
    "i8": np.array([[1 << 40], [-1]], dtype="<i8"),
    "u1": np.array([0, 127, 128, 255], dtype="|u1"),
    "empty": np.zeros((2, 0), dtype="<f4"),
}


def safetensors(path, arrays, metadata):
    """By the description of the format; the names of its types are those of NumPy's in other words."""
    names = {"<f4": "F32", "<f8": "F64", "<i4": "I32", "<i8": "I64", "|u1": "U8"}
    header, data = {"__metadata__": metadata}, b""
    for name, array in arrays.items():
        raw = array.tobytes()
        header[name] = {"dtype": names[array.dtype.str], "shape": list(array.shape),
                        "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


def make():
    for name, array in ARRAYS.items():
        np.save(HERE / f"{name}.npy", array)
    matrix = np.arange(24, dtype="<f8").reshape(2, 3, 4)
    np.save(HERE / "fortran.npy", np.asfortranarray(matrix))
    np.save(HERE / "transposed.npy", np.arange(6, dtype="<i4").reshape(2, 3).T)
    with open(HERE / "version2.npy", "wb") as f:
        np.lib.format.write_array(f, ARRAYS["f8"], version=(2, 0))
    np.save(HERE / "big_endian.npy", ARRAYS["f8"].astype(">f8"))
    np.save(HERE / "half.npy", ARRAYS["f8"].astype("<f2"))
    np.save(HERE / "structured.npy", np.zeros(2, dtype=[("x", "<f4")]))
    np.savez(HERE / "stored.npz", **ARRAYS)
    np.savez_compressed(HERE / "deflated.npz", zeros=np.zeros((100, 100), dtype="<f4"), **ARRAYS)
    safetensors(HERE / "tensors.safetensors", ARRAYS, {"format": "np", "note": 'a "quoted" \u00e9'})


def check(directory):
    same = lambda a, b: a.dtype == b.dtype and a.shape == b.shape and a.tobytes() == b.tobytes()
    for name, array in ARRAYS.items():
        assert same(np.load(directory / f"{name}.npy"), array), name
    with np.load(directory / "all.npz") as archive:
        assert sorted(archive.files) == sorted(ARRAYS)
        for name, array in ARRAYS.items():
            assert same(archive[name], array), name
    raw = (directory / "all.safetensors").read_bytes()
    length = struct.unpack("<Q", raw[:8])[0]
    header, data = json.loads(raw[8:8 + length]), raw[8 + length:]
    for name, array in ARRAYS.items():
        begin, end = header[name]["data_offsets"]
        assert header[name]["shape"] == list(array.shape) and data[begin:end] == array.tobytes(), name
    print("all arrays are the same")


if __name__ == "__main__":
    check(pathlib.Path(sys.argv[2])) if sys.argv[1:2] == ["check"] else make()
