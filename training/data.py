"""Reads the open corpus and training/data into one list of labelled sentences, each with its file and fold."""

import json
import re
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WORK = ROOT / "training" / "made"

APPLICANT = [
    "rank-bargain", "rank-inquiry", "outside-match-deal", "rank-promise", "acceptance-promise", "other-programs",
    "pressure", "interview-plea", "desperation", "overemotional", "feedback-request", "empty-check-in",
    "website-question", "generic-template", "placeholder",
]
PROGRAM = [
    "rank-bargain", "rank-inquiry", "outside-match-deal", "rank-promise", "commitment-demand", "other-programs",
    "protected-question", "visit-demand", "generic-template", "placeholder",
]
LEVELS = 6
CATEGORIES = {"applicant": APPLICANT, "program": PROGRAM}
HEAVY = {"applicant": 6, "program": 8}  # the first so many categories are of tier violation or risk
EXTRA = 2  # after the categories: is anything heavy in it, is anything in it
HEADS = {"applicant": len(APPLICANT) + EXTRA, "program": len(PROGRAM) + EXTRA, "incoming": LEVELS}

# Whole files are held out together, by author. Files of training/data are never held out: they only teach.
FOLDS = {
    "sentences": 0, "train_c": 0, "train_incoming": 0,
    "train_a": 1, "train_b": 1, "train_d": 1, "train_e": 1, "train_f": 1, "train_program": 1, "emails": 1,
    "train_emails": 1, "incoming": 1, "rewrites": 1, "train_rewrites": 1,
}
NEVER = 9


@dataclass
class Item:
    """One input of the classifier. `target` has a value per output of its head; None means: not known."""

    id: str
    role: str
    text: str
    target: list
    file: str
    fold: int
    whole: bool = True  # a corpus item as its author wrote it, not a part of one
    meta: dict = field(default_factory=dict)


def fold_of(name):
    """The fold in which this file of the corpus is held out."""
    return FOLDS.get(name, NEVER)


_SPLIT = re.compile(r"(?<=[.!?:])[\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-Z0-9\[<{])")
_ABBREVIATION = re.compile(r"(?:\b(?:Dr|Drs|Mr|Mrs|Ms|Prof|St|No|vs|Jan|Feb|Aug|Sept|Oct|Nov|Dec|approx|e\.g|i\.e|a\.m|p\.m)|\b[A-Z])\.$")


def sentences(text):
    """A plain sentence splitter, only for training material."""
    out = []
    for paragraph in re.split(r"\n\s*\n|\n(?=\s*(?:[-*•]|\d+[.)])\s)", text):
        paragraph = " ".join(paragraph.split())
        start = 0
        for gap in _SPLIT.finditer(paragraph):
            head = paragraph[start:gap.start()]
            if head.endswith(":") or _ABBREVIATION.search(head):
                continue
            out.append(paragraph[start:gap.end()].strip())
            start = gap.end()
        if paragraph[start:].strip():
            out.append(paragraph[start:].strip())
    return out


def _vector(role, labels):
    own = [1.0 if name in labels else 0.0 for name in CATEGORIES[role]]
    return own + [max(own[:HEAVY[role]]), max(own)]


def _rows(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def _level_items(row, name, fold):
    """A received message: the sentence that decides has the level, the others something lower."""
    level, why = row["level"], row.get("why", "")
    exact = [1.0 if k == level else 0.0 for k in range(LEVELS)]
    at_most = [1.0 if k < max(level, 1) else 0.0 for k in range(LEVELS)]
    parts = sentences(row["text"])
    out = [Item(row["id"], "incoming", row["text"], exact, name, fold)]
    if len(parts) < 2:
        return out
    for at, part in enumerate(parts):
        decides = bool(why) and (part in why or why in part or _shares(part, why))
        if level and not decides and len(why) == 0:
            continue
        target = exact if decides or level == 0 else at_most
        out.append(Item(f"{row['id']}/{at}", "incoming", part, target, name, fold, whole=False))
    return out


def _shares(part, why):
    """Whether at least half of a `why` that runs over sentences lies in this part."""
    pieces = sentences(why)
    return any(len(piece) > 20 and piece in part for piece in pieces)


_QUOTE_MARK = re.compile(r"^\s*(?:>|-{3,}|_{5,}|From:|De:|Von:|Da:|Van:|Från:|От:|发件人|.*(?:wrote|schrieb|escribió|écrit|escreveu|написал\S*|كتب|写道|ने लिखा|scritto|schreef|skrev|napisał\S*)\s*:?\s*$|--\s*$)", re.I)


def _own_part(body):
    """The lines before the first mark of a quote or signature; enough for clean examples."""
    lines = []
    for line in body.split("\n"):
        if _QUOTE_MARK.match(line):
            break
        lines.append(line)
    return "\n".join(lines)


def _email_items(row, name, fold):
    out, role = [], row["role"]
    risky = [(" ".join(r["text"].split()), r["labels"]) for r in row["risky"]]
    for at, (text, labels) in enumerate(risky):
        out.append(Item(f"{row['id']}/r{at}", role, text, _vector(role, labels), name, fold))
    for at, part in enumerate(sentences(_own_part(row["body"]))):
        if any(part in text or text in part for text, _ in risky) or len(part.split()) < 3:
            continue
        out.append(Item(f"{row['id']}/{at}", role, part, _vector(role, []), name, fold))
    return out


def _rewrite_items(row, name, fold):
    role = row["role"]
    out = [Item(f"{row['id']}/b", role, row["before"], _vector(role, [row["category"]]), name, fold)]
    for at, text in enumerate(row["good"]):
        if text:
            out.append(Item(f"{row['id']}/g{at}", role, text, _vector(role, []), name, fold))
    return out


def _items_of(path):
    name, fold = path.stem, fold_of(path.stem)
    if path.parent.name == "data":
        name, fold = f"data/{path.stem}", NEVER
    out = []
    for row in _rows(path):
        if "body" in row:
            out += _email_items(row, name, fold)
        elif "good" in row:
            out += _rewrite_items(row, name, fold)
        elif "level" in row:
            out += _level_items(row, name, fold)
        else:
            out.append(Item(row["id"], row["role"], row["text"], _vector(row["role"], row["labels"]), name, fold))
    return out


def load():
    """Every labelled input, in a fixed order."""
    paths = sorted((ROOT / "tests" / "corpus").glob("*.jsonl")) + sorted((ROOT / "training" / "data").glob("*.jsonl"))
    return [item for path in paths for item in _items_of(path)]


if __name__ == "__main__":
    from collections import Counter
    items = load()
    for key, count in sorted(Counter((i.fold, i.file, i.role) for i in items).items()):
        print(*key, count)
    print(len(items))
