"""The search backend: Wagtail's own for the database at hand, with one difference on PostgreSQL."""

from typing import Any

from wagtail.search.backends.database import SearchBackend as DatabaseBackend


def SearchBackend(params: dict[str, Any]) -> Any:  # noqa: N802 - the name that Wagtail looks for
    """Beginnings of words are found without accents as well: “kol” finds Köln.

    The text search configuration that folds accents does not stem, so it may serve for both.
    """
    backend = DatabaseBackend(params)
    if params.get("SEARCH_CONFIG") and hasattr(backend, "autocomplete_config"):
        backend.autocomplete_config = params["SEARCH_CONFIG"]
    return backend
