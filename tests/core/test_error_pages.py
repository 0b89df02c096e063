import pytest
from django.template.loader import render_to_string


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "429", "500"])
def test_error_page_renders_without_any_context(name):
    """Django renders 400 and 500 with neither a request nor context processors."""
    html = render_to_string(f"{name}.html")

    assert html.startswith("<!doctype html>")
    assert html.count("<h1") == 1
    assert "site.css" in html
