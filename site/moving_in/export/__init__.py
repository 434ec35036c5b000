"""Reads a WordPress export: opening, scanning, and what is known of its entries."""
