"""The small classifier and its training: piece embeddings, a convolution, two-way recurrent layers, max and mean pooling; four bits a
weight while it learns, too."""

import random
import time

import numpy as np
import torch
import torch.nn.functional as F

import data
from tokens import PAD, SPECIAL, Tokenizer, words

SEED = 11
CONFIG = dict(pieces=11000, dim=88, reach=[1], state=80, layers=2, wide=224, dense=288, batch=128, epochs=4, rate=4e-3, longest=128,
              bits=4, drop=0.1, match=1.0)


def vocabulary(texts, bert, size):
    """Single characters, every piece of the texts, then the commonest of the teacher's other words."""
    known = {p: i for i, p in enumerate(bert)}
    every = Tokenizer(SPECIAL + [p for p in bert if p.isascii() and not p.startswith("[") and len(p.removeprefix("##")) <= 18])
    counts = {}
    for text in texts:
        for at in every.encode(text):
            counts[every.pieces[at]] = counts.get(every.pieces[at], 0) + 1
    chars = [c for c in "abcdefghijklmnopqrstuvwxyz0123456789"]
    marks = [c for c in "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"]
    base = chars + ["##" + c for c in chars] + marks
    rest = sorted((p for p in counts if p not in SPECIAL and p not in base), key=lambda p: (-counts[p], p))
    rest = rest[:size - len(base) - len(SPECIAL)]
    have = set(base) | set(rest)
    for piece in bert[1996:]:
        if len(base) + len(rest) + len(SPECIAL) >= size:
            break
        if piece.isascii() and piece.isalpha() and len(piece) > 2 and piece not in have:
            rest.append(piece)
            have.add(piece)
    return SPECIAL + sorted(base + rest), known


def projected(pieces, known, vectors, dim):
    """The teacher's embeddings of these pieces on their first `dim` principal axes, scaled to unit variance at large."""
    rows = np.array([known.get(p, -1) for p in pieces])
    found = vectors[rows[rows >= 0]]
    centre = found.mean(0)
    _, _, axes = np.linalg.svd(found - centre, full_matrices=False)
    low = (found - centre) @ axes[:dim].T
    out = np.zeros((len(pieces), dim), np.float32)
    out[rows >= 0] = low / low.std() * 0.5
    return out


def fake_quant(x, bits):
    """Rounds rows to a few levels; gradients pass as if nothing had happened."""
    if bits is None:
        return x
    top = 2 ** (bits - 1) - 1
    scale = row_scale(x, top)
    q = (x / scale).round().clamp(-top, top) * scale
    return x + (q - x).detach()


def row_scale(x, top):
    """Step of a row: wide enough for all but rare values, on a scale of sixteenths of a doubling."""
    spread = x.detach().pow(2).mean(-1, keepdim=True).sqrt() * 2.4
    step = torch.minimum(x.detach().abs().amax(-1, keepdim=True), spread).clamp_min(1e-3) / top
    return torch.exp2((16 * torch.log2(step)).round() / 16)


class Few(torch.nn.Linear):
    """A linear layer that computes with weights of few bits."""

    def __init__(self, rows, cols, bits):
        super().__init__(rows, cols)
        self.bits = bits

    def forward(self, x):
        return F.linear(x, fake_quant(self.weight, self.bits), self.bias)


