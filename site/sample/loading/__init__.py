"""What the loader does around the pages: the state of the database, menus and settings."""
