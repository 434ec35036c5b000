"""Where documents lie: never at an address that a web server or a bucket hands out by itself."""

from __future__ import annotations

from django.core.files.storage import FileSystemStorage, Storage, storages


class ClosedFileSystemStorage(FileSystemStorage):
    """Files of this machine that have no address; whoever wants one asks the view, which asks for permission."""

    def url(self, name: str | None) -> str:
        """Refuse. Wagtail then serves the file through its view, whatever WAGTAILDOCS_SERVE_METHOD says."""
        raise NotImplementedError("Documents are served by permission, not by address.")


def document_storage() -> Storage:
    """Return the storage of documents: a closed folder, or a closed place in a bucket."""
    return storages["documents"]
