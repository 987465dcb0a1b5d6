"""Addresses of oversight, complaints, and of the copy of what is held about oneself."""

from django.urls import path

from panah.protection.views import complain, complaints, copies, fairness, oversight, paper_complaints

urlpatterns = [
    path("complain/", complain.complain, name="complain"),
    path("complain/in/<slug:language>/", complain.complain, name="complain-in"),
    path("complain/answer/", complain.answer, name="complain-answer"),
    path("complain/answer/in/<slug:language>/", complain.answer, name="complain-answer-in"),
    path("oversight/", oversight.show, name="oversight"),
    path("oversight/posts.csv", oversight.export, name="oversight-csv"),
    path("oversight/fairness/", fairness.show, name="fairness"),
    path("oversight/complaints/", complaints.listing, name="complaints"),
    path("oversight/complaints/<uuid:complaint>/", complaints.show, name="complaint"),
    path("oversight/complaints/<uuid:complaint>/answer/", complaints.answer, name="complaint-answer"),
    path("oversight/complaints/<uuid:complaint>/remind/", complaints.remind, name="complaint-remind"),
    path("oversight/complaints/<uuid:complaint>/close/", complaints.close, name="complaint-close"),
    path("complaints/", paper_complaints.take, name="complaints-take"),
    path("complaints/form.pdf", paper_complaints.form_pdf, name="complaints-form"),
    path("complaints/heard/", paper_complaints.heard, name="complaints-heard"),
    path("held/", copies.find, name="copies"),
    path("held/corrections/", copies.corrections, name="corrections"),
    path("held/corrections/<uuid:correction>/", copies.decide, name="correction"),
    path("held/<uuid:presentation>/", copies.show, name="copy"),
    path("held/<uuid:presentation>/copy.pdf", copies.printed, name="copy-pdf"),
    path("held/<uuid:presentation>/wrong/", copies.wrong, name="copy-wrong"),
]
