"""Addresses for search engines."""

from django.urls import path

from . import views

urlpatterns = [
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
    path("sitemap-<slug:section>.xml", views.sitemap, name="sitemap-part"),
    path("site.webmanifest", views.manifest, name="webmanifest"),
    path("llms.txt", views.llms, name="llms"),
]
