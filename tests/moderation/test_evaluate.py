"""The figures, and floors under them where the labelled files are present."""

import json
from pathlib import Path

import pytest

from moderation.evaluate import (
    Followed,
    Scored,
    Timings,
    main,
    report_conversations,
    report_messages,
    score_messages,
)
from moderation.screening import screen

DATA = Path(__file__).parents[2].parent / "shared" / "data"
needs_data = pytest.mark.skipif(not (DATA / "messages_dev.jsonl").exists(), reason="needs ../shared/data")


def test_message_figures_count_recall_and_false_alarms() -> None:
    scored = [
        Scored(3, 3, "id", "suicide"),
        Scored(3, 0, "id", "suicide"),
        Scored(0, 2, "id", "none"),
        Scored(1, 0, "id", "none"),
    ]
    line = next(iter(report_messages(scored)))
    assert "label>=3: flagged 0.500, at level 0.500" in line
    assert "false alarms 0.500" in line


def test_conversation_figures_count_late_flags_as_missed() -> None:
    lines = list(
        report_conversations(
            [Followed(4, 2, None, None), Followed(4, 6, 6, 6), Followed(None, None, None, None)]
        )
    )
    assert "by must_flag_by 0.500, ever 1.000" in lines[0]
    assert "flagged 0.000" in lines[1]


def test_figures_never_show_a_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "messages.jsonl"
    row = {"text": "aku mau mati xyzzy", "level": 2, "lang": "id", "category": "suicide"}
    path.write_text(json.dumps(row))

    assert main([str(path)]) == 0

    shown = capsys.readouterr().out
    assert "suicide" in shown
    assert "xyzzy" not in shown


@needs_data
def test_recall_and_false_alarms_stay_within_what_was_measured() -> None:
    # Regression floors on messages_dev, a little below the figures in lexicons/README.md. Not goals: far
    # too much is still missed, see "Known weaknesses" there.
    rows = [json.loads(line) for line in (DATA / "messages_dev.jsonl").read_text().splitlines()]
    scored = list(score_messages(rows, screen, Timings()))
    urgent = [row for row in scored if row.label >= 3]
    low = [row for row in scored if row.label <= 1]

    assert sum(row.found >= 2 for row in urgent) / len(urgent) >= 0.67
    assert sum(row.found >= 3 for row in urgent) / len(urgent) >= 0.62
    assert sum(row.found >= 2 for row in low) / len(low) <= 0.04


@needs_data
def test_a_usual_message_is_screened_in_far_less_than_a_millisecond() -> None:
    rows = [json.loads(line) for line in (DATA / "messages_dev.jsonl").read_text().splitlines()]
    timings = Timings()
    list(score_messages(rows, screen, timings))
    ordered = sorted(timings.us)
    assert ordered[len(ordered) // 2] < 250  # microseconds; some 55 measured, slack for busy machines
