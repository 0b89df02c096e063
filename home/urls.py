"""Addresses of the front of the house. What stands here for readers has a prefix for each other language."""

from django.urls import path

from home.views import desk, feeds, group_folder, machines, me, near, search, share

# Programs read these.
machine_urlpatterns = [
    path("robots.txt", machines.robots, name="robots"),
    path("sitemap.xml", machines.sitemap, name="sitemap"),
    path("sitemap-<slug:section>.xml", machines.sitemap_section, name="sitemap_section"),
    path(".well-known/security.txt", machines.security, name="security_txt"),
    path("favicon.ico", machines.favicon, name="favicon"),
    path("news/feed.atom", feeds.news, name="news_feed"),
    path("news/share/<int:page>/<str:name>", share.article, name="article_picture"),
]

urlpatterns = [
    path("search/", search.search, name="search"),
    path("near.json", near.near, name="near"),
    path("me/", me.front, name="me"),
    path("me/programs/", me.programs, name="me_programs"),
    path("me/privacy/", me.privacy, name="me_privacy"),
    path("me/privacy/download/", me.download, name="me_download"),
    path("me/privacy/erase/", me.erase, name="me_erase"),
]

# Below /desk/.
desk_urlpatterns = [
    path("", desk.front, name="desk"),
    path("audit/", desk.trail, name="desk_audit"),
    path("groups/<slug:slug>/folder/", group_folder.folder, name="desk_group_folder"),
    path("groups/<slug:slug>/folder/<int:folder>/", group_folder.download, name="desk_group_folder_download"),
]
