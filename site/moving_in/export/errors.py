"""What stops an import, in a sentence for the person who started it."""


class ExportError(Exception):
    """The file can't be brought in; the message says why and what to do."""
