"""`screen`: the one door to screening. Deterministic, no I/O after loading, never raises.

The lexicons are read when this module is imported, so a faulty lexicon stops the start, not a message.
"""

import hashlib
from functools import lru_cache
from pathlib import Path

import msgspec

from chatserver.domain.safety import FLAG_LEVEL, Document, Screen, Verdict
from moderation.components.lexicon import LexiconComponent
from moderation.components.normalise import Normaliser
from moderation.loading import LEXICONS, load_lexicon
from moderation.pipeline import Pipeline
from moderation.verdicts import LEVEL_WEIGHTS, decide

CODE_VERSION = "1"  # raise by hand when code changes what verdicts say

_JOINED_MESSAGES = 6  # earlier messages that the second look joins
_JOINED_CHARS = 40  # longer messages stand on their own and are not joined


@lru_cache(maxsize=4)
def load_screen(folder: Path = LEXICONS) -> Screen:
    """Return a screening function over the lexicons of `folder`.

    Raises:
        LexiconError: the lexicons cannot be used.
    """
    lexicon = load_lexicon(folder)
    pipeline = Pipeline(Normaliser(lexicon.slang, lexicon.vocabulary()), (LexiconComponent(lexicon),))
    version = hashlib.sha256("|".join((CODE_VERSION, *pipeline.versions)).encode()).hexdigest()[:12]

    def screen_document(document: Document) -> Verdict:
        verdict = decide(*pipeline.run(document.text, document.author), version)
        if document.before:
            return _raised(verdict, _screen_joined(document))
        return verdict

    def _screen_joined(document: Document) -> tuple[Verdict, int]:
        short: list[str] = []
        for text in reversed(document.before[-_JOINED_MESSAGES:]):
            if len(text) > _JOINED_CHARS:
                break
            short.append(text)
        if not short or len(document.text) > _JOINED_CHARS:
            return Verdict(version=version), 0
        ahead = " ".join(reversed(short)) + " "
        return decide(*pipeline.run(ahead + document.text, document.author), version), len(ahead)

    return screen_document


def _raised(alone: Verdict, found: tuple[Verdict, int]) -> Verdict:
    """Return `alone`, raised by what shows only when earlier short texts are put before the text.

    Evidence that lies in earlier texts only was judged when they came; it does not count again.
    """
    joined, offset = found
    spans = tuple(
        msgspec.structs.replace(span, start=max(span.start - offset, 0), end=span.end - offset)
        for span in joined.spans
        if span.end > offset
    )
    top = max(spans, key=lambda span: span.level, default=None)
    if top is None or top.level <= alone.level or top.level < FLAG_LEVEL:
        return alone
    weight = max(alone.weight, LEVEL_WEIGHTS[top.level])
    return Verdict(top.level, top.category, spans, weight, alone.version)


screen: Screen = load_screen()
