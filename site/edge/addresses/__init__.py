"""Answers addresses that no page has: redirects, slips of typing, pages that are gone."""
