"""Figures for logits on held-out files: F1, recall at 97 % precision, false alarms, level accuracy."""

from collections import defaultdict

import numpy as np

import data


def sigmoid(x):
    return 1 / (1 + np.exp(-np.clip(x, -30, 30)))


def best_f1(score, truth):
    """Best F1 of (item, category) decisions over one common threshold, and recall at 97 % precision."""
    order = np.argsort(-score, kind="stable")
    hit = np.cumsum(truth[order])
    precision, recall = hit / np.arange(1, len(order) + 1), hit / max(truth.sum(), 1)
    f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-9)
    sure = recall[precision >= 0.97]
    return f1.max(), (sure.max() if len(sure) else 0.0)


def sentence_figures(prob, target):
    """Per sentence: is anything risky? Best F1 and recall at 97 % precision."""
    return best_f1(prob.max(1), target.max(1))


def report(items, logits):
    """Prints one line per file; `logits` has a row per item for every head."""
    by_file = defaultdict(list)
    for at, item in enumerate(items):
        by_file[item.file, item.role].append(at)
    for (name, role), rows in sorted(by_file.items()):
        if role == "incoming":
            _level_line(name, [items[i] for i in rows], logits[role][rows])
            continue
        target = np.array([items[i].target for i in rows])
        prob = sigmoid(logits[role][rows])
        clean = target.max(1) == 0
        alarms = (prob.max(1)[clean] > 0.5).mean() if clean.any() else 0
        if target.sum() == 0:
            print(f"{name:18} {role:9} n {len(rows):5}  clean only: alarms at .5 {alarms:.4f}  at .9 {(prob.max(1) > .9).mean():.4f}")
            continue
        pair, sent = best_f1(prob.ravel(), target.ravel()), sentence_figures(prob, target)
        risky = ~clean
        missed = ((prob.max(1) < 0.02) & risky).sum() / risky.sum()
        print(f"{name:18} {role:9} n {len(rows):5}  label F1 {pair[0]:.3f} R@97 {pair[1]:.3f} | sentence F1 {sent[0]:.3f} "
              f"R@97 {sent[1]:.3f} | alarms {alarms:.3f} | risky<.02 {missed:.3f}", flush=True)


def message_levels(logits):
    """Cumulative probabilities P(level >= k), k = 1..5."""
    shifted = np.exp(logits - logits.max(1, keepdims=True))
    prob = shifted / shifted.sum(1, keepdims=True)
    return np.cumsum(prob[:, ::-1], 1)[:, ::-1][:, 1:]


def level_rows(items, logits):
    """Per message: its true level and the highest P(level >= k) over its sentences."""
    groups, truth = defaultdict(list), {}
    for item, row in zip(items, message_levels(logits)):
        key = item.id.split("/")[0]
        if item.whole:
            truth[key] = int(np.argmax(item.target))
            groups[key + "!"] = [row]
        else:
            groups[key].append(row)
    keys = list(truth)
    top = np.array([np.max(groups.get(k) or groups[k + "!"], 0) for k in keys])
    return np.array([truth[k] for k in keys]), top


def _level_line(name, items, logits):
    truth, top = level_rows(items, logits)
    said = (top > 0.5).sum(1)
    strong = truth >= 4
    print(f"{name:18} incoming  n {len(truth):5}  level exact {(said == truth).mean():.3f}  4-5 found {(said[strong] >= 4).mean():.3f}"
          f"  falsely {(said[~strong] >= 4).mean():.3f}", flush=True)
