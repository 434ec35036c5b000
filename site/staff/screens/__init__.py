"""The admin's screens of the staff app: dashboard, audit report, roles, refusals, accounts."""
