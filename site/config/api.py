"""`/api/v1/`: what the site shows to everybody, as JSON, to be read by programs. Read-only, without accounts.

An answer holds what the public pages hold and nothing more: no e-mail address, no link that only attendees get. Fields
are added freely and none is changed or taken away; what must differ comes as /api/v2/ beside this one. Each room says
in its own `api.py` what it tells.
"""

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.operation import Operation

import events.api
import groups.api
import people.api
from core.api.asking import Refused


class Api(NinjaAPI):
    def get_openapi_operation_id(self, operation: Operation) -> str:
        """The ids that clients made their methods of: they must not hang on the module where a function stands."""
        return f"config_api_{operation.view_func.__name__}"


api = Api(
    title="Folkmoot",
    version="1.0.0",
    description="Events, groups, people and organisations, as everybody sees them on the site. All times are UTC; "
    "the zone of each event stands beside them.",
    urls_namespace="api-1",
)
api.add_router("/events", events.api.router)
api.add_router("/groups", groups.api.router)
api.add_router("/people", people.api.people)
api.add_router("/organisations", people.api.organisations)


@api.exception_handler(Refused)
def refused(request: HttpRequest, error: Refused) -> HttpResponse:
    return api.create_response(request, {"errors": error.reasons}, status=error.status)


@api.exception_handler(Http404)
def missing(request: HttpRequest, error: Http404) -> HttpResponse:
    return api.create_response(request, {"errors": {"slug": ["Nothing has this name."]}}, status=404)
