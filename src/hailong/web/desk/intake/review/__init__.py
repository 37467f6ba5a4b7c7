"""Reviewing a draft: its rows beside the source they came from, each value open to correction."""
