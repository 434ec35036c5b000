"""What is said before something is done that visitors would notice: an earlier version taken back, a page moved."""
