from django.urls import path

from groups.views import desk, founding, group, listing, membership

urlpatterns = [
    path("groups/", listing.group_list, name="groups"),
    path("groups/new/", founding.new_group, name="new_group"),
    path("groups/<slug:slug>/", group.group, name="group"),
    path("groups/<slug:slug>/join/", membership.join_group, name="join_group"),
]

machine_urlpatterns = [
    path("groups.geojson", listing.groups_geojson, name="groups_geojson"),
    path("groups/<slug:slug>/share/<str:name>", group.picture, name="group_picture"),
]

desk_urlpatterns = [
    path("groups/<slug:slug>/", desk.desk_group, name="desk_group"),
    path("groups/<slug:slug>/members/", desk.desk_members, name="desk_group_members"),
    path("groups/<slug:slug>/programs/", desk.desk_tokens, name="desk_group_tokens"),
]
