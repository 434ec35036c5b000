"""Search over the whole site."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def search(request: HttpRequest) -> HttpResponse:
    """Show the results for `q`."""
    return render(request, "pages/search.html", {"query": request.GET.get("q", "")[:200]})
