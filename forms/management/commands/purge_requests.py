"""Delete requests that have been kept long enough, or say which."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from ...requests.privacy.retention import delete_due_requests, plan_deletion


class Command(BaseCommand):
    """Run the retention by hand."""

    help = "Deletes requests whose time has come. With --dry-run it only says which."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take --dry-run, which says what would be deleted."""
        parser.add_argument("--dry-run", action="store_true", help="delete nothing, only say what")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print numbers, statuses and reasons; never a name."""
        result = plan_deletion() if options["dry_run"] else delete_due_requests()
        verb = "would be deleted" if options["dry_run"] else "deleted"
        for due in result.requests:
            self.stdout.write(
                f"  #{due.number}  {due.status}  {due.why}  since {due.since:%Y-%m-%d}"
            )
        self.stdout.write(f"{result.summary() or 'Nothing'} {verb}.")
        if options["dry_run"] and result.held:
            self.stdout.write(f"{result.held} under a legal hold are kept.")
        if options["dry_run"] and result.unseen:
            self.stdout.write(
                f"{result.unseen} held back as possible spam stay until somebody looks."
            )
