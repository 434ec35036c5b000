"""The smallest site with Wagtail's own form: what ours is compared with."""
