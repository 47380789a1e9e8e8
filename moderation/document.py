"""The normalised view of one text: words to match on, each with its place in the raw text.

Folding here is per character (case, width, accents, look-alike letters, invisible characters); what is done
to whole words stands in `components/normalise.py`. Not for judging: nothing here knows what is dangerous.
"""

import unicodedata

import msgspec

#: Pseudo-words that stand between sentences in `View.words`.
BREAK = "|"
QUESTION = "?"

#: Laughter of any spelling becomes this word.
LAUGHTER = "haha"

_MAX_FOLDS = 20_000  # remembered characters; keeps hostile text from filling memory
_NO_FOLDS = ""

#: Letters of other scripts that are drawn like Latin ones.
_LOOKALIKES = {
    look: plain
    for looks, plains in (
        ("аеорсухкмтнвізѕјԁһԛԝӏүгиплбдёьч", "aeopcyxkmthbi3sjdhqwlyrunlbdeb4"),  # Cyrillic
        ("αβεηικνορτυχγω", "abenikvoptuxyw"),  # Greek
        ("ıłøđħɑɡɩʟᴀᴅᴇɪᴋᴍɴᴏʀᴜ", "ilodhagiladeikmnoru"),  # Latin extensions
    )
    for look, plain in zip(looks, plains, strict=True)
}

_SYMBOLS = {
    "’": "'",
    "‘": "'",
    "`": "'",
    "´": "'",
    "ʼ": "'",
    "“": '"',
    "”": '"',
    "…": ".",
    "。": ".",
    "！": "!",
    "؟": "?",
    "😂": f" {LAUGHTER} ",
    "🤣": f" {LAUGHTER} ",
    "😆": f" {LAUGHTER} ",
    "😹": f" {LAUGHTER} ",
    "💀": f" {LAUGHTER} ",
    "🔪": " pisau ",
    "💊": " obat ",
}


class View(msgspec.Struct, frozen=True):
    """Normalised words of a text, in order.

    Attributes:
        words: normalised words, with `BREAK` and `QUESTION` between sentences.
        starts: start of each word's source in the raw text, code points.
        ends: end of each word's source, code points, exclusive.
        clauses: number of the clause that each word is in; commas and breaks end a clause.
    """

    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    clauses: tuple[int, ...]


class _Folds(dict[str, str]):
    """Folded form of a character, computed at first sight and remembered up to a bound."""

    def __missing__(self, char: str) -> str:
        folded = _fold_char(char)
        if len(self) < _MAX_FOLDS:
            self[char] = folded
        return folded


_FOLDS = _Folds()


def fold(text: str) -> tuple[str, list[int] | None]:
    """Return `text` folded to plain lower-case letters, and where each folded character came from.

    Returns:
        The folded text and, for each of its characters, the index in `text` (code points); `None` in place of
        the indexes when they are the same.
    """
    if text.isascii():
        return text.lower(), None
    parts = [_FOLDS[char] for char in text]
    folded = "".join(parts)
    if len(folded) == len(text) and _NO_FOLDS not in parts:
        return folded, None
    return folded, [index for index, part in enumerate(parts) for _ in part]


def _fold_char(char: str) -> str:
    if char in _SYMBOLS:
        return _SYMBOLS[char]
    folded = []
    for part in unicodedata.normalize("NFKD", char).casefold():
        part = _LOOKALIKES.get(part, part)
        kind = unicodedata.category(part)
        if kind in ("Mn", "Me", "Cf"):
            continue
        if part.isascii() or kind[0] in "LN":
            folded.append(part)
        else:
            folded.append(_SYMBOLS.get(part, " "))
    return "".join(folded)
