"""From raw text to a `View`: finds words and undoes what hides or shortens them.

Handles slang and abbreviations, letters written as digits or signs, starred and spaced letters, stretched
words, clitics and words written together. Every step is linear in the text; results per word are remembered
up to a bound. Words count as known when the lexicons or the slang list use them; only towards those is
anything guessed.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from moderation.document import BREAK, LAUGHTER, QUESTION, View, fold

_TOKEN = re.compile(r"[a-z0-9@$*\u00aa-\U0010ffff]+(?:['!+][a-z0-9@$*\u00aa-\U0010ffff]+)*|[.?!;\n]+|,")
_LONG_RUN = re.compile(r"(.)\1{2,}")
_RUN = re.compile(r"(.)\1+")
_AMOUNT = re.compile(r"\d+[a-z]{1,4}")
_HAS_SIGN = re.compile(r"[0-9@$*!+]")

_LEET = str.maketrans("013456789@$!+", "oieasgtbgasit")
_LEET_L = str.maketrans("013456789@$!+", "oleasbtbgaslt")
_BREAKS = frozenset(".?!;\n")
_VOWELS = frozenset("aiueoy")

_MAX_WORD = 48  # characters looked at in one word; longer ones are noise
_MAX_CACHED = 32_768  # words remembered
_MAX_SPELLED = 2_000  # single letters joined per text; bounds hostile text
_MAX_STARRED = 64  # starred words solved per text
_MIN_SKELETON = 3  # consonants an abbreviation must show before it is read as a known word
_MIN_JOINED = 8  # letters of a word that may be two words written together
_MIN_STEM = 4

_LAUGHTERS = (frozenset("wk"), frozenset("ha"), frozenset("he"), frozenset("hi"), frozenset("xi"))
_CLITICS = (("ku", ("aku",)), ("mu", ("kamu",)), ("nya", ()), ("nye", ()), ("lah", ()), ("kah", ()))


class Normaliser:
    """Turns raw text into views. Deterministic and safe to share between threads.

    Args:
        slang: spelling -> normal form, one or more words.
        vocabulary: words that the lexicons match on.
    """

    def __init__(self, slang: Mapping[str, tuple[str, ...]], vocabulary: Iterable[str]) -> None:
        self._slang = dict(slang)
        self._known = frozenset(vocabulary) | {word for form in slang.values() for word in form}
        self._by_length: dict[int, list[str]] = {}
        self._skeletons: dict[str, list[str]] = {}
        for word in sorted(self._known):
            self._by_length.setdefault(len(word), []).append(word)
            self._skeletons.setdefault(_skeleton(word), []).append(word)
        self._normalise_word = lru_cache(maxsize=_MAX_CACHED)(self._find_word)

    def view(self, text: str) -> View:
        """Return the normalised view of `text`; never raises."""
        folded, places = fold(text)
        words: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        clauses: list[int] = []
        clause = 0
        singles = 0
        starred = 0
        size = len(folded)
        for match in _TOKEN.finditer(folded):
            piece = match.group()
            start, end = match.span()
            if piece == ",":
                clause += 1
                continue
            if piece[0] in _BREAKS:
                # "b.u.n.d.i.r" and "1.5": a lone mark inside a word separates no sentences
                if len(piece) == 1 and piece != "\n" and end < size and not folded[end].isspace():
                    continue
                clause += 1
                forms: tuple[str, ...] = (QUESTION if "?" in piece else BREAK,)
            elif len(piece) == 1:
                singles += 1
                forms = self._slang.get(piece) or (piece,)
            elif "*" in piece:
                starred += 1
                if starred > _MAX_STARRED:
                    continue
                forms = self._normalise_word(piece[:_MAX_WORD])
            elif end - start <= _MAX_WORD:
                forms = self._normalise_word(piece)
            else:
                forms = self._normalise_word(_LONG_RUN.sub(r"\1", piece[: 20 * _MAX_WORD])[:_MAX_WORD])
            if (
                start and folded[start - 1] == "-" and words and forms[0] == words[-1] and len(forms) == 1
            ):  # reduplication: "pelan-pelan"
                ends[-1] = end
                continue
            for form in forms:
                words.append(form)
                starts.append(start)
                ends.append(end)
                clauses.append(clause)
        if singles >= 3:
            self._join_spelled(folded, words, starts, ends, clauses)
        if places is not None:
            starts = [places[start] for start in starts]
            ends = [places[end - 1] + 1 for end in ends]
        return View(tuple(words), tuple(starts), tuple(ends), tuple(clauses))

    def _join_spelled(
        self, folded: str, words: list[str], starts: list[int], ends: list[int], clauses: list[int]
    ) -> None:
        """Replace runs of three or more single letters by the words that they spell, in place."""
        budget = _MAX_SPELLED
        out: list[tuple[str, int, int, int]] = []
        index = 0
        count = len(words)
        while index < count and budget > 0:
            run = index
            letters: list[int] = []
            while run < count and budget > 0:
                if ends[run] - starts[run] == 1 and words[run] not in (BREAK, QUESTION):
                    if not letters or starts[run] != starts[letters[-1]]:
                        letters.append(run)
                        budget -= 1
                elif not (letters and words[run] == BREAK):
                    break
                run += 1
            if len(letters) >= 3:
                out.extend(self._spell(folded, [starts[at] for at in letters], clauses[index]))
                index = run
            else:
                stop = max(run, index + 1)
                out.extend((words[at], starts[at], ends[at], clauses[at]) for at in range(index, stop))
                index = stop
        out.extend(zip(words[index:], starts[index:], ends[index:], clauses[index:], strict=True))
        words[:] = [row[0] for row in out]
        starts[:] = [row[1] for row in out]
        ends[:] = [row[2] for row in out]
        clauses[:] = [row[3] for row in out]

    def _spell(self, folded: str, places: list[int], clause: int) -> list[tuple[str, int, int, int]]:
        spelled = "".join(folded[place] for place in places).translate(_LEET)
        rows: list[tuple[str, int, int, int]] = []
        at = 0
        while at < len(spelled):
            size = next(
                (
                    length
                    for length in range(min(16, len(spelled) - at), 1, -1)
                    if spelled[at : at + length] in self._known or spelled[at : at + length] in self._slang
                ),
                1,
            )
            piece = spelled[at : at + size]
            span = (places[at], places[at + size - 1] + 1)
            rows.extend((form, *span, clause) for form in self._slang.get(piece, (piece,)))
            at += size
        return rows

    def _find_word(self, piece: str) -> tuple[str, ...]:
        found = self._look_up(piece)
        if found:
            return found
        plain = piece.strip("*")
        if "'" in plain:
            plain = plain.removesuffix("'s").replace("'", "")
        if not plain:
            return (piece,)
        if _HAS_SIGN.search(plain):
            plain = self._undo_signs(plain)
        found = self._look_up(plain)
        if found:
            return found
        if len(plain) >= 4 and any(set(plain) <= letters for letters in _LAUGHTERS):
            return (LAUGHTER,)
        return self._shorten(plain) or self._split_clitic(plain) or self._guess(plain) or (plain,)

    def _look_up(self, word: str) -> tuple[str, ...]:
        form = self._slang.get(word)
        if form is not None:
            return form
        return (word,) if word in self._known else ()

    def _undo_signs(self, word: str) -> str:
        if "*" in word:
            bare = word.replace("*", "")
            if self._look_up(bare):
                return bare
            word = word.translate(_LEET)
            fits = [
                known
                for known in self._by_length.get(len(word), ())
                if all(sign in ("*", letter) for sign, letter in zip(word, known, strict=True))
            ]
            return fits[0] if fits else bare
        if word.isdecimal():
            return word
        if word.endswith("2") and word[:-1].isalpha():
            return word[:-1]
        if "2" in word and word.replace("2", "").isalpha() and word[0] != "2":
            return word.replace("2", "", 1)
        for table in (_LEET, _LEET_L):
            plain = word.translate(table)
            if self._look_up(plain) or self._look_up(_RUN.sub(r"\1", plain)):
                return plain
        return word if _AMOUNT.fullmatch(word) else word.translate(_LEET)

    def _shorten(self, word: str) -> tuple[str, ...]:
        """Undo stretching: "matiiii", "bangettt", "killll"."""
        if not _RUN.search(word):
            return ()
        once = _LONG_RUN.sub(r"\1", word)
        for form in (once, _LONG_RUN.sub(r"\1\1", word), _RUN.sub(r"\1", word)):
            found = self._look_up(form)
            if found:
                return found
        return self._split_clitic(once) or ((once,) if once != word else ())

    def _split_clitic(self, word: str) -> tuple[str, ...]:
        for clitic, tail in _CLITICS:
            if word.endswith(clitic) and len(word) - len(clitic) >= _MIN_STEM:
                found = self._look_up(word[: -len(clitic)])
                if found:
                    return found + tail
        if word.startswith("ku") and len(word) - 2 >= _MIN_STEM:
            found = self._look_up(word[2:])
            if found:
                return ("aku", *found)
        return ()

    def _guess(self, word: str) -> tuple[str, ...]:
        """Read a word whose vowels were left out, or two known words written together."""
        bones = _skeleton(word)
        # an abbreviation drops most vowels; "dikerok" is a word of its own, not a short "dikeroyok"
        if len(bones) >= _MIN_SKELETON and len(word) - len(bones) <= (len(bones) - 1) // 3:
            for known in self._skeletons.get(bones, ()):
                if len(known) > len(word) and known[0] == word[0] and _is_subsequence(word, known):
                    return (known,)
        if len(word) >= _MIN_JOINED:
            for cut in range(_MIN_STEM, len(word) - _MIN_STEM + 1):
                left, right = self._look_up(word[:cut]), self._look_up(word[cut:])
                if left and right:
                    return left + right
        return ()


def _skeleton(word: str) -> str:
    return "".join(letter for letter in word if letter not in _VOWELS)


def _is_subsequence(short: str, long: str) -> bool:
    letters = iter(long)
    return all(letter in letters for letter in short)
