"""The inbox's addresses, under /admin/requests/. None carries anything about a visitor."""

from django.urls import path

from forms.requests.inbox import undelivered
from forms.requests.inbox.data import exports, person, reports, retention
from forms.requests.inbox.detail import actions, screen, undo
from forms.requests.inbox.lists import bulk, call_sheet, saved_views, views

app_name = "inbox"
urlpatterns = [
    path("", views.index, name="index"),
    path("counts/", views.counts, name="counts"),
    path("find/", views.find, name="find"),
    path("export/", exports.export, name="export"),
    path("reports/", reports.report, name="report"),
    path("reports/csv/", reports.report_csv, name="report_csv"),
    path("retention/", retention.plan, name="retention"),
    path("retention/run/", retention.run_now, name="retention_run"),
    path("person/", person.person, name="person"),
    path("retry/", undelivered.retry, name="retry"),
    path("test-mail/", undelivered.test_mail, name="test_mail"),
    path("several/", bulk.bulk, name="bulk"),
    path("views/", saved_views.saved_views, name="saved_views"),
    path("views/save/", saved_views.save, name="save_view"),
    path("views/<int:number>/", saved_views.change, name="change_view"),
    path("call-sheet/<slug:slug>/", call_sheet.call_sheet, name="call_sheet"),
    path("view/<slug:slug>/", views.listing, name="list"),
    path("<int:number>/", screen.detail, name="detail"),
    path("<int:number>/status/", actions.move, name="move"),
    path("<int:number>/undo/", undo.undo, name="undo"),
    path("<int:number>/correct/", undo.correct, name="correct"),
    path("<int:number>/retract/", undo.retract, name="retract"),
    path("<int:number>/attempt/", actions.call, name="call"),
    path("<int:number>/owner/", actions.owner, name="owner"),
    path("<int:number>/next/", actions.next_action, name="next"),
    path("<int:number>/estimate/", actions.estimate, name="estimate"),
    path("<int:number>/verdict/", actions.verdict, name="verdict"),
    path("<int:number>/merge/", actions.merge, name="merge"),
    path("<int:number>/withdraw/", actions.withdraw, name="withdraw"),
    path("<int:number>/deletion/", actions.deletion, name="deletion"),
    path("<int:number>/hold/", actions.hold, name="hold"),
    path("<int:number>/delete/", actions.delete, name="delete"),
]
