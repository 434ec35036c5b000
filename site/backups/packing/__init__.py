"""How a backup is packed: the database in and out, the archive, its envelope."""
