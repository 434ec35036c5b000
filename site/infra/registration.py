"""Where libraries are taught once: widgets and times, refusals, two people at one screen, choosers, the pool of PostgreSQL,
the index of SQLite."""

from wagtail.admin import messages

from infra.editing.admin_times import teach_widgets
from infra.editing.choosers import link_only_what_opens, start_chooser_at_home
from infra.editing.meanwhile import watch_edit_screens
from infra.editing.missing import say_what_is_missing
from infra.editing.starts import replace_inline_scripts
from infra.resilience.database_pool import shorten_pauses
from infra.searching.sqlite_search import escape_quotation_marks

teach_widgets()
replace_inline_scripts()
shorten_pauses()
escape_quotation_marks()
watch_edit_screens()
start_chooser_at_home()
link_only_what_opens()
# Every screen of Wagtail's that refuses a form says so through this one function.
messages.validation_error = say_what_is_missing
