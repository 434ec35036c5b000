"""Find, export or erase everything about one person, whom standard input names."""

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ...requests.privacy import subject, subject_file


class Command(BaseCommand):
    """Subject access and erasure by hand."""

    help = (
        "Reads a reference, a telephone number or an e-mail address from standard input, so that it stands in no "
        "history and no list of processes. Says what there is; --export prints it as JSON, --erase deletes it."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take --export or --erase."""
        choice = parser.add_mutually_exclusive_group()
        choice.add_argument("--export", action="store_true", help="print everything as JSON")
        choice.add_argument("--erase", action="store_true", help="delete everything for good")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it. Raises CommandError for an identity that is none, or a legal hold."""
        who = subject.identify_person(sys.stdin.readline())
        if not who:
            raise CommandError("Write a reference, a telephone number or an e-mail address.")
        found = subject.find_subject(who)
        # Whether others' requests concern the person, somebody has to read.
        others, found.mentioned = found.mentioned, []
        if options["export"]:
            subject.record("requests.person_export", data={"count": len(found.requests)})
            self.stdout.write(
                json.dumps(subject_file.export_subject(found), indent=2, ensure_ascii=False)
            )
            return
        count, lines = len(found.requests), len(found.consents)
        if options["erase"]:
            try:
                subject.erase_subject(found, by=None)
            except subject.SubjectError as error:
                raise CommandError(" ".join(error.messages)) from None
            self.stdout.write(f"{count} requests and {lines} consents erased.")
            return
        self.stdout.write(f"{count} requests and {lines} consents found.")
        for request in found.requests:
            self.stdout.write(f"  #{request.pk}  {request.reference}  {request.status}")
        for other in others:
            self.stdout.write(
                f"  #{other.number}  is somebody else's and names them: decide in the admin"
            )
