"""The worker's part in an import, filled in by `landing.engine`."""
