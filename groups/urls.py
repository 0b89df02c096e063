from django.urls import path

from groups import views

urlpatterns = [
    path("groups/", views.group_list, name="groups"),
    path("groups/new/", views.new_group, name="new_group"),
    path("groups/<slug:slug>/", views.group, name="group"),
    path("groups/<slug:slug>/join/", views.join_group, name="join_group"),
]

machine_urlpatterns = [
    path("groups.geojson", views.groups_geojson, name="groups_geojson"),
]

desk_urlpatterns = [
    path("groups/<slug:slug>/", views.desk_group, name="desk_group"),
    path("groups/<slug:slug>/members/", views.desk_members, name="desk_group_members"),
]
