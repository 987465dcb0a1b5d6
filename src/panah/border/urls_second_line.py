"""Addresses of the second line, the board, the report, the lists and the roll."""

from django.urls import path

from panah.border.views import apart, board, hits, lists, persons, report, roll, searches, second_line

urlpatterns = [
    path("second-line/", second_line.queue, name="second-line"),
    path("second-line/<uuid:hold>/", second_line.show, name="hold"),
    path("second-line/<uuid:hold>/take/", second_line.take, name="hold-take"),
    path("second-line/<uuid:hold>/note/", second_line.note, name="hold-note"),
    path("second-line/<uuid:hold>/pass-on/", second_line.pass_on, name="hold-pass-on"),
    path("second-line/<uuid:hold>/put-back/", second_line.put_back, name="hold-put-back"),
    path("second-line/<uuid:hold>/admit/", second_line.admit, name="hold-admit"),
    path("second-line/<uuid:hold>/family/", apart.ask, name="hold-family"),
    path("second-line/<uuid:hold>/search/", searches.search, name="hold-search"),
    path("second-line/lists/", hits.listing, name="hits"),
    path("second-line/lists/<uuid:presentation>/", hits.show, name="hits-of"),
    path("second-line/lists/hit/<uuid:hit>/answer/", hits.answer, name="hit-answer"),
    path("second-line/lists/hit/<uuid:hit>/second-look/", hits.confirm, name="hit-confirm"),
    path("second-line/lists/hit/<uuid:hit>/tell/", hits.tell, name="hit-tell"),
    path("second-line/lists/hit/<uuid:hit>/correct/", hits.correct, name="hit-correct"),
    path("second-line/person/<uuid:presentation>/", persons.person, name="person"),
    path("second-line/person/<uuid:presentation>/document/", persons.document, name="person-document"),
    path("second-line/person/<uuid:presentation>/with/<uuid:other>/", persons.compare, name="person-compare"),
    path("second-line/corrections/", persons.listing, name="corrections"),
    path("second-line/corrections/<uuid:correction>/", persons.correction, name="correction"),
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
