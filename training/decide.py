"""The decision in two steps, with the rules: is a sentence risky at all, and which category is named. Sets its thresholds.

Works on what `evaluation --dump` writes: per item of the corpus what rules say, and per sentence what the layer scores.
"""

import json
from collections import defaultdict
from dataclasses import dataclass

import numpy as np

import data

HINT = 0.72  # the least share of the newly raised, at the threshold itself, that must be risky (by a smooth fit, see `fit`)
LOWER = 0.05  # the bars for a hint stand so much of a logit below that: what `CLEAN` costs in found, it gives back
ALARMS = 0.0006  # share of clean sentences on which the layer may name a category with its full heavy tier
# Below this risk of anything rules' hits are dropped. Not from the corpus: rules were written by it, and are righter there than
# elsewhere. On 1,544 sentences by authors whom no rule had met (training/data/others_tone and others_program) 1 of the 13 hits
# below .02 was right, by the classifier before this one, which had not read them; with the present one .01 does as well.
CLEAN = 0.01
LIKELY = 0.3  # as in src/engine/meaning.rs: the least score of the category that is named
UNLIKELY = 0.02  # as in src/engine/meaning.rs: a rule's category that gives way to the layer's


@dataclass
class Unit:
    """A sentence: what rules say of it, what the layer says of it, what is true of it."""

    role: str
    file: str
    item: str
    labels: set
    rules: list
    best: str
    level: float  # the risk that decides: of anything heavy where the best category is heavy, else of anything
    risk: float
    scores: dict
    fold: int
    heard: bool  # whether no guard speaks against the layer here


def overlap(a, b):
    return a[0] < b[1] and b[0] < a[1]


def units_of(row, all_categories):
    """The sentences of an item."""
    own, heavy = data.CATEGORIES[row["role"]], data.CATEGORIES[row["role"]][:data.HEAVY[row["role"]]]
    for part in row["sentences"]:
        labels = {label for start, end, names in row["risky"] if overlap((start, end), part["span"]) for label in names}
        scores = {c: s for c, s in zip(all_categories, part["scores"]) if c in own}
        best = max(scores, key=scores.get)
        level = part["heavy_risk"] if best in heavy else part["risk"]
        rules, both = ([r for r in row[key] if overlap(r["sentence"], part["span"])] for key in ("rules", "both"))
        heard = any(r["rule"].endswith("/meaning") for r in both)
        yield Unit(row["role"], row["file"], row["id"], labels, rules, best, level, part["risk"], scores, data.fold_of(row["file"]), heard)


def load(paths):
    """All sentences of drafts in these dumps, and the received messages."""
    rows = [json.loads(line) for path in paths for line in open(path, encoding="utf-8")]
    drafts = [row for row in rows if row["role"] != "incoming"]
    units = [unit for row in drafts for unit in units_of(row, row["categories"])]
    return units, [row for row in rows if row["role"] == "incoming"]


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def logit(p):
    p = np.clip(p, 1e-6, 1 - 1e-6)
    return np.log(p / (1 - p))


def fit(units, role):
    """P(risky | level, best category) on sentences where rules are silent: a slope and a shift per fold, and a shift per
    category that is held to nought. Returns slope and shifts by fold."""
    rows = [u for u in units if u.role == role and u.heard]
    own, folds = data.CATEGORIES[role], sorted({u.fold for u in rows})
    x = np.zeros((len(rows), 2 * len(folds) + len(own)))
    for at, u in enumerate(rows):
        place = 2 * folds.index(u.fold)
        x[at, place], x[at, place + 1] = logit(np.array(u.level)), 1
        x[at, 2 * len(folds) + own.index(u.best)] = 1
    # A risky item of two sentences may have an innocent one: only of the item is it known.
    y = np.array([bool(u.labels) for u in rows], float)
    w, hold = np.zeros(x.shape[1]), np.array([1e-6] * 2 * len(folds) + [3.0] * len(own))
    for _ in range(60):
        p = sigmoid(np.clip(x @ w, -30, 30))
        step = np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + np.diag(hold), x.T @ (p - y) + hold * w)
        w -= step
        if np.abs(step).max() < 1e-6:
            break
    shifts = w[2 * len(folds):]
    return {f: (w[2 * at], w[2 * at + 1] + shifts) for at, f in enumerate(folds)}


def sure_level(units, role, fold):
    """The level of heavy risk that no more than ALARMS of the clean sentences reach."""
    clean = [u for u in units if u.role == role and u.fold == fold and not u.labels]
    heavy = data.CATEGORIES[role][:data.HEAVY[role]]
    levels = sorted((u.level for u in clean if u.best in heavy and u.heard), reverse=True)
    return levels[int(ALARMS * len(clean))] + 1e-6


