"""What an import stands on: our site, what came in before, files, and addresses old and new."""
