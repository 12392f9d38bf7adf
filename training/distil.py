"""Composes sentences, lets a fold's teacher judge them, and trains the student on that judgement.

    python distil.py --fold 0            # student that has seen neither fold 0 nor a teacher that has
    python distil.py --fold -1           # the shipped one
"""

import argparse
import json
import time

import numpy as np
import torch

import data
import evaluate
import student
import teacher
from augment import Neighbours, compose

COMPOSED = {0: 40000, 1: 20000, -1: 40000}


def learned_from(fold):
    """What the student of this fold may see."""
    return [item for item in data.load() if item.fold != fold and len(item.text) < teacher.LONGEST_TEXT]


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


def prepare(fold):
    """Labelled and composed sentences with the teacher's judgement; kept in training/work."""
    path = data.WORK / f"learn{fold}.pt"
    if path.exists():
        return torch.load(path, weights_only=False)
    items = learned_from(fold)
    model = teacher_of(fold)
    pieces, vectors = bert_of(model)
    extra = compose(items, COMPOSED[fold], Neighbours(pieces, vectors), seed=5)
    texts = [i.text for i in items] + [t for _, t in extra]
    roles = [i.role for i in items] + [r for r, _ in extra]
    hard = [i.target for i in items] + [None] * len(extra)
    began = time.time()
    soft, pooled = judge(model, texts)
    print(f"teacher judged {len(texts)} sentences in {time.time() - began:.0f} s", flush=True)
    out = dict(texts=texts, roles=roles, hard=hard, soft=soft, pooled=pooled, bert=pieces, vectors=vectors)
    torch.save(out, path)
    return out


def run(fold, config):
    made = prepare(fold)
    held = {item.text for item in data.load() if item.fold == fold}
    rows = [at for at, text in enumerate(made["texts"]) if text not in held]  # the same words may stand in two files
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
    torch.set_num_threads(1)  # so small that a second thread costs more than it brings
    config = student.CONFIG | json.loads(args.set)
    if args.prepare:
        return prepare(args.fold)
    model, pieces = run(args.fold, config)
    torch.save(dict(config=config, pieces=pieces, state=model.state_dict()), data.WORK / f"{args.name}{args.fold}.pt")
    held = [item for item in data.load() if item.fold == args.fold]
    if held:
        logits = student.logits_of(model, student.Tokenizer(pieces), [i.text for i in held])
        np.savez(data.WORK / f"{args.name}{args.fold}.npz", ids=[i.id for i in held], **logits)
        evaluate.report(held, logits)


if __name__ == "__main__":
    main()
