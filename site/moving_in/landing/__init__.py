"""Where an old site arrives: pages, words, files, menus and old addresses of ours, and their way back."""
