"""Addresses of the practice screens."""

from django.urls import path

from panah.node.practice import views

app_name = "practice"

urlpatterns = [
    path("", views.scenarios, name="scenarios"),
    path("begin/", views.begin, name="begin"),
    path("<uuid:run>/", views.run, name="run"),
    path("<uuid:run>/cards.pdf", views.cards, name="cards"),
    path("<uuid:run>/end/", views.end, name="end"),
    path("<uuid:run>/review/", views.review, name="review"),
]
