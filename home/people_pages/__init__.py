"""A page for each person who stands for content."""
