"""What a live site needs of its surroundings, as checks."""
