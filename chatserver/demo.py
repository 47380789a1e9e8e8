"""`sebaya demo`: scripted seekers and supporters over real sockets, at the pace at which people read.

They speak `chat.v1` like everybody else; only their words are written beforehand (`demo.toml`).
"""

import asyncio
import contextlib
import random
from collections.abc import Callable, Sequence
from importlib import resources
from typing import Any

import msgspec

from chatserver.client import Client, Refused
from chatserver.protocol.server import Event

READ_S = 0.06  # seconds that a reader takes for one character, a slow reading pace
THINK_S = (1.0, 4.0)  # seconds before somebody begins to type
PLACES = 3  # chats that a scripted supporter takes at once


class Talk(msgspec.Struct, frozen=True):
    """One scripted conversation: lines of ("s" or "p", text)."""

    language: str
    topics: list[str]
    lines: list[tuple[str, str]]


class _Script(msgspec.Struct, frozen=True):
    talk: list[Talk]


def talks() -> list[Talk]:
    """Return the scripted conversations."""
    raw = (resources.files("chatserver") / "demo.toml").read_text()
    return msgspec.toml.decode(raw, type=_Script).talk


async def run_demo(
    url: str,
    programme: str,
    supporter_tokens: Sequence[str],
    known_topics: frozenset[str],
    *,
    seekers: int,
    rounds: int,
    pace: float,
    on_turn: Callable[[], None] = lambda: None,
) -> None:
    """Fill a running server.

    Args:
        url: address of `/ws`.
        supporter_tokens: one scripted supporter each.
        known_topics: of the programme; others are left out.
        seekers: chats at once; rounds: how many talks each plays, 0 for ever.
        pace: 1.0 is reading pace, 2.0 twice as fast.
        on_turn: told of each message that was stored.
    """
    stage = _Stage(url, programme, known_topics, pace, on_turn)
    async with asyncio.TaskGroup() as group:
        supporters = [group.create_task(stage.supporter(token)) for token in supporter_tokens]
        played = [group.create_task(stage.seeker(number, rounds)) for number in range(seekers)]
        await asyncio.gather(*played)
        for supporter in supporters:
            supporter.cancel()


class _Stage:
    """Where scripted people find their lines: a topic is known to both sides once it is open."""

    def __init__(
        self, url: str, programme: str, topics: frozenset[str], pace: float, on_turn: Callable[[], None]
    ) -> None:
        self._url, self._programme, self._topics = url, programme, topics
        self._pace, self._on_turn = pace, on_turn
        self._talks: dict[str, Talk] = {}

    async def supporter(self, token: str) -> None:
        """Work a shift: take everybody who comes, and say the supporter's lines."""
        playing: set[str] = set()
        async with Client([self._url], token=token) as client, asyncio.TaskGroup() as group:
            await client.send("availability.set", places=PLACES, auto_accept=True)
            while True:
                topic = await client.wait(
                    "a seeker",
                    lambda: next((t for t in client.events if t in self._talks and t not in playing), None),
                    timeout_s=86_400,
                )
                playing.add(topic)
                group.create_task(self._say(client, topic, "p"))

    async def seeker(self, number: int, rounds: int) -> None:
        """Come, talk, leave, and come again as somebody else."""
        done, script = 0, talks()
        await asyncio.sleep(number * 2 / self._pace)
        while not rounds or done < rounds:
            talk = script[(number + done) % len(script)]
            async with Client([self._url], programme=self._programme) as client:
                ok = await client.send(
                    "seek.join",
                    language=talk.language,
                    topics=[topic for topic in talk.topics if topic in self._topics],
                    age_band="unsaid",
                )
                self._talks[ok.topic] = talk
                await self._say(client, ok.topic, "s")
                await asyncio.sleep(8 / self._pace)
                with contextlib.suppress(Refused):  # the other side ended it first
                    await client.send("conversation.end", topic=ok.topic)
            done += 1

    async def _say(self, client: Client, topic: str, side: str) -> None:
        """Say one side's lines, each after the line before it was read."""
        talk = self._talks[topic]
        for who, text in talk.lines:
            if who == side:
                await asyncio.sleep(random.uniform(*THINK_S) / self._pace)  # noqa: S311 - pace of a script
                await client.tell("typing", topic=topic, on=True)
                await asyncio.sleep(len(text) * READ_S / self._pace)
                try:
                    await client.send("message.send", topic=topic, text=text)
                except Refused:
                    return  # ended, or a professional leads now
                self._on_turn()
            elif not await self._heard(client, topic, text):
                return

    async def _heard(self, client: Client, topic: str, text: str) -> bool:
        """Wait for a line of the other side; False when the conversation is over for this side."""

        def over_or_heard() -> Any:
            events: list[Event] = client.events.get(topic, [])
            for event in events:
                if event.entry.kind == "message" and event.entry.text == text:
                    return "heard"
                if event.entry.kind in ("ended", "pro_leads"):
                    return "over"
            return None

        return bool(await client.wait("the next line", over_or_heard, timeout_s=3_600) == "heard")
