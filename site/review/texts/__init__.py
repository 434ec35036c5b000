"""Reads the texts of a page: every word with its place, their digest, how hard they are to read."""
