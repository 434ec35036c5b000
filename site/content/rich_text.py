"""How links and source marks inside rich text are stored and shown."""

from collections.abc import Iterator

from django.utils.html import escape
from django.utils.translation import gettext_lazy as _
from draftjs_exporter.dom import DOM
from wagtail.admin.rich_text.converters.html_to_contentstate import LinkElementHandler
from wagtail.documents.rich_text import DocumentLinkHandler
from wagtail.rich_text import LinkHandler
from wagtail.rich_text.pages import PageLinkHandler

from clinic.layout import page_urls
from clinic.models import Reference
from infra.stream_field import SOURCE_MARK
from infra.stream_repair import as_key

from .article import cite_mark


class QuickPageLinkHandler(PageLinkHandler):
    """Page links that are looked up once a content version, not once a paragraph."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict]) -> list[str]:
        """Return the opening tags; a link to a page that is gone shows as plain text."""
        keys = [as_key(attrs.get("id")) for attrs in attrs_list]
        urls = page_urls(key for key in keys if key)
        return [f'<a href="{escape(urls[key])}">' if key in urls else "<a>" for key in keys]

    @classmethod
    def extract_references(cls, attrs: dict) -> Iterator[tuple]:
        """Tell the reference index which page is linked; nothing where no page can be."""
        if as_key(attrs.get("id")):
            yield from super().extract_references(attrs)


class SureDocumentLinkHandler(DocumentLinkHandler):
    """Document links that tolerate a key which is none."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict]) -> list[str]:
        """Return the opening tags; a link to a document that is gone shows as plain text."""
        return super().expand_db_attributes_many(
            [{**attrs, "id": as_key(attrs.get("id"))} for attrs in attrs_list]
        )

    @classmethod
    def extract_references(cls, attrs: dict) -> Iterator[tuple]:
        """Tell the reference index which document is linked; nothing where none can be."""
        if as_key(attrs.get("id")):
            yield from super().extract_references(attrs)


class ReferenceHandler(LinkHandler):
    """A source mark: `<a linktype="reference" id="12">…</a>` in the database."""

    identifier = "reference"

    @staticmethod
    def get_model():
        """The model that marks point to; Wagtail's 'where used' asks for it."""
        return Reference

    @classmethod
    def expand_db_attributes(cls, attrs: dict) -> str:
        """Return the opening of the mark that `content.article` numbers; the text inside it is replaced."""
        key = as_key(attrs.get("id"))
        return cite_mark(key).removesuffix("</a>") if key else "<a>"

    @classmethod
    def extract_references(cls, attrs: dict) -> Iterator[tuple]:
        """Tell the reference index which source is cited."""
        key = as_key(attrs.get("id"))
        if key:
            yield Reference, key, "", ""


class ReferenceElementHandler(LinkElementHandler):
    """From the database to the editor."""

    # As the editor's own script makes them, see static/admin/reference.js.
    mutability = "IMMUTABLE"
    MARK = SOURCE_MARK

    def get_attribute_data(self, attrs: dict) -> dict:
        """Give the editor the source's id and name; a deleted source is named as such."""
        pk = as_key(attrs.get("id"))
        found = Reference.objects.filter(pk=pk).first() if pk else None
        return {"id": pk, "string": str(found) if found else str(_("This source was deleted."))}

    def handle_endtag(self, name, state, contentstate):
        """Give a mark without text one: the editor drops what it can't show."""
        if len(state.current_block.text) == state.current_entity_ranges[-1].offset:
            state.current_block.text += self.MARK
        super().handle_endtag(name, state, contentstate)


def reference_to_database(props: dict):
    """From the editor to the database."""
    return DOM.create_element(
        "a", {"linktype": "reference", "id": props.get("id")}, props["children"]
    )
