"""Files by their address: pictures for trying out, and documents by permission."""

from __future__ import annotations

import posixpath

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.static import serve
from wagtail.documents.views.serve import serve as serve_by_wagtail

# What anybody may have by its address; everything else in the folder is closed, also what is added later.
PUBLIC_FOLDERS = ("images", "original_images", "avatar_images")


@require_safe
@cache_control(max_age=86400)
def serve_picture(request: HttpRequest, path: str) -> HttpResponseBase:
    """Serve a picture (SERVE_MEDIA). Raises Http404 for everything that is none: documents above all."""
    clean = posixpath.normpath(path.replace("\\", "/")).lstrip("/")
    if clean != path or clean.split("/")[0] not in PUBLIC_FOLDERS:
        raise Http404
    return serve(request, clean, document_root=str(settings.MEDIA_ROOT))


@require_safe
def serve_document(
    request: HttpRequest, document_id: int, document_filename: str
) -> HttpResponseBase:
    """Serve a document to whoever may have it; from a bucket by an address that is signed for a few minutes.

    Nobody keeps the way to such an address: a cache would hand it to people who were not asked.
    """
    response = serve_by_wagtail(request, document_id, document_filename)
    if response.status_code in (301, 302):
        response["Cache-Control"] = "private, no-store"
    return response
