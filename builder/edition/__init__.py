"""Editions of a study for readers who must not see all of it: the same totals, without what is withheld."""
