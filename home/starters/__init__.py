"""What a page can be started from: its headings, blocks and prompts in place, nothing that a visitor could read."""
