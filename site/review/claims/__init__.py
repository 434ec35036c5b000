"""Finds wording that a clinical reviewer would stop: rules, sentences around them, the search itself."""