class Student(torch.nn.Module):
    """Embeddings; convolutions of growing reach, each added to what it read; gated recurrent units in both directions; features
    of what the last two read and said, pooled; one dense layer; heads."""

    def __init__(self, config, start):
        super().__init__()
        c = self.config = config
        self.table = torch.nn.Parameter(torch.tensor(start))
        self.convs = torch.nn.ModuleList(Few(3 * c["dim"], c["dim"], c["bits"]) for _ in c["reach"])
        self.gru = torch.nn.GRU(c["dim"], c["state"], num_layers=c["layers"], bidirectional=True, batch_first=True)
        read = c["dim"] + 2 * c["state"]
        self.wide = Few(read, c["wide"], c["bits"])
        self.dense = Few(c["wide"] + read, c["dense"], c["bits"])
        self.heads = torch.nn.ModuleDict({role: torch.nn.Linear(c["dense"], n) for role, n in data.HEADS.items()})
        self.to_teacher = torch.nn.Linear(c["dense"], 768)

    def recurrent(self, h, lengths):
        """What the recurrent layers say at every place."""
        packed = torch.nn.utils.rnn.pack_padded_sequence(h, lengths, batch_first=True, enforce_sorted=False)
        few = {n: fake_quant(p, self.config["bits"]) if p.ndim == 2 else p for n, p in self.gru.named_parameters()}
        said = torch.func.functional_call(self.gru, few, (packed,))[0]
        return torch.nn.utils.rnn.pad_packed_sequence(said, batch_first=True, total_length=h.shape[1])[0]

    def features(self, ids, lengths):
        mask = (torch.arange(ids.shape[1])[None] < lengths[:, None]).unsqueeze(-1)
        h = fake_quant(F.embedding(ids, self.table), self.config["bits"]) * mask
        h = F.dropout(h, self.config["drop"], self.training)
        for conv, reach in zip(self.convs, self.config["reach"]):
            padded = F.pad(h, (0, 0, reach, reach))
            around = torch.cat([padded[:, :h.shape[1]], h, padded[:, 2 * reach:]], 2)
            h = (h + F.relu(conv(around))) * mask
        h = torch.cat([h, self.recurrent(h, lengths)], 2) * mask
        top = F.relu(self.wide(h)).masked_fill(~mask, 0.0).max(1).values
        return torch.cat([top, h.sum(1) / lengths[:, None]], 1)

    def forward(self, ids, lengths):
        pooled = F.dropout(self.features(ids, lengths), 0.2, self.training)
        z = F.dropout(F.gelu(self.dense(pooled), approximate="tanh"), 0.1, self.training)
        return {role: head(z) for role, head in self.heads.items()}, z


_TYPO = "abcdefghijklmnopqrstuvwxyz"


def misspell(text, rng):
    """One or two slips of the fingers, in words of four letters or more."""
    parts = text.split(" ")
    at = [i for i, p in enumerate(parts) if len(p) >= 4 and p.isalpha()]
    for i in rng.sample(at, min(len(at), rng.choice([1, 1, 2]))):
        p, k, way = parts[i], rng.randrange(1, len(parts[i]) - 1), rng.random()
        if way < 0.3:
            p = p[:k] + p[k + 1] + p[k] + p[k + 2:]
        elif way < 0.55:
            p = p[:k] + p[k + 1:]
        elif way < 0.75:
            p = p[:k] + p[k] + p[k:]
        elif way < 0.9:
            p = p[:k] + rng.choice(_TYPO) + p[k + 1:]
        else:
            p = p[:k] + rng.choice(_TYPO) + p[k:]
        parts[i] = p
    return " ".join(parts)


_SHORT = [("I am", "I'm"), ("I will", "I'll"), ("I would", "I'd"), ("I have", "I've"), ("you are", "you're"), ("do not", "don't"),
          ("cannot", "can't"), ("is not", "isn't"), ("it is", "it's"), ("would not", "wouldn't"), ("will not", "won't"), ("you will", "you'll")]


def vary(text, rng):
    """Changes that leave the meaning alone: contractions, quotes, a lost full stop, a slip."""
    text = text.replace("’", "'")
    if rng.random() < 0.3:
        for long, short in _SHORT:
            text = text.replace(long, short) if rng.random() < 0.5 else text.replace(short, long)
    if rng.random() < 0.1 and text.endswith("."):
        text = text[:-1]
    return misspell(text, rng) if rng.random() < 0.12 else text


class Set:
    """What the student learns from: texts, roles, teacher's logits, and labels where there are any."""

    def __init__(self, texts, roles, soft, hard):
        self.texts, self.roles, self.soft, self.hard = texts, roles, soft, hard


