from django.urls import path

from community.recognition import views

urlpatterns = [path("active-users/", views.active_users, name="active_users")]
