"""Every address that is not a page of the CMS. Each app brings its own list."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path, re_path
from django.views.decorators.common import no_append_slash
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.views import serve as serve_page

from infra.addresses.staff_paths import ACCOUNTS, ADMIN, LOGIN
from media.views import serve_document, serve_picture
from staff.sign_in.shared_password import open_documents, open_page

admin, accounts = ADMIN.lstrip("/"), ACCOUNTS.lstrip("/")


def page_not_found(request: HttpRequest) -> HttpResponse:
    """Answer as an address that does not exist. Raises Http404."""
    raise Http404


urlpatterns = [
    # One sign-in for the whole site: Wagtail's two would let people in without the second factor.
    path(f"{admin}login/", RedirectView.as_view(url=LOGIN, query_string=True)),
    path("_util/login/", RedirectView.as_view(url=LOGIN, query_string=True)),
    # The forms of pages and documents with a shared password: Wagtail's views have no limit, and its list comes too late.
    path(
        "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/",
        open_page,
        name="wagtailcore_authenticate_with_password",
    ),
    path(
        "documents/authenticate_with_password/<int:restriction_id>/",
        open_documents,
        name="wagtaildocs_authenticate_with_password",
    ),
    # What lies under it too: set a password and sign in by a link.
    re_path(rf"^{admin}password_reset/", RedirectView.as_view(url=f"{ACCOUNTS}password/reset/")),
    # Wagtail's test of its own error page: any member of staff could cause a mail to the operators.
    path(f"{admin}failwhale/", page_not_found),
    # Approving from outside the editor asks the check of claims first.
    path("", include("review.urls")),
    path(admin, include(wagtailadmin_urls)),
    path(accounts, include("staff.urls")),
    re_path(r"^documents/(\d+)/(.*)$", serve_document),
    path("documents/", include(wagtaildocs_urls)),
    path("", include("edge.urls")),
    path("", include("seo.urls")),
    path("", include("visits.urls")),
    path("", include("home.urls")),
]
if settings.SERVE_MEDIA:
    # Django's own helper for this gives nothing without DEBUG; on a live site nginx or S3 serves them.
    urlpatterns += [path("media/<path:path>", serve_picture)]
urlpatterns += [
    # An address without its last slash is led on by `edge.addresses.redirects`, and only where there is a page:
    # Django would send every wrong address to another wrong one first.
    re_path(wagtail_urls.serve_pattern, no_append_slash(serve_page), name="wagtail_serve"),
    path("", include(wagtail_urls)),
]

handler400 = "edge.views.answer_bad_request"
handler403 = "edge.views.answer_forbidden"
handler404 = "edge.views.answer_not_found"
handler500 = "edge.views.answer_server_error"
