"""Writes a trained student and its thresholds as model/meaning.bin, and the golden file for the Rust tests.

    python export.py               # takes training/made/student-1.pt and training/thresholds.json
"""

import argparse
import gzip
import json
import struct

import numpy as np
import torch

import data
import student
from tokens import SPECIAL, Tokenizer

MAGIC = b"redline meaning 3\n"


def checksum(body):
    """FNV-1a over words of four bytes."""
    body = body + bytes(-len(body) % 4)
    total = 2166136261
    for (word,) in struct.iter_unpack("<I", body):
        total = ((total ^ word) * 16777619) & 0xFFFFFFFF
    return total


def text(lines):
    raw = lines.encode()
    return struct.pack("<I", len(raw)) + raw


def vector(values):
    return struct.pack("<I", len(values)) + np.asarray(values, "<f4").tobytes()


def rounded(weight):
    """A matrix (outputs by inputs) as whole numbers and one step per output."""
    step = (np.abs(weight).max(1, keepdims=True) / 127).clip(1e-9).astype(np.float32)
    return np.round(weight / step).clip(-127, 127).astype(np.int32), step


def layer(weight, bias):
    """A layer of eight bits a weight, one output's weights after the other's."""
    whole, step = rounded(weight)
    return (struct.pack("<I", len(weight)) + step[:, 0].astype("<f4").tobytes()
            + (whole + 128).astype(np.uint8).tobytes() + np.asarray(bias, "<f4").tobytes())


def few_bits(values):
    """Rows of four bits a value: the binary logarithms of the rows' steps in sixteenths, then two values a byte."""
    x = torch.tensor(values)
    step = student.row_scale(x, 7)
    whole = ((x / step).round().clamp(-7, 7).numpy().astype(np.int32) + 8).reshape(-1)
    logs = np.round(16 * (np.log2(step.numpy()[:, 0]) + 14)).clip(0, 255).astype(np.uint8)
    whole = np.append(whole, np.full(len(whole) % 2, 8, whole.dtype))
    return logs.tobytes() + (whole[0::2] | whole[1::2] << 4).astype(np.uint8).tobytes()


def few_bits_layer(weight, bias):
    return struct.pack("<I", len(weight)) + few_bits(weight) + np.asarray(bias, "<f4").tobytes()


def table(values):
    return struct.pack("<I", values.shape[1]) + few_bits(values)


def calibrated(state, role, scale, shift):
    """The head with its calibration folded in."""
    weight, bias = state[f"heads.{role}.weight"], state[f"heads.{role}.bias"]
    return weight * scale[:, None], bias * scale + shift


def rounded_state(state):
    """The state as the file will hold it, for computing what Rust must find."""
    out = dict(state)
    for name, value in state.items():
        if name.startswith("heads") and value.ndim == 2:
            whole, step = rounded(value)
            out[name] = whole * step
        elif value.ndim == 2 and not name.startswith("to_teacher"):
            step = student.row_scale(torch.tensor(value), 7).numpy()
            out[name] = np.round(value / step).clip(-7, 7) * step
    return {n: torch.tensor(np.ascontiguousarray(v, dtype=np.float32)) for n, v in out.items()}


def build(state, pieces, config, thresholds):
    body = text("\n".join(pieces[len(SPECIAL):])) + table(state["table"])
    body += struct.pack("<I", len(config["reach"]))
    for at, far in enumerate(config["reach"]):
        body += struct.pack("<I", far) + few_bits_layer(state[f"convs.{at}.weight"], state[f"convs.{at}.bias"])
    body += struct.pack("<I", config["layers"])
    for way in (f"l{at}{back}" for at in range(config["layers"]) for back in ("", "_reverse")):
        for part in ("ih", "hh"):  # what it takes from a place, what from its own state
            body += few_bits_layer(state[f"gru.weight_{part}_{way}"], state[f"gru.bias_{part}_{way}"])
    body += few_bits_layer(state["wide.weight"], state["wide.bias"])
    body += few_bits_layer(state["dense.weight"], state["dense.bias"])
    for role in ("applicant", "program"):
        own = thresholds[role]
        body += text(" ".join(data.CATEGORIES[role])) + struct.pack("<I", data.HEAVY[role])
        body += layer(state[f"heads.{role}.weight"], state[f"heads.{role}.bias"])
        body += vector(own["sure"]) + vector(own["hint"]) + vector([own["clean"]])
    body += layer(state["heads.incoming.weight"], state["heads.incoming.bias"]) + vector(thresholds["levels"])
    return MAGIC + struct.pack("<I", checksum(body)) + body


def calibrate(state, thresholds):
    for role in ("applicant", "program"):
        own = thresholds[role]
        weight, bias = calibrated(state, role, np.array(own["scale"], np.float32), np.array(own["shift"], np.float32))
        state[f"heads.{role}.weight"], state[f"heads.{role}.bias"] = weight, bias
    scale = np.float32(thresholds["level_scale"])
    state["heads.incoming.weight"] = state["heads.incoming.weight"] * scale
    state["heads.incoming.bias"] = state["heads.incoming.bias"] * scale


def file_of(saved, thresholds):
    """The weights file of a trained student."""
    state = {n: v.numpy() for n, v in saved["state"].items()}
    calibrate(state, thresholds)
    return build(state, saved["pieces"], saved["config"], thresholds)


ODD = ["", " ", "I’ll rank Åsgård №1… naïve café", "日本語のテスト 😀😀", "x" * 60, "1 22 333 h1b PGY-1 #1", "...!!!???", "a\u200bb\u00adc"]


def golden(model, pieces, thresholds):
    """Sentences with Python's pieces and scores."""
    items = [i for i in data.load() if i.whole]
    texts = [(i.role, i.text) for i in items[:: len(items) // 44]] + [("applicant", t) for t in ODD]
    tokenizer = Tokenizer(pieces)
    logits = student.logits_of(model, tokenizer, [t for _, t in texts])
    rows = []
    for at, (role, line) in enumerate(texts):
        if role == "incoming":
            shifted = np.exp(logits[role][at] - logits[role][at].max())
            scores = shifted / shifted.sum()
        else:
            scores = 1 / (1 + np.exp(-logits[role][at]))
        rows.append(dict(role=role, text=line, scores=[round(float(s), 6) for s in scores]))
    return rows


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--name", default="student-1")
    args = parser.parse_args()
    saved = torch.load(data.WORK / f"{args.name}.pt", weights_only=False)
    pieces = saved["pieces"]
    thresholds = json.loads((data.ROOT / "training" / "thresholds.json").read_text())
    state = {n: v.numpy() for n, v in saved["state"].items()}
    calibrate(state, thresholds)
    raw = file_of(saved, thresholds)
    (data.ROOT / "model").mkdir(exist_ok=True)
    (data.ROOT / "model" / "meaning.bin").write_bytes(raw)
    print(f"meaning.bin: {len(raw)} bytes, {len(gzip.compress(raw, 9))} gzip, {len(pieces)} pieces")
    model = student.Student(saved["config"] | {"bits": None}, state["table"])
    model.load_state_dict(rounded_state(state))
    rows = golden(model.eval(), pieces, thresholds)
    path = data.ROOT / "tests" / "meaning_golden.jsonl"
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


if __name__ == "__main__":
    main()
