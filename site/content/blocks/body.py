"""The whole set of blocks for a page's body."""

from wagtail import blocks

from .action import CallToActionBlock, FormLinkBlock, RequestBannerBlock, TextUsBlock
from .clinic import CardsBlock, LatestPostsBlock, LocationsBlock, NoticeBlock, PeopleBlock
from .evidence import BenefitsRisksBlock, EvidenceBlock, WhoShouldNotBlock
from .language import OtherLanguageBlock
from .media import DocumentBlock, PictureBlock, VideoBlock
from .piece import NAME as PIECE
from .piece import PieceBlock
from .text import (
    ArticleTextBlock,
    CalloutBlock,
    ConsiderationsBlock,
    FaqBlock,
    HeadingBlock,
    KeyPointsBlock,
    QuoteBlock,
)
from .treatment import (
    AtAGlanceBlock,
    ComparisonTableBlock,
    CourseBlock,
    PriceTableBlock,
    StepsBlock,
)


def body_blocks() -> list[tuple[str, blocks.Block]]:
    """Return every block that a page's body may hold, in the order of the editor's menu."""
    return [*list_own_blocks(), (PIECE, PieceBlock())]


def list_own_blocks() -> list[tuple[str, blocks.Block]]:
    """Return every block but the one that shows pieces: what a piece may hold, so that none contains itself."""
    return [
        ("text", ArticleTextBlock()),
        ("heading", HeadingBlock()),
        ("key_points", KeyPointsBlock()),
        ("considerations", ConsiderationsBlock()),
        ("callout", CalloutBlock()),
        ("quote", QuoteBlock()),
        ("faq", FaqBlock()),
        ("other_language", OtherLanguageBlock()),
        ("at_a_glance", AtAGlanceBlock()),
        ("steps", StepsBlock()),
        ("course", CourseBlock()),
        ("comparison_table", ComparisonTableBlock()),
        ("price_table", PriceTableBlock()),
        ("benefits_risks", BenefitsRisksBlock()),
        ("who_should_not", WhoShouldNotBlock()),
        ("evidence", EvidenceBlock()),
        ("picture", PictureBlock()),
        ("video", VideoBlock()),
        ("document", DocumentBlock()),
        ("people", PeopleBlock()),
        ("locations", LocationsBlock()),
        ("cards", CardsBlock()),
        ("latest_posts", LatestPostsBlock()),
        ("notice", NoticeBlock()),
        ("call_to_action", CallToActionBlock()),
        ("request_banner", RequestBannerBlock()),
        ("text_us", TextUsBlock()),
        ("form_link", FormLinkBlock()),
    ]
