"""Thin edges: URLs, handshake, command dispatch, pages."""
