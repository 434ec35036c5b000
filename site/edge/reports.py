"""What an error report may say."""

from django.views.debug import SafeExceptionReporterFilter


class NothingPersonalFilter(SafeExceptionReporterFilter):
    """Leaves posted data, cookies and local variables out of every error report."""

    def get_post_parameters(self, request):
        """Nothing that a visitor typed."""
        return {}

    def get_traceback_frame_variables(self, request, tb_frame):
        """No local variable."""
        return []
