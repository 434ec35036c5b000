"""What is seen from outside: the disk, numbers for Prometheus, the log as JSON, times for staff."""
