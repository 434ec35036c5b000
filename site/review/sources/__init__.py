"""Sources: whether their addresses open, and what a DOI or a PMID says of a paper. Off unless a setting switches it on."""
