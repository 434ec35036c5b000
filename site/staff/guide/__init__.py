"""The guide in the admin: how-tos, and what the code itself says of each page type, block, kind of thing and setting."""
