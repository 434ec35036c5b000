"""How often pages are read, and which of them lead to a request: sums a day, and nobody in them."""
