"""Finds the pictures and documents of the old library and brings them into ours, once each."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from media.models import ClinicDocument, ClinicImage

from ..export.catalog import ExportCatalog
from ..export.uploads import Upload, file_in, names_of, without_size
from ..notebook import Notebook, Topic
from ..pictures.fetching import Fetcher
from ..pictures.shelves import Shelf
from ..pictures.storing import NotOurs, store_document, store_picture
from .stock import Stock


class Files:
    """The files of one import. `dry`: only say which would be found."""

    def __init__(
        self,
        stock: Stock,
        catalog: ExportCatalog,
        shelf: Shelf | None,
        fetcher: Fetcher | None,
        *,
        dry: bool,
    ) -> None:
        self.stock, self.catalog, self.shelf, self.fetcher, self.dry = (
            stock,
            catalog,
            shelf,
            fetcher,
            dry,
        )
        self._missing: set[str] = set()

    def picture(self, upload: Upload | None, address: str, notebook: Notebook) -> int | None:
        """Return the number of our picture; None, with a note, where it can't be had."""
        return self._bring_file(upload, address, notebook, document=False)

    def document(self, upload: Upload | None, address: str, notebook: Notebook) -> int | None:
        """Return the number of our document; None, with a note, where it can't be had."""
        return self._bring_file(upload, address, notebook, document=True)

    def _bring_file(
        self, upload: Upload | None, address: str, notebook: Notebook, *, document: bool
    ) -> int | None:
        names = names_of(upload, address)
        name = names[0] if names else without_size(address.partition("?")[0])
        if not name:
            return None
        shown = name.rpartition("/")[2][:120]
        if upload is not None and (upload.was_sent or self.catalog.is_personal(upload.parent)):
            notebook.add(
                Topic.PERSONAL, "A file that a visitor sent through a form was left in the export."
            )
            return None
        key = f"file:{without_size(names[-1] if names else name).lower()}"
        if self.dry:
            return self._look_for_file(names, address, upload, shown, notebook)
        known = self.stock.number(key)
        model = ClinicDocument if document else ClinicImage
        if known is not None and model.objects.filter(pk=known).exists():
            return known
        if key in self._missing:
            if notebook.subject:
                self._say_missing(shown, "", notebook)
            return None
        return self._take_first(key, names, address, upload, shown, notebook, document=document)

    def _take_first(
        self,
        key: str,
        names: list[str],
        address: str,
        upload: Upload | None,
        shown: str,
        notebook: Notebook,
        *,
        document: bool,
    ) -> int | None:
        """Return the largest form of a file that our library takes; None, with a note, where it takes none."""
        refused, why = "", ""
        for data, reason in self._read_forms(names, address, upload):
            if data is None:
                why = reason
                break
            try:
                number = self._store_file(key, data, shown, upload, document=document)
            except NotOurs as error:
                refused = refused or str(error)
                continue
            if refused:
                notebook.add(
                    Topic.CHANGED,
                    f"Of ‘{shown}’ a smaller form was taken: of the largest one, {refused}.",
                )
            return number
        self._missing.add(key)
        if refused:
            notebook.add(Topic.PICTURE, f"‘{shown}’ was left out: {refused}.")
        else:
            self._say_missing(shown, why, notebook)
        return None

    def _store_file(
        self,
        key: str,
        data: bytes,
        name: str,
        upload: Upload | None,
        *,
        document: bool,
    ) -> int:
        """Return the number of the file in our library. Raises NotOurs."""
        store = store_document if document else store_picture
        kind = "document" if document else "image"
        digest = f"{kind}:sha256:{hashlib.sha256(data).hexdigest()}"
        model = ClinicDocument if document else ClinicImage
        same = self.stock.number(digest)
        if same is not None and model.objects.filter(pk=same).exists():
            self.stock.put(key, "alias", same, made=False)
            return same
        title = (upload.title if upload else "") or name
        stored, new = store(data, name, title, self.stock.run.started_by)
        self.stock.put(digest, kind, stored.pk, made=new)
        self.stock.put(key, "alias", stored.pk, made=False)
        self.stock.run.count("documents" if document else "pictures", int(new))
        return int(stored.pk)

    def _read_forms(
        self, names: list[str], address: str, upload: Upload | None
    ) -> Iterator[tuple[bytes | None, str]]:
        """Yield each form of a file from the shelf and the old host, the largest first; at last why there is no other."""
        for name in names if self.shelf else ():
            data = self.shelf.read(name)  # type: ignore[union-attr]
            if data is not None:
                yield data, ""
        if self.fetcher is None:
            yield (
                None,
                "it is not among the files that you gave"
                if self.shelf
                else "no files were given, and the old site was not to be asked",
            )
            return
        why = ""
        for url in self._list_urls(names, address, upload):
            data = self.fetcher.fetch(url)
            if data is not None:
                yield data, ""
            why = why or self.fetcher.trouble
        yield None, why or "it does not lie on the old site"

    def _list_urls(self, names: list[str], address: str, upload: Upload | None) -> list[str]:
        base = next(
            (
                url
                for url in ((upload.url if upload else ""), address)
                if url.startswith("http") and file_in(url)
            ),
            "",
        )
        start = (
            base[: base.find("/wp-content/uploads/")]
            if "/wp-content/uploads/" in base
            else f"https://{self.stock.run.source}"
        )
        if not self.fetcher or not self.fetcher.may_ask(start + "/"):
            start = f"https://{self.stock.run.source}"
        urls = [f"{start}/wp-content/uploads/{name}" for name in names]
        if address.startswith("http") and not names:
            urls.append(address)
        return list(dict.fromkeys(urls))[:4]

    def _look_for_file(
        self, names: list[str], address: str, upload: Upload | None, shown: str, notebook: Notebook
    ) -> int | None:
        """Say whether a file would be found. The old site is not asked in a dry run."""
        if self.shelf and any(self.shelf.has(name) for name in names):
            return 0
        if self.fetcher and any(
            self.fetcher.may_ask(url) for url in self._list_urls(names, address, upload)
        ):
            if f"would:{shown}" not in self._missing:
                self._missing.add(f"would:{shown}")
                self.stock.run.count("to_fetch")
            return 0
        where = (
            "it is not among the files that you gave"
            if self.shelf
            else "no files were given, and the old site is not asked"
        )
        self._say_missing(shown, where, notebook)
        return None

    @staticmethod
    def _say_missing(name: str, why: str, notebook: Notebook) -> None:
        reason = f": {why}" if why else ", as said above"
        notebook.add(
            Topic.PICTURE, f"‘{name}’ is missing{reason}. The page shows nothing in its place."
        )
