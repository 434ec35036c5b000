"""What the editors of WordPress wrote (classic, blocks, shortcodes, page builders), as one kind of HTML with marks."""
