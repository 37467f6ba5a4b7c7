"""Hài Lòng: measures and raises satisfaction with Vietnamese administrative services."""

__version__ = "0.1.0"
