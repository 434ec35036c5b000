"""Signing in: passwords, second factors, sessions, limits on wrong tries, mails about accounts."""
