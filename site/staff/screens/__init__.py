"""The admin's screens of the staff room: dashboard, audit report, roles, refusals, accounts."""
