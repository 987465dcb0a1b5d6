"""The living style page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from panah.web.views import open_to_all


@open_to_all
def page(request: HttpRequest) -> HttpResponse:
    """Every component with every state of it."""
    return render(request, "web/styleguide.html")
