"""Where libraries are taught once: Wagtail's widgets times and dates, PostgreSQL's pool to try again soon."""

from .editing.admin_times import teach_widgets
from .resilience.database_pool import shorten_pauses

teach_widgets()
shorten_pauses()
