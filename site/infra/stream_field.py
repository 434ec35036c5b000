"""Model fields that several apps use."""

from typing import Any

from wagtail.fields import StreamField as WagtailStreamField

from infra.stream_repair import RepairingStreamBlock

# How a source mark is written in rich text as stored. It is no word of the text.
SOURCE_MARK = "[source]"


class StreamField(WagtailStreamField):
    """A StreamField whose block definitions stay out of migrations.

    Blocks change often and the database does not care: the column is JSON. With definitions in
    migrations, every reworded help text would be a migration. What is stored is mended while it is
    read, see `infra.stream_repair`.
    """

    def __init__(self, block_types: Any = (), *args: Any, **kwargs: Any) -> None:
        if isinstance(block_types, list):
            block_types = RepairingStreamBlock(block_types)
        super().__init__(block_types or [], *args, **kwargs)

    def deconstruct(self) -> tuple:
        """Return the field without its block types, so that migrations never see them."""
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [], kwargs

    def get_searchable_content(self, value: Any) -> list[str]:
        """Return the words of the stream, without the source marks between them."""
        found = super().get_searchable_content(value)
        return [" ".join(text.replace(SOURCE_MARK, " ").split()) for text in found]
