"""Turns held-out logits of the folds' students into calibration, thresholds, the folds' weights and the held-out file.

    python calibrate.py            # reads training/made/student{0,1}.*; writes thresholds.json, heldout.tsv, evaluation/held_out

Calibration comes from the scores of whole items. The thresholds come from rules and layer together: each fold's classifier is
written as a weights file that speaks of any category likely enough, the engine judges the fold's files with it, and `decide.py`
sets the thresholds.
"""

import argparse
import json
import subprocess

import numpy as np
import torch

import data
import decide
import evaluate
import export

ALWAYS = {role: {"hint": [0.0] * len(own), "sure": [0.0] * len(own), "clean": 0.0} for role, own in data.CATEGORIES.items()}


def held_out(name, fold):
    """The fold's items with the logits of a student that saw neither them nor their file."""
    kept = np.load(data.WORK / f"{name}{fold}.npz")
    known = {str(ident): at for at, ident in enumerate(kept["ids"])}
    items = [item for item in data.load() if item.id in known and item.fold == fold]
    rows = [known[item.id] for item in items]
    return items, {role: kept[role][rows] for role in data.HEADS}


def platt(z, y):
    """Scale and shift that make sigmoid(scale * z + shift) a probability; Newton's method, lightly held to (1, 0)."""
    a, b, hold = 1.0, 0.0, 2.0
    for _ in range(50):
        p = evaluate.sigmoid(a * z + b)
        w = p * (1 - p)
        g = np.array([((p - y) * z).sum() + hold * (a - 1), (p - y).sum() + hold * b])
        h = np.array([[(w * z * z).sum() + hold, (w * z).sum()], [(w * z).sum(), w.sum() + hold]])
        step = np.linalg.solve(h, g)
        a, b = a - step[0], b - step[1]
        if np.abs(step).max() < 1e-6:
            break
    return max(a, 0.2), b


def scales(items, logits):
    """Scale and shift of every output of the drafts' heads."""
    out = {}
    for role in data.CATEGORIES:
        rows = [i for i, item in enumerate(items) if item.role == role]
        target, z = np.array([items[i].target for i in rows]), logits[role][rows]
        fits = [platt(z[:, c], target[:, c]) for c in range(z.shape[1])]
        out[role] = {"scale": [float(f[0]) for f in fits], "shift": [float(f[1]) for f in fits]}
    return out


def merged(scale, limits, levels):
    """What `export.build` needs."""
    roles = {role: scale[role] | limits[role] for role in data.CATEGORIES}
    return roles | {"level_scale": 1.0, "levels": levels}


def weights(name, fold, thresholds):
    """Writes the fold's classifier as a weights file."""
    saved = torch.load(data.WORK / f"{name}{fold}.pt", weights_only=False)
    path = data.ROOT / "evaluation" / "held_out" / f"fold{fold}.bin"
    path.write_bytes(export.file_of(saved, thresholds))
    return path


def dump(fold, path):
    """What rules and the layer say of the fold's files, by the engine itself."""
    files = ",".join(name for name, own in data.FOLDS.items() if own == fold)
    out = data.WORK / f"joint{fold}.jsonl"
    command = ["cargo", "run", "-q", "-p", "evaluation", "--", "--weights", path, "--file", files, "--dump", out]
    subprocess.run([str(word) for word in command], cwd=data.ROOT, check=True)
    return out


def describe(items, logits, scale):
    """The tables of docs/meaning-layer.md about the layer alone."""
    for role, own in data.CATEGORIES.items():
        rows = [i for i, item in enumerate(items) if item.role == role]
        target = np.array([items[i].target for i in rows])
        prob = np.array([evaluate.sigmoid(logits[role][i] * scale[items[i].fold][role]["scale"] + scale[items[i].fold][role]["shift"]) for i in rows])
        print(f"\n{role}: {len(rows)} held-out sentences\n| category | held-out | best F1 |\n| --- | --- | --- |")
        for at, name in enumerate(own + ["anything of tier violation or risk", "anything"]):
            print(f"| {name} | {int(target[:, at].sum())} | {evaluate.best_f1(prob[:, at], target[:, at])[0]:.3f} |")
        print("\n| file | sentences | sentence F1 | recall at 97 % |\n| --- | --- | --- | --- |")
        for file in dict.fromkeys(items[i].file for i in rows):
            mine = np.array([items[i].file == file for i in rows])
            if target[mine].max() > 0:
                f1, sure = evaluate.best_f1(prob[mine, -1], target[mine, -1])
                print(f"| {file} | {mine.sum()} | {f1:.3f} | {sure:.3f} |")


def write_scores(items, logits, scale, path):
    """The held-out file: scores of whole items of the corpus."""
    corpus = {p.stem for p in (data.ROOT / "tests" / "corpus").glob("*.jsonl")}
    with open(path, "w", encoding="utf-8") as file:
        file.write("# id, then place:score in ten-thousandths (the highest always, others from 0.05), places as in data.py\n")
        for at, item in enumerate(items):
            if item.file not in corpus or "/" in item.id:
                continue
            own = scale[item.fold].get(item.role)
            row = logits[item.role][at]
            p = evaluate.sigmoid(row * own["scale"] + own["shift"]) if own else evaluate.message_levels(row[None])[0]
            shown = [k for k in range(len(p)) if p[k] >= 0.05 or k == int(np.argmax(p))]
            file.write(item.id + "\t" + ",".join(f"{k}:{round(float(p[k]) * 1e4)}" for k in shown) + "\n")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--name", default="student")
    parser.add_argument("--folds", default="0,1")
    args = parser.parse_args()
    folds = [int(f) for f in args.folds.split(",")]
    held = {fold: held_out(args.name, fold) for fold in folds}
    scale = {fold: scales(*held[fold]) for fold in folds}
    still = [0.5] * (data.LEVELS - 1)
    dumps = [dump(fold, weights(args.name, fold, merged(scale[fold], ALWAYS, still))) for fold in folds]
    units, messages = decide.load(dumps)
    limits = {role: decide.thresholds(units, role) for role in data.CATEGORIES}
    levels = decide.levels(messages)
    decide.table(units, limits)
    for fold in folds:
        weights(args.name, fold, merged(scale[fold], {role: limits[role][fold] for role in limits}, levels))
    shipped = merged(scale[0], {role: limits[role]["all"] for role in limits}, levels)
    (data.ROOT / "training" / "thresholds.json").write_text(json.dumps(shipped, indent=1) + "\n")
    items = [item for fold in folds for item in held[fold][0]]
    logits = {role: np.concatenate([held[fold][1][role] for fold in folds]) for role in data.HEADS}
    describe(items, logits, scale)
    write_scores(items, logits, scale, data.ROOT / "training" / "heldout.tsv")


if __name__ == "__main__":
    main()
