"""The worker's job of this room."""

from infra import jobs

from .page_bin import empty_bin


@jobs.register_job("bin", every=3600, label="Deleted pages that have lain for 30 days")
def empty_old_pages() -> str:
    """Delete for good what nobody brought back."""
    count = empty_bin()
    return f"{count} pages deleted for good" if count else ""
