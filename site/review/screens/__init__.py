"""The admin's screens of clinical review: approving, what is due, the dashboard's panel."""
