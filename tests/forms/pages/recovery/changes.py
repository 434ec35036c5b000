"""What staff do to a form while somebody fills it in."""

from forms.models import Submission


def stored() -> dict[str, str]:
    request = Submission.objects.get()
    return {row["kind"]: row["text"] for row in request.answers()}
