"""What goes wrong with backups, as a sentence for whoever runs the site."""


class BackupError(Exception):
    """Something stands in the way. The message says what to do and quotes no data."""
