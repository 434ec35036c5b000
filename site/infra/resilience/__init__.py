"""Standing the loss of what is beside the site: Redis and PostgreSQL."""
