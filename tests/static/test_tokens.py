"""Colours: the table of ux.md section 9, its contrast ratios, and that a seeker's colours name no level."""

import re

import pytest

from tests.static.fluent import STATIC

STYLES = STATIC / "styles"

#: (ink, ground): least ratio in light and dark, as the table of ux.md states them.
RATIOS = {
    ("ink", "bg"): (14.0, 15.3),
    ("ink", "surface"): (14.7, 13.8),
    ("muted", "sunken"): (6.4, 7.0),
    ("muted", "bg"): (6.8, 8.8),
    ("edge", "surface"): (4.0, 5.1),
    ("edge", "sunken"): (3.6, 4.5),
    ("on-brand", "brand"): (7.3, 8.3),
    ("brand", "surface"): (7.3, 8.5),
    ("on-me", "me"): (7.3, 7.4),
    ("ink", "other"): (13.0, 11.1),
    ("pro-ink", "pro"): (10.3, 10.4),
    ("whisper-ink", "whisper"): (9.8, 10.6),
    ("ok-ink", "ok"): (7.0, 9.1),
    ("pantau-ink", "pantau"): (7.4, 9.6),
    ("tinggi-ink", "tinggi"): (7.1, 9.1),
    ("segera-ink", "segera"): (9.2, 9.5),
    ("ink", "mark"): (11.4, 6.3),
    ("focus", "surface"): (7.7, 8.3),
}
ROUNDING = 0.06  # the table has one decimal


def tokens() -> tuple[dict[str, str], dict[str, str]]:
    """Return the colours in light and in dark."""
    light: dict[str, str] = {}
    dark: dict[str, str] = {}
    for name in ("tokens-base.css", "tokens.css"):
        sheet = (STYLES / name).read_text("utf-8")
        start = sheet.index("@media (prefers-color-scheme: dark)")
        end = re.compile(r"^}", re.MULTILINE).search(sheet, start)
        assert end is not None
        for found, part in ((light, sheet[:start]), (dark, sheet[start : end.end()])):
            found.update(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", part))
    return light, dark


def without_comments(sheet: str) -> str:
    return re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(("pair", "least"), RATIOS.items(), ids=lambda value: "/".join(map(str, value)))
def test_a_pair_keeps_its_ratio(pair: tuple[str, str], least: tuple[float, float]) -> None:
    for colours, ratio in zip(tokens(), least, strict=True):
        assert contrast(colours[pair[0]], colours[pair[1]]) >= ratio - ROUNDING


def test_light_and_dark_name_the_same_colours() -> None:
    light, dark = tokens()
    assert light.keys() == dark.keys()


def test_a_seekers_styles_know_no_level() -> None:
    for name in ("tokens-base.css", "widget.css", "page.css", "embed.css"):
        sheet = without_comments((STYLES / name).read_text("utf-8"))
        assert not re.search(r"pantau|tinggi|segera|whisper|--mark", sheet), name


def test_colours_stand_in_the_tokens_only() -> None:
    """embed.css has its own two: the launcher must stay small."""
    colour = re.compile(r"#[0-9a-fA-F]{3,8}\b")
    for name in ("page.css", "staff.css", "widget.css"):
        sheet = without_comments((STYLES / name).read_text("utf-8"))
        found = [value for value in colour.findall(sheet) if value != "#fff"]  # the blank sheet of leaving
        assert not found, f"{name}: {found}"
