"""Lists of requests: their rows, pages, saved views, and work on several at once."""
