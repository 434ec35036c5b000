"""Addresses for search engines."""

from django.urls import path

from . import twins, views
from .index_now import sending

urlpatterns = [
    path("robots.txt", views.show_robots, name="robots"),
    path("sitemap.xml", views.show_sitemap, name="sitemap"),
    path("sitemap-<slug:section>.xml", views.show_sitemap, name="sitemap-part"),
    path("site.webmanifest", views.show_manifest, name="webmanifest"),
    path("opensearch.xml", views.show_opensearch, name="opensearch"),
    path("indexnow-<slug:key>.txt", sending.show_key, name="index-now-key"),
    path("llms.txt", views.show_llms, name="llms"),
    path("llms-full.txt", twins.show_full_text, name="llms-full"),
    path("index.md", twins.show_twin, name="home-twin"),
    path("<path:path>/index.md", twins.show_twin, name="twin"),
]
