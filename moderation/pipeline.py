"""The order of screening: text -> view -> findings of every component.

A component gives findings, never a verdict: `verdicts.py` takes the highest, so no component can veto what
another one found unguarded. A trained classifier joins by being one more member of the tuple.
"""

from collections.abc import Sequence
from typing import Protocol

import msgspec

from chatserver.domain.safety import Author, Category, Level
from moderation.components.normalise import Normaliser
from moderation.document import View


class Finding(msgspec.Struct, frozen=True):
    """Something that a component saw, before anything is decided.

    Attributes:
        start, end: words `[start, end)` of the view.
        rule: names what fired; professionals see it.
        level: danger of this finding alone; 1 for a cue.
        category: subject; `NONE` for cues.
        weight: of a cue, what it adds to the conversation's risk.
    """

    start: int
    end: int
    rule: str
    level: Level
    category: Category
    weight: float = 0.0


class Component(Protocol):
    """One way of looking at a view. Deterministic, no I/O, linear in the length of the view."""

    @property
    def version(self) -> str:
        """Change whenever findings may change."""

    def find(self, view: View, author: Author) -> Sequence[Finding]:
        """Return what was found, in no particular order."""


class Pipeline:
    """A normaliser and the components that read its views."""

    def __init__(self, normaliser: Normaliser, components: tuple[Component, ...]) -> None:
        self._normaliser = normaliser
        self._components = components

    @property
    def versions(self) -> tuple[str, ...]:
        """Versions of the components, in their order."""
        return tuple(component.version for component in self._components)

    def run(self, text: str, author: Author) -> tuple[View, list[Finding]]:
        """Return the view of `text` and all findings in it."""
        view = self._normaliser.view(text)
        findings: list[Finding] = []
        if view.words:
            for component in self._components:
                findings.extend(component.find(view, author))
        return view, findings
