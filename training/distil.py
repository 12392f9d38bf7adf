"""Composes sentences, lets a teacher judge them, and trains the student on that judgement.

    python distil.py --fold 0            # student that has seen nothing of fold 0, nor has its teacher
    python distil.py --fold -1           # the shipped one: fold 0's teacher, everything to read
"""

import argparse
import json
import time

import teacher  # first: it sets how threads wait
import numpy as np
import torch

import data
import evaluate
import student
from augment import Neighbours, compose

# Rounds of composing: how many sentences, from which seed.
COMPOSED = {0: ((110000, 5), (140000, 205)), 1: ((110000, 5), (140000, 205))}
COMPOSED_OF_HELD = {0: ((20000, 6),), 1: ()}


def teacher_of(fold):
    model = teacher.Teacher()
    model.load_state_dict(torch.load(data.WORK / f"teacher{fold}.pt"))
    return model.eval()


def bert_of(model):
    """The teacher's pieces in order, and their embeddings before fine-tuning."""
    fresh = teacher.Teacher()
    pieces = [p for p, _ in sorted(fresh.tokenizer.get_vocab().items(), key=lambda kv: kv[1])]
    return pieces, fresh.encoder.embeddings.word_embeddings.weight.detach().numpy()


@torch.no_grad()
def judge(model, texts, batch=128):
    """The teacher's logits and pooled vectors."""
    order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
    soft = {role: torch.zeros(len(texts), n) for role, n in data.HEADS.items()}
    pooled = torch.zeros(len(texts), 768, dtype=torch.float16)
    for start in range(0, len(order), batch):
        rows = order[start:start + batch]
        vectors = model.pooled([texts[i] for i in rows])
        pooled[rows] = vectors.half()
        for role, head in model.heads.items():
            soft[role][rows] = head(vectors)
    return soft, pooled


def judged(model, near, items, rounds, fold):
    """These items, and sentences composed from them, with the teacher's judgement; each with the fold it comes from."""
    extra = [pair for count, seed in rounds for pair in compose(items, count, near, seed)]
    texts = [i.text for i in items] + [t for _, t in extra]
    began = time.time()
    soft, pooled = judge(model, texts)
    print(f"teacher judged {len(texts)} sentences in {time.time() - began:.0f} s", flush=True)
    return dict(texts=texts, roles=[i.role for i in items] + [r for r, _ in extra], hard=[i.target for i in items] + [None] * len(extra),
                fold=[i.fold for i in items] + [fold] * len(extra), soft=soft, pooled=pooled)


def joined(parts):
    """Several of these as one."""
    lists = {key: [row for part in parts for row in part[key]] for key in ("texts", "roles", "hard", "fold")}
    soft = {role: torch.cat([part["soft"][role] for part in parts]) for role in data.HEADS}
    return lists | dict(soft=soft, pooled=torch.cat([part["pooled"] for part in parts]))


def prepare(fold):
    """All that this fold's teacher judged, kept in training/made; made anew where an item is not in it. What comes from the
    held-out fold is there for the shipped student alone."""
    path = data.WORK / f"learn{fold}.pt"
    items = [i for i in data.load() if len(i.text) < teacher.LONGEST_TEXT and (i.fold != fold or COMPOSED_OF_HELD[fold])]
    if path.exists():
        made = torch.load(path, weights_only=False)
        if {i.text for i in items} <= set(made["texts"]):
            return made
    model = teacher_of(fold)
    pieces, vectors = bert_of(model)
    near = Neighbours(pieces, vectors)
    parts = [judged(model, near, [i for i in items if i.fold != fold], COMPOSED[fold], data.NEVER)]
    if COMPOSED_OF_HELD[fold]:
        parts.append(judged(model, near, [i for i in items if i.fold == fold], COMPOSED_OF_HELD[fold], fold))
    out = joined(parts) | dict(bert=pieces, vectors=vectors)
    torch.save(out, path)
    return out


def run(fold, config):
    made = prepare(max(fold, 0))
    torch.set_num_threads(1)  # so small that a second thread costs more than it brings
    items = data.load()
    held = {item.text for item in items if item.fold == fold}  # the same words may stand in two files
    labels = {(item.role, item.text): item.target for item in items}  # as they are now; the judgement may be older
    made["hard"] = [hard and labels.get((role, text)) for hard, role, text in zip(made["hard"], made["roles"], made["texts"])]
    rows = [at for at, text in enumerate(made["texts"]) if made["fold"][at] != fold and text not in held]
    learn = student.Set([made["texts"][i] for i in rows], [made["roles"][i] for i in rows],
                        {role: soft[rows] for role, soft in made["soft"].items()}, [made["hard"][i] for i in rows])
    pieces, known = student.vocabulary(learn.texts, made["bert"], config["pieces"])
    start = student.projected(pieces, known, made["vectors"], config["dim"])
    model = student.train(config, pieces, start, learn, made["pooled"][rows] if config.get("match", 1.0) else None,
                          note=lambda line: print(line, flush=True))
    return model, pieces


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--fold", type=int, default=-1)
    parser.add_argument("--set", default="{}", help="JSON that changes the configuration, for trying things")
    parser.add_argument("--name", default="student")
    parser.add_argument("--prepare", action="store_true", help="stop when the teacher has judged")
    args = parser.parse_args()
    torch.set_num_threads(2)
    config = student.CONFIG | json.loads(args.set)
    if args.prepare:
        return prepare(max(args.fold, 0))
    model, pieces = run(args.fold, config)
    torch.save(dict(config=config, pieces=pieces, state=model.state_dict()), data.WORK / f"{args.name}{args.fold}.pt")
    held = [item for item in data.load() if item.fold == args.fold]
    if held:
        logits = student.logits_of(model, student.Tokenizer(pieces), [i.text for i in held])
        np.savez(data.WORK / f"{args.name}{args.fold}.npz", ids=[i.id for i in held], **logits)
        evaluate.report(held, logits)


if __name__ == "__main__":
    main()
