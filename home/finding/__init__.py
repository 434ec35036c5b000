"""What a search looks in: everything a visitor can read, by passage, with the words that staff add."""
