"""The screen of one request, and what its buttons do."""
