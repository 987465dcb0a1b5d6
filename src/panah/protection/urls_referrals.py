"""Addresses of referrals and claims. None holds anything personal: handles are random."""

from django.urls import path

from panah.protection.views import claims, referral_form, referrals, referring

urlpatterns = [
    path("referrals/handed-over/<uuid:hold>/", referring.handed_over, name="handed-over"),
    path("referrals/handed-over/<uuid:hold>/card/", referring.card, name="person-card"),
    path("referrals/figures/", referring.figures, name="referral-figures"),
    path("referrals/follow-up/<uuid:referral>/", referring.follow_up, name="referral-follow-up"),
    path("referrals/consent/", referring.take_back, name="consent-take-back"),
    path("referrals/", referrals.referrals, name="referrals"),
    path("referrals/<uuid:referral>/", referrals.show, name="referral"),
    path("referrals/<uuid:referral>/answer/", referrals.answer, name="referral-answer"),
    path("referrals/<uuid:referral>/form/", referral_form.form, name="referral-form"),
    path("referrals/<uuid:referral>/register/", claims.register, name="claim-register"),
    path("certificates/check/", claims.check, name="certificate-check"),
]
