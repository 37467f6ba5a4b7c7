"""Bringing in a plan: drop a document, see it read."""
