"""Checks a page before it is published, and tells its editor what was found."""
