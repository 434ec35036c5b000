"""Writes and reads approvals: who may give one, what it covers, what a page may say of it."""
