"""Sebaya: a real-time anonymous peer-support chat server."""
