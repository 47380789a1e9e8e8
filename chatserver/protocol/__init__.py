"""Frames on the wire and their codec."""
