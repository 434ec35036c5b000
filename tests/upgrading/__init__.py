"""What an upgrade of Wagtail, Django, treebeard or allauth could move under the site: see docs/upgrading.md."""
