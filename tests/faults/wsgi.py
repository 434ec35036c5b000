"""The application, warmed up before gunicorn forks: a killed worker's successor serves at once."""

from django.db import connections
from django.test import Client

from config.wsgi import application

Client(headers={"host": "localhost"}).get("/write/")
connections.close_all()
__all__ = ["application"]
