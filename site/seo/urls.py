"""Addresses for search engines."""

from django.urls import path

from . import twins, views

urlpatterns = [
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
    path("sitemap-<slug:section>.xml", views.sitemap, name="sitemap-part"),
    path("site.webmanifest", views.manifest, name="webmanifest"),
    path("opensearch.xml", views.opensearch, name="opensearch"),
    path("llms.txt", views.llms, name="llms"),
    path("llms-full.txt", twins.show_full_text, name="llms-full"),
    path("index.md", twins.show_twin, name="home-twin"),
    path("<path:path>/index.md", twins.show_twin, name="twin"),
]
