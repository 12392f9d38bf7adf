"""Composes unlabelled sentences from labelled ones, for the teacher to judge and the student to learn from."""

import random
import re

import numpy as np

_STOP = set("i you he she it we they me my your his her our their a an the and or but if of to in on at for with is am are was "
            "were be been do does did have has had will would can could shall should may might not no s t ll d ve re m".split())


LONGEST = 220  # characters of a sentence that others are composed from; longer ones cost the teacher too much time


class Neighbours:
    """Words that stand near one another in the teacher's own embedding."""

    def __init__(self, pieces, vectors, kept=14000, near=8):
        rows = [i for i, p in enumerate(pieces) if p.isalpha() and p.isascii() and len(p) > 2 and p not in _STOP][:kept]
        unit = vectors[rows] / np.linalg.norm(vectors[rows], axis=1, keepdims=True)
        self.near = {}
        for start in range(0, len(rows), 1000):
            like = unit[start:start + 1000] @ unit.T
            best = np.argpartition(-like, near + 1, axis=1)[:, :near + 1]
            for line, row in enumerate(rows[start:start + 1000]):
                self.near[pieces[row]] = [pieces[rows[j]] for j in best[line] if rows[j] != row and like[line, j] > 0.35]

    def swap(self, text, rng, share):
        def one(match):
            word = match.group(0)
            options = self.near.get(word.lower())
            if not options or rng.random() > share:
                return word
            new = rng.choice(options)
            return new.capitalize() if word[0].isupper() else new
        return re.sub(r"[A-Za-z]+", one, text)


_CUT = re.compile(r"(?<=[,;:.!?])\s+|\s+(?=(?:and|but|because|if|so|although|while|since|that|as|or|which|when|before|after)\s)")


def cross(one, other, rng):
    """The beginning of one sentence and the end of another, joined at a clause."""
    a, b = [c.end() for c in _CUT.finditer(one)], [c.end() for c in _CUT.finditer(other)]
    head = one[:rng.choice(a)] if a else one.rstrip(".!? ") + rng.choice([", and ", ". ", ", but ", "; ", ", so ", " because "])
    tail = other[rng.choice(b):] if b else other
    if not head.rstrip().endswith((".", "!", "?")) and tail[:2] not in ("I ", "I'", "I’"):
        tail = tail[:1].lower() + tail[1:]
    return head.rstrip() + " " + tail


def part(text, rng):
    """A clause of a longer sentence."""
    cuts = [0] + [c.end() for c in _CUT.finditer(text)] + [len(text)]
    if len(cuts) < 3:
        return text
    at = rng.randrange(len(cuts) - 1)
    piece = text[cuts[at]:cuts[min(len(cuts) - 1, at + rng.choice([1, 2]))]].strip(" ,;:")
    return piece if len(piece.split()) >= 3 else text


def drop(text, rng, share=0.12):
    kept = [word for word in text.split() if rng.random() > share]
    return " ".join(kept) or text


def compose(items, count, neighbours, seed):
    """`count` new (role, text) pairs from these items."""
    rng = random.Random(seed)
    pools = {}
    for item in items:
        if len(item.text) < LONGEST:
            pools.setdefault(item.role, []).append(item)
    roles = [(role, pool) for role, pool in sorted(pools.items())]
    weights = [len(pool) ** 0.75 for _, pool in roles]
    risky = {role: [i for i in pool if role == "incoming" or max(i.target) > 0] for role, pool in roles}
    out = []
    while len(out) < count:
        role, pool = rng.choices(roles, weights)[0]
        text = rng.choice(risky[role] if rng.random() < 0.55 else pool).text
        way = rng.random()
        if way < 0.40:
            text = neighbours.swap(text, rng, rng.choice([0.15, 0.3, 0.5]))
        elif way < 0.60:
            other = rng.choice(pool).text
            text = cross(text, other, rng) if rng.random() < 0.5 else cross(other, text, rng)
            if rng.random() < 0.3:
                text = neighbours.swap(text, rng, 0.2)
        elif way < 0.75:
            text = neighbours.swap(part(text, rng), rng, rng.choice([0, 0.2]))
        elif way < 0.85:
            text = drop(neighbours.swap(text, rng, 0.15), rng)
        else:
            other = rng.choice(pool).text
            text = text + " " + other if rng.random() < 0.5 else other + " " + text
        if len(text) < 1.5 * LONGEST:
            out.append((role, text))
    return out
