"""Addresses for search engines."""

from django.urls import path

from . import views

urlpatterns = [
    path("robots.txt", views.show_robots, name="robots"),
    path("sitemap.xml", views.show_sitemap, name="sitemap"),
    path("sitemap-<slug:section>.xml", views.show_sitemap, name="sitemap-part"),
    path("site.webmanifest", views.show_manifest, name="webmanifest"),
    path("llms.txt", views.show_llms, name="llms"),
]