def role_loss(role, mine, soft, hard, has):
    """Distance to the teacher's judgement, mixed with the label where there is one."""
    if role == "incoming":
        teacher = F.softmax(soft, 1)
        allowed = teacher * hard
        teacher = torch.where(has, 0.3 * teacher + 0.7 * allowed / allowed.sum(1, keepdim=True).clamp_min(1e-6), teacher)
        return -(teacher * F.log_softmax(mine, 1)).sum(1).sum() * 1.5
    teacher = torch.where(has, 0.5 * torch.sigmoid(soft) + 0.5 * hard, torch.sigmoid(soft))
    bce = F.binary_cross_entropy_with_logits(mine, teacher, reduction="sum")
    return bce + 0.02 * ((mine - soft.clamp(-7, 7)) ** 2).sum()


def train(config, pieces, start, learn, teacher_vectors=None, seed=SEED, note=print):
    """Trains a student on `learn`; returns it with averaged weights."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    tokenizer, model = Tokenizer(pieces), Student(config, start)
    mean = {n: p.detach().clone() for n, p in model.named_parameters()}
    groups = [{"params": [model.table], "lr": config["rate"] * 0.5, "weight_decay": 0.0},
              {"params": [p for n, p in model.named_parameters() if n != "table"], "lr": config["rate"], "weight_decay": 0.01}]
    optimiser = torch.optim.AdamW(groups)
    batch = config["batch"]
    total = config["epochs"] * (len(learn.texts) // batch + 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min(1, (s + 1) / 200) * 0.5 * (1 + np.cos(np.pi * min(1, s / total))) + 0.01)
    plain = [tokenizer.encode(t)[:config["longest"]] or [1] for t in learn.texts]
    step = 0
    for epoch in range(config["epochs"]):
        began, seen = time.time(), 0.0
        model.train()
        ids = [tokenizer.encode(vary(t, rng))[:config["longest"]] or [1] if rng.random() < 0.4 else p for t, p in zip(learn.texts, plain)]
        order = sorted(range(len(ids)), key=lambda i: len(ids[i]) + 4 * rng.random())
        cut = [order[i:i + batch] for i in range(0, len(order), batch)]
        rng.shuffle(cut)
        for rows in cut:
            out, z = model(*padded([ids[i] for i in rows]))
            loss = torch.zeros(())
            for role in data.HEADS:
                mine = [j for j, i in enumerate(rows) if learn.roles[i] == role]
                if not mine:
                    continue
                at = [rows[j] for j in mine]
                hard = torch.tensor([learn.hard[i] or [0.0] * data.HEADS[role] for i in at])
                has = torch.tensor([[learn.hard[i] is not None] for i in at])
                loss = loss + role_loss(role, out[role][mine], learn.soft[role][at], hard, has)
            loss = loss / len(rows)
            if teacher_vectors is not None:
                loss = loss + config.get("match", 1.0) * (1 - F.cosine_similarity(model.to_teacher(z), teacher_vectors[rows].float(), dim=1)).mean()
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 2.0)
            optimiser.step()
            schedule.step()
            step += 1
            decay = min(0.998, step / (step + 50))
            with torch.no_grad():
                for n, p in model.named_parameters():
                    mean[n].lerp_(p, 1 - decay)
            seen += loss.item() * len(rows)
        note(f"epoch {epoch}: loss {seen / len(ids):.4f}, {time.time() - began:.0f} s")
    with torch.no_grad():
        for n, p in model.named_parameters():
            p.copy_(mean[n])
    return model.eval()


def padded(ids):
    lengths = torch.tensor([len(i) for i in ids])
    out = torch.zeros(len(ids), int(lengths.max()), dtype=torch.long)
    for row, i in enumerate(ids):
        out[row, :len(i)] = torch.tensor(i)
    return out, lengths


@torch.no_grad()
def logits_of(model, tokenizer, texts, batch=256):
    ids = [tokenizer.encode(t)[:model.config["longest"]] or [1] for t in texts]
    order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
    out = {role: np.zeros((len(ids), n), np.float32) for role, n in data.HEADS.items()}
    for start in range(0, len(order), batch):
        rows = order[start:start + batch]
        for role, values in model(*padded([ids[i] for i in rows]))[0].items():
            out[role][rows] = values.numpy()
    return out
