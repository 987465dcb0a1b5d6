"""Addresses of the second line, the board, the report, the lists and the roll."""

from django.urls import path

from panah.border.views import board, lists, report, roll, second_line

urlpatterns = [
    path("second-line/", second_line.queue, name="second-line"),
    path("second-line/<uuid:hold>/", second_line.show, name="hold"),
    path("second-line/<uuid:hold>/take/", second_line.take, name="hold-take"),
    path("second-line/<uuid:hold>/note/", second_line.note, name="hold-note"),
    path("second-line/<uuid:hold>/pass-on/", second_line.pass_on, name="hold-pass-on"),
    path("second-line/<uuid:hold>/admit/", second_line.admit, name="hold-admit"),
    path("roll/", roll.roll, name="roll"),
    path("roll/<uuid:roll>/", roll.signed, name="roll-signed"),
    path("board/", board.show, name="board"),
    path("board/posts/", board.overview, name="board-posts"),
    path("board/live/", board.live, name="board-live"),
    path("board/report/", report.show, name="report"),
    path("board/report/shift.pdf", report.printed, name="report-pdf"),
    path("board/report/officers.csv", report.export, name="report-csv"),
    path("board/close-shift/", report.close, name="shift-close"),
    path("lists/", lists.show, name="lists"),
    path("lists/list.csv", lists.export, name="lists-csv"),
]
