"""The addresses of the small apps; stories are pages and stand in the tree."""

import community.elections.urls
import community.recognition.urls
import community.surveys.urls

urlpatterns = [
    *community.recognition.urls.urlpatterns,
    *community.elections.urls.urlpatterns,
    *community.surveys.urls.urlpatterns,
]
desk_urlpatterns = community.elections.urls.desk_urlpatterns
