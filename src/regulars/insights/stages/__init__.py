"""Stages in depth: facts from everywhere, signs, rescue or letting go, customer types, last care."""
