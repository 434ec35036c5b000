"""What helps staff in their day: the launch checklist, and what visitors lose when something goes."""
