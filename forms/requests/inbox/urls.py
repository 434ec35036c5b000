"""The inbox's addresses, under /admin/requests/. None carries anything about a visitor."""

from django.urls import path

from forms.requests.inbox import undelivered
from forms.requests.inbox.data import exports, person, reports, retention
from forms.requests.inbox.detail import actions, screen, undo
from forms.requests.inbox.lists import bulk, bulk_undo, call_sheet, saved_views, views

app_name = "inbox"
urlpatterns = [
    path("", views.open_first_view, name="index"),
    path("counts/", views.answer_counts, name="counts"),
    path("find/", views.find_requests, name="find"),
    path("export/", exports.export_requests, name="export"),
    path("reports/", reports.show_report, name="report"),
    path("reports/csv/", reports.export_report, name="report_csv"),
    path("retention/", retention.show_plan, name="retention"),
    path("retention/run/", retention.run_now, name="retention_run"),
    path("person/", person.show_person, name="person"),
    path("retry/", undelivered.retry_messages, name="retry"),
    path("test-mail/", undelivered.send_test_mail, name="test_mail"),
    path("several/", bulk.change_several, name="bulk"),
    path("several/undo/", bulk_undo.undo_several, name="bulk_undo"),
    path("views/", saved_views.show_saved_views, name="saved_views"),
    path("views/save/", saved_views.save_view, name="save_view"),
    path("views/<int:number>/", saved_views.change_view, name="change_view"),
    path("call-sheet/<slug:slug>/", call_sheet.show_call_sheet, name="call_sheet"),
    path("view/<slug:slug>/", views.show_list, name="list"),
    path("<int:number>/", screen.show_request, name="detail"),
    path("<int:number>/sensitive/", screen.show_sensitive, name="sensitive"),
    path("<int:number>/status/", actions.change_status, name="move"),
    path("<int:number>/undo/", undo.undo_press, name="undo"),
    path("<int:number>/correct/", undo.correct_status, name="correct"),
    path("<int:number>/retract/", undo.retract_withdrawal, name="retract"),
    path("<int:number>/attempt/", actions.log_call, name="call"),
    path("<int:number>/owner/", actions.set_owner, name="owner"),
    path("<int:number>/next/", actions.set_next_action, name="next"),
    path("<int:number>/estimate/", actions.note_estimate, name="estimate"),
    path("<int:number>/verdict/", actions.set_verdict, name="verdict"),
    path("<int:number>/merge/", actions.merge_duplicate, name="merge"),
    path("<int:number>/split/", undo.split_request, name="split"),
    path("<int:number>/withdraw/", actions.withdraw_consent, name="withdraw"),
    path("<int:number>/deletion/", actions.set_deletion_day, name="deletion"),
    path("<int:number>/hold/", actions.switch_hold, name="hold"),
    path("<int:number>/delete/", actions.delete_request, name="delete"),
]
