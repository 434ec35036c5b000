"""Addresses of machines and people: the site's host, a visitor's address, the staff's paths."""
