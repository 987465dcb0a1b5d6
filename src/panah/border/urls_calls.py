"""Addresses of the traveller's page, its card, and the answer to a call."""

from django.urls import path

from panah.border.views import calls

urlpatterns = [
    path("speak/<slug:code>/", calls.speak, name="speak"),
    path("speak/<slug:code>/<slug:language>/", calls.speak, name="speak-in"),
    path("speak/<slug:code>/<slug:language>/done/", calls.done, name="speak-done"),
    path("second-line/calls/<uuid:call>/", calls.answer, name="call-answer"),
    path("posts/<uuid:post>/lanes/<str:lane>/card.pdf", calls.printed, name="sign-card"),
]
