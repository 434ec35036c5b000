"""Converts the text of an old entry into blocks of ours: pure functions of the text and of what `Helper` finds."""
