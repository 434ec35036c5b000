"""Public pages, kept whole: the same page for everybody is made once and sent like a file (docs/caching.md)."""
