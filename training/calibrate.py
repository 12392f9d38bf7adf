"""Turns held-out logits of the folds' students into calibration, thresholds and the held-out file.

    python calibrate.py            # reads training/work/student{0,1}.npz, writes thresholds.json and heldout.tsv
"""

import argparse
import json

import numpy as np

import data
import evaluate

STRONG = {"applicant": 6, "program": 8}  # the first so many categories are of tier violation or risk
ALARMS, PRECISION, STRONG_PRECISION, VETOED, OFF = 0.003, 0.97, 0.93, 0.005, 2.0


def held_out(name, folds):
    """Items with the logits of a student that saw neither them nor their file."""
    items, logits = data.load(), {role: {} for role in data.HEADS}
    known = {}
    for fold in folds:
        kept = np.load(data.WORK / f"{name}{fold}.npz")
        for at, ident in enumerate(kept["ids"]):
            known[str(ident)] = {role: kept[role][at] for role in data.HEADS}
    rows = [item for item in items if item.id in known]
    return rows, {role: np.array([known[i.id][role] for i in rows]) for role in data.HEADS}


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


def least(score, right, precision):
    """The lowest threshold from which on `precision` of what is above is right; OFF where there is none worth it."""
    order = np.argsort(-score, kind="stable")
    hits = np.cumsum(right[order])
    good = np.flatnonzero(hits / np.arange(1, len(order) + 1) >= precision)
    good = good[good >= 9]
    return float(score[order[good[-1]]]) if len(good) else OFF


def raise_thresholds(prob, target, strong):
    """Per category: violation and risk by alarms on clean sentences, then everything by precision."""
    clean = target.max(1) == 0
    top = np.sort(prob[clean][:, :strong].max(1))[::-1]
    common = float(top[min(int(ALARMS * clean.sum()), len(top) - 1)]) + 1e-6
    out = []
    for at in range(prob.shape[1]):
        own = least(prob[:, at], target[:, at], STRONG_PRECISION if at < strong else PRECISION)
        out.append(min(OFF, max(own, common if at < strong else 0.5)))
    return out


def veto_thresholds(prob, target):
    """Per category: below it are hardly any of the sentences that truly have it; half of the lowest where few are known."""
    out = []
    for at in range(prob.shape[1]):
        own = np.sort(prob[target[:, at] > 0, at])
        out.append(float(own[int(VETOED * len(own))]) * (1.0 if len(own) >= 200 else 0.5))
    return out


def drafts(role, items, logits):
    rows = [i for i, item in enumerate(items) if item.role == role]
    target = np.array([items[i].target for i in rows])
    z = logits[role][rows]
    prob, fold = np.zeros_like(z), np.array([items[i].fold for i in rows])
    for one in sorted(set(fold), reverse=True):  # each fold's classifier by its own; the last, fold 0's, is shipped
        own = fold == one
        fits = [platt(z[own, c], target[own, c]) for c in range(z.shape[1])]
        scale, shift = np.array([f[0] for f in fits]), np.array([f[1] for f in fits])
        prob[own] = evaluate.sigmoid(z[own] * scale + shift)
    own = dict(scale=scale.tolist(), shift=shift.tolist(), veto=veto_thresholds(prob, target),
               clean=float(np.quantile(prob[target.max(1) > 0].max(1), VETOED)))
    own["raise"] = raise_thresholds(prob, target, STRONG[role])
    describe(role, [items[i] for i in rows], prob, target, own)
    return own, {items[i].id: p for i, p in zip(rows, prob)}


