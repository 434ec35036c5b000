"""What a search needs on both databases: letters without accents, and quotation marks that SQLite takes."""
