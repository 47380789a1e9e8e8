"""Measures screening on labelled files: `python -m moderation.evaluate FILE...`

Reads the two forms of the authored data: messages (`text`, `level`, `category`, `lang`) and conversations
(`turns`, `must_flag_by`). Prints counts and rates only, never a text.
"""

import argparse
import json
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from chatserver.domain.safety import (
    FLAG_LEVEL,
    RISK_KEEP,
    RISK_OPENS_AT,
    Author,
    Document,
    Level,
    Screen,
    add_risk,
)
from moderation.screening import screen


class Scored(NamedTuple):
    """One labelled message and what screening said."""

    label: int
    found: int
    language: str
    category: str


class Followed(NamedTuple):
    """One labelled conversation: turns by which it had to be, and was, flagged; `None` for never."""

    must_flag_by: int | None
    flagged_at: int | None
    must_be_urgent_by: int | None
    urgent_at: int | None


class Timings:
    """Screening times in microseconds."""

    def __init__(self) -> None:
        self.us: list[float] = []

    def screen(self, document: Document, screen: Screen) -> tuple[Level, float]:
        """Screen `document`, note the time, and return level and weight."""
        start = time.perf_counter_ns()
        verdict = screen(document)
        self.us.append((time.perf_counter_ns() - start) / 1000)
        return verdict.level, verdict.weight


def score_messages(rows: Iterable[dict[str, Any]], screen: Screen, timings: Timings) -> Iterator[Scored]:
    """Screen each row as a seeker's message; the files do not say who wrote it."""
    for row in rows:
        found, _ = timings.screen(Document(row["text"], Author.SEEKER), screen)
        yield Scored(row["level"], found, row["lang"], row["category"])


def follow(row: dict[str, Any], screen: Screen, timings: Timings) -> Followed:
    """Screen a conversation turn by turn, as the server does, with the second look's earlier texts."""
    risk = 0.0
    flagged_at: int | None = None
    urgent_at: int | None = None
    before: dict[Author, list[str]] = defaultdict(list)
    for index, turn in enumerate(row["turns"]):
        author = Author.SEEKER if turn["from"] == "seeker" else Author.STAFF
        document = Document(turn["text"], author, before=tuple(before[author][-6:]))
        level, weight = timings.screen(document, screen)
        before[author].append(turn["text"])
        if author is Author.SEEKER:
            risk = add_risk(risk, weight)
        if flagged_at is None and (level >= FLAG_LEVEL or risk >= RISK_OPENS_AT):
            flagged_at = index
        if urgent_at is None and level >= Level.ACTIVE:
            urgent_at = index
    return Followed(row["must_flag_by"], flagged_at, row.get("must_be_urgent_by"), urgent_at)


def report_messages(scored: Sequence[Scored]) -> Iterator[str]:
    """Yield lines: recall and false alarms over all, by language, and by category."""
    yield _message_line("all", scored)
    for language in sorted({row.language for row in scored}):
        yield _message_line(language, [row for row in scored if row.language == language])
    for category in sorted({row.category for row in scored} - {"none"}):
        yield _message_line(category, [row for row in scored if row.category == category])


def report_conversations(followed: Sequence[Followed]) -> Iterator[str]:
    """Yield lines: flagged in time, late, missed, and flagged without need."""
    needed = [row for row in followed if row.must_flag_by is not None]
    calm = [row for row in followed if row.must_flag_by is None]
    in_time = sum(
        row.flagged_at is not None and row.flagged_at <= row.must_flag_by
        for row in needed
        if row.must_flag_by is not None
    )
    ever = sum(row.flagged_at is not None for row in needed)
    false = sum(row.flagged_at is not None for row in calm)
    rates = f"by must_flag_by {_rate(in_time, len(needed))}, ever {_rate(ever, len(needed))}"
    yield f"conversations to flag {len(needed)}: {rates}"
    yield f"conversations never to flag {len(calm)}: flagged {_rate(false, len(calm))}"
    urgent = [row for row in followed if row.must_be_urgent_by is not None]
    urgent_ever = sum(row.urgent_at is not None for row in urgent)
    rate = _rate(urgent_ever, len(urgent))
    yield f"conversations to be urgent {len(urgent)}: a message of level 3 or more found in {rate}"


def _message_line(name: str, rows: Sequence[Scored]) -> str:
    parts = [f"{name:<15} n {len(rows):>5}"]
    for floor in (2, 3, 4):
        group = [row for row in rows if row.label >= floor]
        flagged = sum(row.found >= 2 for row in group)
        same = sum(row.found >= floor for row in group)
        parts.append(
            f"label>={floor}: flagged {_rate(flagged, len(group))}, at level {_rate(same, len(group))}"
        )
    low = [row for row in rows if row.label <= 1]
    parts.append(f"false alarms {_rate(sum(row.found >= 2 for row in low), len(low))}")
    return " | ".join(parts)


def _rate(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "-"


def _read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print figures for the files given."""
    parser = argparse.ArgumentParser(prog="python -m moderation.evaluate", description=__doc__)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    files = parser.parse_args(arguments).files
    timings = Timings()
    scored: list[Scored] = []
    followed: list[Followed] = []
    for path in files:
        rows = _read(path)
        if rows and "turns" in rows[0]:
            followed.extend(follow(row, screen, timings) for row in rows)
        else:
            scored.extend(score_messages(rows, screen, timings))
    lines: list[str] = []
    if scored:
        lines.extend(report_messages(scored))
    if followed:
        lines.append(f"risk keeps {RISK_KEEP}, opens at {RISK_OPENS_AT}")
        lines.extend(report_conversations(followed))
    if timings.us:
        ordered = sorted(timings.us)
        p99 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
        lines.append(
            f"screening time: median {statistics.median(ordered):.0f} us, p99 {p99:.0f} us, n {len(ordered)}"
        )
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
