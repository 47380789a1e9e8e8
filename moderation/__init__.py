"""Screening of messages: normaliser, lexicons, verdicts, and the worker that takes a second look."""
