"""All development conversations at once, over sockets and two hub processes, calm and while things break.

Plays `conversations_dev.jsonl` where the project's shared folder is beside the checkout, else the scripts of
`sebaya demo`. Prints its figures and keeps them in `artifacts/`.
"""

import asyncio
import json
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from chatserver.client import Client
from chatserver.demo import talks
from chatserver.domain.ids import ConversationId, Log
from chatserver.protocol.server import CaseCard, Event
from chatserver.store.words import open_words
from tests.support.processes import Farm, new_farm

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared" / "data" / "conversations_dev.jsonl"
SUPPORTERS = 10
PLACES = 5


class Turn(msgspec.Struct):
    """One message of a conversation."""

    side: str
    text: str


class Story(msgspec.Struct):
    """A conversation to play, and by which turn somebody should have looked at it."""

    id: str
    language: str
    turns: list[Turn]
    must_flag_by: int | None


def stories() -> list[Story]:
    """Return the conversations to play."""
    if SHARED.exists():
        rows = [json.loads(line) for line in SHARED.read_text().splitlines()]
        return [
            Story(
                row["id"],
                "en" if row["lang"] == "en" else "id",
                [Turn(turn["from"], turn["text"]) for turn in row["turns"]],
                row["must_flag_by"],
            )
            for row in rows
        ]
    sides = {"s": "seeker", "p": "supporter"}
    return [
        Story(f"demo{n}", talk.language, [Turn(sides[who], text) for who, text in talk.lines], None)
        for n in range(8)
        for talk in talks()
    ][:50]


class Play:
    """Everything at once, and what came of it."""

    def __init__(self, farm: Farm) -> None:
        self.farm, self.world = farm, farm.world
        self.supporters: list[Client] = []
        self.delivery_ms: list[float] = []
        self.turns = 0
        self.cards: dict[str, CaseCard] = {}

    async def run(self, trouble: dict[int, Callable[[], None]] | None = None) -> list[dict[str, Any]]:
        """Play all stories; `trouble` is done once so many turns were shown."""
        self.trouble = dict(trouble or {})
        professional = await self.person(await self.world.token("sari", _role("professional")), hub=0)
        self.professional = professional
        for number in range(SUPPORTERS):
            token = await self.world.token(
                f"peer{number}", _role("supporter"), capabilities=_capabilities(), languages=("id", "en")
            )
            supporter = await self.person(token, hub=1)
            await supporter.send("availability.set", places=PLACES, auto_accept=True)
            self.supporters.append(supporter)
        return list(await asyncio.gather(*(self.play(story) for story in stories())))

    async def person(self, token: str, hub: int) -> Client:
        """Open a page that knows both hubs and starts with one of them."""
        urls = self.world.urls[hub:] + self.world.urls[:hub]
        return await self.world._stack.enter_async_context(
            Client(urls, token=token, programme="" if token else self.world.programme)
        )

    async def play(self, story: Story) -> dict[str, Any]:
        """Play one story turn by turn: each is sent, acknowledged, and shown to the other side."""
        seeker = await self.person("", hub=0)
        ok = await seeker.send("seek.join", language=story.language, topics=[], age_band="18_plus")
        topic = ok.topic
        paired = await seeker.hears(topic, kind="paired", timeout_s=60)
        supporter = next(
            one for one in self.supporters if one.welcome and one.welcome.you.id == paired.entry.facts["id"]
        )
        await supporter.hears(topic, kind="paired", timeout_s=60)
        seqs = []
        for index, turn in enumerate(story.turns):
            speaker, listener = (seeker, supporter) if turn.side == "seeker" else (supporter, seeker)
            start = time.monotonic()
            sent = await speaker.send("message.send", topic=topic, text=turn.text, timeout_s=60)
            seqs.append(sent.seq)

            def shown(listener: Client = listener, seq: int = sent.seq) -> bool:
                return listener.held.get(topic, 0) >= seq

            await listener.wait(f"turn {index} of {story.id}", shown, timeout_s=60)
            self.delivery_ms.append((time.monotonic() - start) * 1000)
            self.turns += 1
            if (act := self.trouble.pop(self.turns, None)) is not None:
                act()
        return {"story": story, "topic": topic, "seqs": seqs, "seeker": seeker, "supporter": supporter}

    async def check(self, played: list[dict[str, Any]]) -> None:
        """Every turn stored once, shown once to the other side, in order."""
        store, programme = self.world.service.store, self.world.programme
        for one in played:
            story: Story = one["story"]
            wanted = [turn.text for turn in story.turns]
            id = ConversationId(one["topic"].removeprefix("conv:"))
            fixed = await store.words.fixed(programme, id)
            entries = await store.conversations.entries(programme, id, Log.CONVERSATION, 0, 10_000)
            assert [seq for seq, _ in entries] == list(range(1, len(entries) + 1)), story.id
            stored = [open_words(fixed, id, entry) for _, entry in entries if entry.kind == "message"]
            assert stored == wanted, story.id
            for side in ("seeker", "supporter"):
                events: list[Event] = one[side].events[one["topic"]]
                shown = [event.entry.text for event in events if event.entry.kind == "message"]
                assert shown == wanted, (story.id, side)

    def figures(self, played: list[dict[str, Any]]) -> dict[str, Any]:
        """Return what is printed: turns, delivery, and flags against `must_flag_by`."""
        first: dict[str, int] = {}
        for frame in self.professional.frames:
            if isinstance(frame, CaseCard):
                first.setdefault(frame.topic, frame.quote_seq)
        due = in_time = ever = needless = 0
        for one in played:
            seq = first.get(one["topic"])
            turn = one["seqs"].index(seq) if seq in one["seqs"] else None
            by = one["story"].must_flag_by
            if by is None:
                needless += seq is not None
                continue
            due += 1
            ever += seq is not None
            in_time += turn is not None and turn <= by
        cuts = statistics.quantiles(self.delivery_ms, n=100)
        return {
            "conversations": len(played),
            "turns": self.turns,
            "delivery_ms": {"p50": round(cuts[49], 1), "p99": round(cuts[98], 1)},
            "to_flag": due,
            "flagged_in_time": in_time,
            "flagged_ever": ever,
            "flagged_needlessly": needless,
        }


def _role(name: str) -> Any:
    from chatserver.domain.people import Role

    return Role(name)


def _capabilities() -> Any:
    from chatserver.domain.people import Capability

    return (Capability.ONE_TO_ONE, Capability.MINORS)


TROUBLES: dict[str, Callable[[Farm], dict[int, Callable[[], None]]]] = {
    "calm": lambda farm: {},
    "a_hub_is_killed": lambda farm: {100: lambda: farm.kill_hub(1)},
    "the_engine_is_killed": lambda farm: {100: farm.kill_engine, 250: farm.kill_engine},
}


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("trouble", TROUBLES)
async def test_all_conversations_at_once(
    short_dir: Path, trouble: str, capsys: pytest.CaptureFixture[str]
) -> None:
    async with new_farm(short_dir, hubs=2) as farm:
        play = Play(farm)
        played = await play.run(TROUBLES[trouble](farm))
        assert not play.trouble
        await play.check(played)
        figures = {"trouble": trouble, **play.figures(played)}
    folder = ROOT / "artifacts"
    folder.mkdir(exist_ok=True)
    (folder / f"conversations_{trouble}.json").write_text(json.dumps(figures, indent=1))
    with capsys.disabled():
        print(f"\n{json.dumps(figures)}")  # noqa: T201 - the figures are what the journey is run for
    assert figures["delivery_ms"]["p50"] < 1_000
