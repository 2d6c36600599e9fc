"""Snapshot, scoring, explaining: what is known about each customer."""
