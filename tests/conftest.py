"""Fixtures of all tests."""

pytest_plugins = ("tests.support.engine", "tests.support.world", "tests.support.keys")
