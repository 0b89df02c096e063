"""The watch over the browser sees what it is there to see."""

import pytest

HEADERS = {"Content-Security-Policy": "script-src 'self'; style-src 'self'", "Content-Type": "text/html"}


@pytest.mark.parametrize(
    ("body", "seen"),
    [
        ("<body><p style='color:red'>hello", "style-src"),
        ("<body><script>alert(1)</script>", "script-src"),
        ("<body><img alt='' src='http://other.example/x.png'>", "asked another host"),
    ],
)
def test_a_page_that_breaks_the_policy_is_seen(page, problems, body, seen):
    page.route("http://localhost/", lambda route: route.fulfill(headers=HEADERS, body=body))

    page.goto("http://localhost/")
    page.evaluate("() => new Promise((done) => setTimeout(done, 100))")

    assert any(seen in problem for problem in problems), problems
    problems.clear()


def test_a_page_that_fails_without_a_word_is_seen(page, problems):
    page.route(
        "http://localhost/", lambda route: route.fulfill(headers={"Content-Type": "text/html"}, body="<body>")
    )
    page.goto("http://localhost/")

    page.evaluate("() => { setTimeout(() => { throw new Error('lost') }, 0) }")
    page.evaluate("() => new Promise((done) => setTimeout(done, 100))")

    assert any("lost" in problem for problem in problems), problems
    problems.clear()
