"""Screening components, each one pass over a document."""
