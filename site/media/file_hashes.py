"""The hash of each stored file, by which an upload is recognised as one that is there already.

Wagtail takes the hash of what was uploaded. A picture is cleaned of its metadata afterwards, so the
hash is taken here, of the bytes that are stored: the same photo sent twice is cleaned in the same
way and has the same hash.
"""

from __future__ import annotations

import logging
import time
from typing import Any

from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.utils.file import hash_filelike

from infra import jobs

logger = logging.getLogger("clinic.worker")
# Seconds that one run of the worker's job may take.
BUDGET = 20.0


def measure_new_file(stored: Any, save_options: dict[str, Any]) -> None:
    """Set the size and the hash of a picture or document that is about to be stored.

    Parameters: `stored`, the unsaved model; `save_options`, the keyword arguments of its `save`,
    completed where they name the fields to write. A file that is stored already is read only
    where its hash is missing.
    """
    if not stored.file:
        return
    if not stored.file._committed:
        stored.file_size = stored.file.file.size
        stored.file_hash = hash_filelike(stored.file.file)
        written = {"file_size", "file_hash"}
    elif not stored.file_hash and save_options.get("update_fields") is None:
        stored.file_hash = hash_stored_file(stored)
        written = {"file_hash"}
    else:
        return
    if (fields := save_options.get("update_fields")) is not None:
        save_options["update_fields"] = {*fields, *written}


def hash_stored_file(stored: Any) -> str:
    """Return the hash of a stored file, or '' where the storage can't read it."""
    try:
        with stored.file.storage.open(stored.file.name, "rb") as file:
            return hash_filelike(file)
    except Exception as error:
        # Each kind of storage has its own errors; a missing file must not stop the others.
        logger.info("%s %s can't be read: %s", stored._meta.model_name, stored.pk, type(error))
        return ""


def fill_missing_hashes(budget: float = BUDGET) -> int:
    """Fill the hash of pictures and documents that have none. Returns how many were filled.

    Works for about `budget` seconds; the next run goes on. A file that changes meanwhile is left
    alone, and nothing that visitors see becomes new.
    """
    end, filled = time.monotonic() + budget, 0
    for model in (get_image_model(), get_document_model()):
        for stored in model.objects.filter(file_hash="").order_by("pk").iterator(chunk_size=100):
            if jobs.is_stopping() or time.monotonic() > end:
                return filled
            if found := hash_stored_file(stored):
                rows = model.objects.filter(pk=stored.pk, file=stored.file.name, file_hash="")
                filled += rows.update(file_hash=found)
    return filled
