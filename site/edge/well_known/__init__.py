"""Addresses that standards fix: whom to tell of a hole, where to change a password, what is done with people's data."""