def thresholds(units, role, hint=HINT):
    """Thresholds by fold; under "all", for a classifier that has seen everything, the folds' mean."""
    out, heavy = {}, data.HEAVY[role]
    for fold, (slope, shifts) in fit(units, role).items():
        low = (logit(np.array(hint)) - shifts) / slope - LOWER
        sure = np.maximum(low, logit(np.array(sure_level(units, role, fold))))
        out[fold] = np.array([low, np.concatenate([sure[:heavy], low[heavy:]])])
    out["all"] = np.mean(list(out.values()), 0)
    return {fold: {"hint": sigmoid(z[0]).tolist(), "sure": sigmoid(z[1]).tolist(), "clean": CLEAN} for fold, z in out.items()}


def overruled(unit, category, clean, says):
    """Whether the layer takes a rule's hit away: nothing is wrong, or something else is."""
    return unit.risk < clean or says and category != unit.best and unit.scores.get(category, 1.0) < UNLIKELY


def heard(unit, kept):
    """Whether the layer may speak: rules are silent, or have just been silenced, and no guard speaks against it."""
    return all(r["category"] == "placeholder" for r in kept) if unit.rules else unit.heard


def said(unit, own):
    """Findings on this sentence as the engine makes them: (category, heavy tier?, by the layer?)."""
    at = data.CATEGORIES[unit.role].index(unit.best)
    says = unit.level >= own["hint"][at] and unit.scores[unit.best] >= LIKELY
    kept = [r for r in unit.rules if r["category"] == "placeholder" or not overruled(unit, r["category"], own["clean"], says)]
    out = [(r["category"], r["tier"] in ("violation", "risk"), False) for r in kept]
    if says and heard(unit, kept):
        sure = unit.level >= own["sure"][at] and at < data.HEAVY[unit.role]
        out.append((unit.best, sure, True))
    return out


def table(units, limits, note=print):
    """Figures of rules and layer together, by file: what `cargo xtask eval` prints, give or take sentences cut in two."""
    items = defaultdict(list)
    for unit in units:
        items[unit.file, unit.item].append(unit)
    counts = defaultdict(lambda: np.zeros(9))
    for (file, _), parts in items.items():
        labels = set().union(*(u.labels for u in parts))
        found = [f for u in parts for f in said(u, limits[u.role][u.fold])]
        right = sum(c in labels for c, _, _ in found)
        row = np.array([len(found), right, bool(labels), bool(labels) and bool(found), bool(labels) and right > 0, not labels,
                        not labels and bool(found), not labels and any(h for _, h, _ in found),
                        not labels and any(layer for _, _, layer in found)], float)
        counts[file] += row
        counts["all"] += row
    note(f"{'file':16} risky  found  precision  category  alarms  heavy  by layer")
    for file, (n, r, risky, hit, hit_right, clean, alarm, heavy, layer) in counts.items():
        note(f"{file:16} {risky:5.0f} {hit / max(risky, 1):6.3f} {r / max(n, 1):10.3f} {hit_right / max(hit, 1):9.3f} "
             f"{alarm / max(clean, 1):7.4f} {heavy / max(clean, 1):6.4f} {layer / max(clean, 1):9.4f}")
    return counts


SURELY_NOT = 0.02  # as in src/engine/reading.rs


def read_level(message, limits):
    """A message's level as the engine decides it, or nearly so."""
    signals = []
    for part in message["sentences"]:
        at_least = np.cumsum(part["signal"][::-1])[::-1]
        reached = [level for level in range(1, data.LEVELS) if at_least[level] >= limits[level - 1]]
        ruled = part["rules"] if part["signal"][part["rules"]] > SURELY_NOT else 0
        signals.append(max([ruled] + reached))
    refused = message["rules"] < max([part["rules"] for part in message["sentences"]], default=0)
    return max([s for s in signals if s > 3 or not refused], default=0)


def level_figures(messages, limits):
    """Exact, levels 4 and 5 found, levels 4 and 5 wrongly said."""
    pairs = [(row["level"], read_level(row, limits)) for row in messages]
    high, low = [s > 3 for t, s in pairs if t > 3], [s > 3 for t, s in pairs if t < 4]
    return np.mean([t == s for t, s in pairs]), np.mean(high), np.mean(low)


def levels(messages):
    """Thresholds of P(level >= k), k = 1..5, for rules and layer together: the most exact, wrong alarms weighing most."""
    def worth(limits):
        exact, found, falsely = level_figures(messages, limits)
        return exact + 0.5 * found - 1.5 * falsely

    limits, grid = [0.5] * (data.LEVELS - 1), np.round(np.linspace(0.1, 0.98, 45), 3)
    for _ in range(3):
        for at in range(len(limits)):
            worths = [worth(limits[:at] + [float(t)] + limits[at + 1:]) for t in grid]
            near = [np.mean(worths[max(0, i - 2):i + 3]) for i in range(len(grid))]
            limits[at] = float(grid[int(np.argmax(near))])
    print("received: exact %.3f, 4-5 found %.3f, wrongly %.3f" % level_figures(messages, limits), limits)
    return limits
