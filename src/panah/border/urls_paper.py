"""Addresses of working on paper and of the questions it leaves."""

from django.urls import path

from panah.border.views import paper, paper_forms, questions

urlpatterns = [
    path("paper/", paper.home, name="paper"),
    path("paper/start/", paper.start, name="paper-start"),
    path("paper/end/", paper.end, name="paper-end"),
    path("paper/past/", paper.past, name="paper-past"),
    path("paper/print/", paper.prints, name="paper-print"),
    path("paper/print/<uuid:batch>/", paper.batch, name="paper-batch"),
    path("paper/void/", paper.void, name="paper-void"),
    path("paper/numbers/", paper.numbers, name="paper-numbers"),
    path("paper/key/", paper_forms.key, name="paper-key"),
    path("paper/forms/", paper_forms.listing, name="paper-forms"),
    path("paper/forms/<uuid:form>/", paper_forms.show, name="paper-form"),
    path("paper/forms/<uuid:form>/confirm/", paper_forms.confirm, name="paper-confirm"),
    path("paper/forms/<uuid:form>/reject/", paper_forms.reject, name="paper-reject"),
    path("questions/", questions.listing, name="questions"),
    path("questions/<uuid:question>/", questions.show, name="question"),
]
