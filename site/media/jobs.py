"""The worker's jobs for pictures and documents."""

from infra import jobs

from .file_hashes import fill_missing_hashes
from .renditions import make_missing


@jobs.register_job("renditions", every=30, label="Pictures made ready")
def warm_renditions() -> str:
    """Make the sizes of pictures before the first visitor asks for them."""
    made = make_missing()
    return f"{made} sizes made" if made else ""


@jobs.register_job("file-hashes", every=600, label="Pictures and documents made comparable")
def fill_file_hashes() -> str:
    """Give old pictures and documents the hash by which an equal upload is recognised."""
    filled = fill_missing_hashes()
    return f"{filled} files hashed" if filled else ""
