"""Settings: `base` for all, then `dev`, `test` or `production`. Values come from the environment."""
