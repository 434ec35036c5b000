"""Sets up, upgrades, takes back and restores one machine. Uses the standard library only; docs/operations.md tells the rest."""
