"""Options of Wagtail: images, documents, search, the editor."""

from .environment import env
from .storage import S3_BUCKET

WAGTAIL_SITE_NAME = "Clinic"
WAGTAILADMIN_BASE_URL = env.str("WAGTAILADMIN_BASE_URL", default="http://127.0.0.1:8000")
WAGTAILIMAGES_IMAGE_MODEL = "media.ClinicImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = (
    "media.forms.ClinicImageForm"  # refuses damaged files with a sentence
)
WAGTAILDOCS_DOCUMENT_MODEL = "media.ClinicDocument"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "media.forms.ClinicDocumentForm"
# HEIC is what telephones make; it is stored as JPEG (`media.forms`).
WAGTAILIMAGES_EXTENSIONS = ["avif", "jpg", "jpeg", "png", "webp", "gif", "heic"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 15 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 60_000_000
WAGTAILIMAGES_FORMAT_CONVERSIONS = {"avif": "avif", "webp": "webp"}
WAGTAILIMAGES_AVIF_QUALITY = 55
WAGTAILIMAGES_WEBP_QUALITY = 70
WAGTAILIMAGES_JPEG_QUALITY = 78
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "txt", "csv"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
# By permission: through the view, or from a bucket by a signed address (`media.views`).
WAGTAILDOCS_SERVE_METHOD = "redirect" if S3_BUCKET else "serve_view"
WAGTAILEMBEDS_FINDERS: list[dict] = []  # videos are a block of ours; no third party is asked
WAGTAILSEARCH_BACKENDS = {
    "default": {
        "BACKEND": "wagtail.search.backends.database",
        # PostgreSQL only: no stemming and no stop words, so that it finds what SQLite finds.
        "SEARCH_CONFIG": "simple",
    }
}
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILADMIN_RICH_TEXT_EDITORS = {
    "default": {
        "WIDGET": "wagtail.admin.rich_text.DraftailRichTextArea",
        "OPTIONS": {
            "features": [
                "bold", "italic", "h3", "h4", "ol", "ul", "link", "document-link", "reference",
            ],
        },
    },
}  # fmt: skip
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAILFORMS_HELP_TEXT_ALLOW_HTML = False
