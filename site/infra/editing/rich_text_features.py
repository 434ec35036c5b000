"""What the rich text editor offers in each kind of field."""

# A whole article: headings come from here or from the heading block; both feed the contents.
ARTICLE_FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link", "reference"]
# A few paragraphs inside another block.
INLINE_FEATURES = ["bold", "italic", "ol", "ul", "link", "reference"]
# One line or two: no lists.
LINE_FEATURES = ["bold", "italic", "link", "reference"]
