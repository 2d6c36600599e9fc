"""Regulars 回头客: keep the customers you already have."""

__version__ = "0.1.0"
