"""Where libraries are taught once: Wagtail's widgets times and dates, PostgreSQL's pool to try again soon."""

from infra.editing.admin_times import teach_widgets
from infra.resilience.database_pool import shorten_pauses

teach_widgets()
shorten_pauses()
