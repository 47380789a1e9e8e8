import re
from pathlib import Path

import pytest

from chatserver import settings
from chatserver.settings import Settings, SettingsError, environment


def test_without_variables_everything_has_its_default() -> None:
    assert Settings.from_env({}) == Settings()


def test_an_empty_variable_counts_as_absent() -> None:
    names = re.findall(r"`(SEBAYA_[A-Z_]+)` \| `", settings.__doc__ or "")
    assert Settings.from_env(dict.fromkeys(names, "")) == Settings()


def test_every_field_stands_in_the_table() -> None:
    rows = re.findall(r"^\| `(SEBAYA_[A-Z_]+)` \| `([a-z_]+)` \|", settings.__doc__ or "", re.MULTILINE)
    assert tuple(field for _, field in rows) == Settings.__struct_fields__
    assert {name for name, _ in rows} == {n for n in environment(Settings()) if n.startswith("SEBAYA_")}


def test_every_variable_is_read() -> None:
    found = Settings.from_env(
        {
            "SEBAYA_REDIS_URL": "rediss://user:pw@redis.example:6380/1",
            "SEBAYA_DATA": "/srv/data",
            "SEBAYA_HOST": "192.0.2.1",
            "SEBAYA_PORT": "0",
            "SEBAYA_PUBLIC_URL": "https://chat.example.org/",
            "SEBAYA_KEYS": "/srv/keys",
            "SEBAYA_FSYNC": "everysec",
            "SEBAYA_LOG_LEVEL": "WARNING",
        }
    )
    assert found == Settings(
        redis_url="rediss://user:pw@redis.example:6380/1",
        data=Path("/srv/data"),
        host="192.0.2.1",
        port=0,
        public_url="https://chat.example.org",
        keys=Path("/srv/keys"),
        fsync="everysec",
        log_level="warning",
    )


def test_keys_lie_in_the_data_directory_unless_they_are_elsewhere() -> None:
    assert Settings.from_env({"SEBAYA_DATA": "d"}).keys == Path("d/keys")
    assert Settings().with_data(Path("e")).keys == Path("e/keys")
    assert Settings(keys=Path("/mnt/k")).with_data(Path("e")).keys == Path("/mnt/k")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SEBAYA_REDIS_URL", "http://hunter2@host"),
        ("SEBAYA_REDIS_URL", "redis://:hunter2@"),
        ("SEBAYA_REDIS_URL", "redis://:hunter2@host:port"),
        ("SEBAYA_PORT", "70000"),
        ("SEBAYA_PORT", "-1"),
        ("SEBAYA_PORT", "hunter2"),
        ("SEBAYA_PORT", "٣"),
        ("SEBAYA_PUBLIC_URL", "chat.hunter2.org"),
        ("SEBAYA_FSYNC", "hunter2"),
        ("SEBAYA_LOG_LEVEL", "hunter2"),
    ],
)
def test_a_bad_value_names_its_variable_and_is_not_shown(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name) as refusal:
        Settings.from_env({name: value})
    assert "hunter2" not in str(refusal.value)


def test_a_child_reads_what_its_parent_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEBAYA_PORT", "1")
    given = Settings(redis_url="unix:///tmp/e.sock", port=9, data=Path("d"), keys=Path("k"))
    assert Settings.from_env(environment(given)) == given
