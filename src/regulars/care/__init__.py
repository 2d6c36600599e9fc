"""Occasions, plays, planning, today's worklist."""
