from django.urls import path

from . import views

urlpatterns = [path("_count/", views.count_visit, name="count_visit")]
