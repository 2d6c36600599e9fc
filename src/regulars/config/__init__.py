"""Wires everything together."""
