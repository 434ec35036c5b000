"""Requests as data, for managers: exports, reports, one person's data, retention."""
