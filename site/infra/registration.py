"""Where libraries are taught once: Wagtail's widgets times and dates, its refusals, PostgreSQL's pool to try again soon."""

from wagtail.admin import messages

from infra.editing.admin_times import teach_widgets
from infra.editing.missing import say_what_is_missing
from infra.editing.starts import replace_inline_scripts
from infra.resilience.database_pool import shorten_pauses

teach_widgets()
replace_inline_scripts()
shorten_pauses()
# Every screen of Wagtail's that refuses a form says so through this one function.
messages.validation_error = say_what_is_missing
