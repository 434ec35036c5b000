"""What stops an import, in a sentence for the person who started it."""

HOW_TO = "In WordPress: Tools → Export → All content → Download Export File."


class ExportError(Exception):
    """The file can't be brought in; the message says why and what to do."""
