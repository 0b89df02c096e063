"""The floor: a Django view without middleware that answers `/<n>` with n bytes. No page of the site can be faster."""

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

settings.configure(
    ALLOWED_HOSTS=["*"],
    MIDDLEWARE=[],
    ROOT_URLCONF=__name__,
    SECRET_KEY="a floor has no secrets",  # noqa: S106 - nothing is signed here
    USE_I18N=False,
)
django.setup()

bodies: dict[int, bytes] = {}


@csrf_exempt
def floor(request: HttpRequest, size: int) -> HttpResponse:
    body = bodies.get(size)
    if body is None:
        body = bodies[size] = b"x" * size
    return HttpResponse(body, headers={"Content-Length": str(size)})


urlpatterns = [path("<int:size>", floor)]
application = get_wsgi_application()
