"""What goes out of a page, shown beside the fields of its editor."""