def describe(role, items, prob, target, own):
    """The table of docs/meaning-layer.md."""
    raised = prob >= np.array(own["raise"])
    doubted = prob < np.array(own["veto"])
    clean, veto = target.max(1) == 0, prob.max(1) < own["clean"]
    strong = STRONG[role]
    print(f"\n{role}: {len(items)} sentences; clean ones raised {raised[clean].any(1).mean():.4f}, in violation and risk "
          f"{raised[clean][:, :strong].any(1).mean():.4f}; risky ones raised {raised[~clean].any(1).mean():.3f}; "
          f"surely clean: {veto[clean].mean():.3f} of clean, {veto[~clean].mean():.4f} of risky")
    print("| category | held-out | best F1 | raised from | recall | precision | surely not it, of clean |\n|" + " --- |" * 7)
    for at, name in enumerate(data.CATEGORIES[role]):
        hits, right = raised[:, at], target[:, at] > 0
        recall = (hits & right).sum() / max(right.sum(), 1)
        precision = (hits & right).sum() / max(hits.sum(), 1)
        start = "off" if own["raise"][at] > 1 else f"{own['raise'][at]:.2f}"
        print(f"| {name} | {int(right.sum())} | {evaluate.best_f1(prob[:, at], target[:, at])[0]:.3f} | {start} | {recall:.3f} | {precision:.3f} | {doubted[clean, at].mean():.2f} |")
    print("\n| file | sentences | risky raised | clean raised | violation or risk on clean | sentence F1 | recall at 97 % |\n|" + " --- |" * 7)
    for file in dict.fromkeys(i.file for i in items):
        rows = np.array([i.file == file for i in items])
        risky = rows & ~clean
        found = f"{raised[risky].any(1).mean():.3f}" if risky.any() else "–"
        f1, sure = evaluate.sentence_figures(prob[rows], target[rows]) if risky.any() else (0, 0)
        alarm = raised[rows & clean]
        print(f"| {file} | {rows.sum()} | {found} | {alarm.any(1).mean():.4f} | {alarm[:, :strong].any(1).mean():.4f} | {f1:.3f} | {sure:.3f} |")


def levels(items, logits):
    rows = [i for i, item in enumerate(items) if item.role == "incoming"]
    mine, z = [items[i] for i in rows], logits["incoming"][rows]
    best, out = None, []
    truth, top = evaluate.level_rows(mine, z)
    for level in range(1, data.LEVELS):
        grid = np.linspace(0.05, 0.95, 91)
        right = [((top[:, level - 1] >= t) == (truth >= level)).mean() for t in grid]
        near = [np.mean(right[max(0, i - 3):i + 4]) for i in range(len(right))]
        out.append(float(grid[int(np.argmax(near))]))
    said = np.zeros(len(truth), int)
    for level, t in enumerate(out, 1):
        said[top[:, level - 1] >= t] = level
    strong = truth >= 4
    print(f"\nmessages {len(truth)}: exact {(said == truth).mean():.3f}, 4-5 found {(said[strong] >= 4).mean():.3f}, "
          f"falsely {(said[~strong] >= 4).mean():.3f}; thresholds {np.round(out, 2).tolist()}")
    sums = evaluate.message_levels(z)
    return out, {i.id: p for i, p in zip(mine, sums)}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--name", default="student")
    parser.add_argument("--folds", default="0,1")
    args = parser.parse_args()
    items, logits = held_out(args.name, args.folds.split(","))
    thresholds, kept = {"level_scale": 1.0}, {}
    for role in ("applicant", "program"):
        thresholds[role], scores = drafts(role, items, logits)
        kept |= scores
    thresholds["levels"], scores = levels(items, logits)
    kept |= scores
    here = data.ROOT / "training"
    (here / "thresholds.json").write_text(json.dumps(thresholds, indent=1) + "\n")
    corpus = {p.stem for p in (data.ROOT / "tests" / "corpus").glob("*.jsonl")}
    with open(here / "heldout.tsv", "w", encoding="utf-8") as file:
        file.write("# id, then place:score in ten-thousandths (the highest always, others from 0.05), places as in data.py\n")
        for item in items:
            if item.file in corpus and "/" not in item.id:
                p = kept[item.id]
                shown = [at for at in range(len(p)) if p[at] >= 0.05 or at == int(np.argmax(p))]
                file.write(item.id + "\t" + ",".join(f"{at}:{round(float(p[at]) * 1e4)}" for at in shown) + "\n")


if __name__ == "__main__":
    main()
