"""The inbox's addresses, under /admin/requests/. None carries anything about a visitor."""

from django.urls import path

from . import actions, detail, exports, person, reports, retention, telling, views

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
    path("retry/", telling.retry, name="retry"),
    path("test-mail/", telling.test_mail, name="test_mail"),
    path("view/<slug:slug>/", views.listing, name="list"),
    path("<int:number>/", detail.detail, name="detail"),
    path("<int:number>/status/", actions.move, name="move"),
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
