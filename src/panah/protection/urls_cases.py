"""Addresses of case files. None holds anything personal: handles are random."""

from django.urls import path

from panah.protection.views import case_day, case_documents, case_page, case_print, case_transfer, cases

urlpatterns = [
    path("cases/", cases.cases, name="cases"),
    path("cases/list.csv", cases.export, name="cases-csv"),
    path("cases/day/", case_day.day, name="case-day"),
    path("cases/load/", cases.load, name="case-load"),
    path("referrals/<uuid:referral>/case/", cases.open_from_referral, name="case-open"),
    path("matters/<uuid:matter>/case/", cases.open_from_matter, name="case-open-matter"),
    path("claims/<uuid:claim>/case/", cases.open_for_claim, name="claim-case"),
    path("cases/<uuid:case>/", case_page.show, name="case"),
    path("cases/<uuid:case>/documents/", case_documents.upload, name="case-upload"),
    path("cases/<uuid:case>/documents/<uuid:document>/", case_documents.document, name="case-document"),
    path("cases/<uuid:case>/transfer/", case_transfer.transfer, name="case-transfer"),
    path("cases/<uuid:case>/file.pdf", case_print.file, name="case-print"),
    path("cases/<uuid:case>/appointments/<uuid:appointment>/slip.pdf", case_print.slip, name="appointment-slip"),
]
