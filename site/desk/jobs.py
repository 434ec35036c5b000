"""The worker's job of this app."""

from infra import jobs

from .page_bin import empty_bin
from .thing_bin import empty_things


@jobs.register_job("bin", every=3600, label="What has lain in the bin for 30 days")
def empty_old_pages() -> str:
    """Delete for good what nobody brought back."""
    count = empty_bin() + empty_things()
    return f"{count} pages and other things deleted for good" if count else ""
