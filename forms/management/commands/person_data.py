"""Find, export or erase everything about one person, whom standard input names."""

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser, OutputWrapper

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
        """Find, export or erase the person. Raises CommandError for an identity that is none, or a legal hold."""
        who = subject.identify_person(sys.stdin.readline())
        if not who:
            raise CommandError("Write a reference, a telephone number or an e-mail address.")
        found = subject.find_subject(who)
        # Whether others' requests concern the person, somebody has to read: the command touches none of them.
        others = sorted({*found.beside, *(one.number for one in found.mentioned)})
        found = subject.choose_own(found)
        several = subject.count_names(found.requests) > 1
        if several and (options["export"] or options["erase"]):
            raise CommandError("More than one name stands under this: decide in the admin.")
        if options["export"]:
            subject.record("requests.person_export", data={"count": len(found.requests)})
            self.stdout.write(
                json.dumps(subject_file.export_subject(found), indent=2, ensure_ascii=False)
            )
            self._tell_others(others, self.stderr)
            return
        count, lines = len(found.requests), len(found.consents)
        if options["erase"]:
            try:
                subject.erase_subject(found, by=None)
            except subject.SubjectError as error:
                raise CommandError(" ".join(error.messages)) from None
            self.stdout.write(f"{count} requests and {lines} consents erased.")
            self._tell_others(others, self.stdout)
            return
        self.stdout.write(f"{count} requests and {lines} consents found.")
        for request in found.requests:
            self.stdout.write(f"  #{request.pk}  {request.reference}  {request.status}")
        if several:
            self.stdout.write("  More than one name stands under this: decide in the admin.")
        self._tell_others(others, self.stdout)

    def _tell_others(self, others: list[int], stream: OutputWrapper) -> None:
        for other in others:
            stream.write(f"  #{other}  may be somebody else's and names them: decide in the admin")
