"""A request as the database has it now."""

from forms.models import Submission


def fresh(request: Submission) -> Submission:
    return Submission.objects.get(pk=request.pk)
