"""What a live site needs of its surroundings, as checks, and how a process gets ready."""
