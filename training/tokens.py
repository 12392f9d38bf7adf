"""The tokenizer: folded words cut into known pieces. src/engine/meaning/ does exactly the same."""

import unicodedata

PAD, UNKNOWN, NUMBER = "[pad]", "[unk]", "[num]"
SPECIAL = [PAD, UNKNOWN, NUMBER]
LONGEST_WORD = 40

_SAME = {"‘": "'", "’": "'", "‚": "'", "‛": "'", "`": "'", "´": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
         "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-", "…": "."}
_GONE = {"\u00ad", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff"}


def accent_table():
    """Lower-case letters of U+00C0 to U+017F that are an ASCII letter with a mark, and that letter."""
    table = {}
    for code in range(0xC0, 0x180):
        char = chr(code)
        base = unicodedata.normalize("NFD", char)[0]
        if char == char.lower() and base != char and base.isascii():
            table[char] = base
    table.update({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "ß": "s", "æ": "a", "œ": "o"})
    return dict(sorted(table.items()))


_ACCENTS = accent_table()


def fold(char):
    """One character in its folded form; empty where it is dropped."""
    if char in _GONE or "\u0300" <= char <= "\u036f":
        return ""
    char = _SAME.get(char, char)
    if char.isascii():
        return char.lower()
    char = char.lower()[0]
    return _ACCENTS.get(char, char)


def _kind(char):
    """What a folded character makes: a gap, part of a word, a mark of its own, or part of a foreign run."""
    code = ord(char)
    if code <= 0x20 or 0x7F <= code <= 0xA0 or code in (0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000) or 0x2000 <= code <= 0x200A:
        return "gap"
    if code > 0x7F:
        return "foreign"
    return "word" if char.isalnum() else "mark"


def words(text):
    """Folded words and marks with their positions (in characters): runs of letters and digits, foreign runs, single marks."""
    out, before = [], "gap"
    for at, char in enumerate(text):
        folded = fold(char)
        if not folded:
            continue
        kind = _kind(folded)
        if kind == before and kind in ("word", "foreign"):
            word, start, _ = out[-1]
            out[-1] = (word + folded, start, at + 1)
        elif kind != "gap":
            out.append((folded, at, at + 1))
        before = kind
    return out


class Tokenizer:
    """Cuts words into the longest known pieces, from the left; a piece inside a word begins with '##'."""

    def __init__(self, pieces):
        self.pieces = pieces
        self.ids = {piece: at for at, piece in enumerate(pieces)}

    def word_ids(self, word):
        ids = self.ids
        if word.isascii() and word.isdigit() and (len(word) > 2 or word not in ids):
            return [ids[NUMBER]]
        if not word.isascii() or len(word) > LONGEST_WORD:
            return [ids[UNKNOWN]]
        out, start = [], 0
        while start < len(word):
            prefix = "##" if start else ""
            for end in range(len(word), start, -1):
                if prefix + word[start:end] in ids:
                    break
            else:
                return [ids[UNKNOWN]]
            out.append(ids[prefix + word[start:end]])
            start = end
        return out

    def encode(self, text):
        return [piece for word, _, _ in words(text) for piece in self.word_ids(word)]
