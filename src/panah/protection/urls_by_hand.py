"""Addresses of referrals that go by hand. None holds anything personal: handles are random."""

from django.urls import path

from panah.protection.views import by_hand, taking_in

urlpatterns = [
    path("referrals/by-hand/<uuid:hold>/", by_hand.show, name="by-hand"),
    path("referrals/by-hand/<uuid:hold>/<uuid:referral>/file/", by_hand.file, name="by-hand-file"),
    path("referrals/by-hand/<uuid:hold>/<uuid:referral>/form/", by_hand.form, name="by-hand-form"),
    path("referrals/by-hand/<uuid:hold>/<uuid:referral>/answer/", by_hand.answer, name="by-hand-answer"),
    path("referrals/on-paper/", by_hand.on_paper, name="answers-on-paper"),
    path("referrals/take-in/", taking_in.take_in, name="referral-take-in"),
]
