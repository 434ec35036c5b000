"""What editors build pages from. One file a concern; `body_blocks()` is the whole set."""

from .body import body_blocks

__all__ = ["body_blocks"]
