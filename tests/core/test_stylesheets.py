import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from core.stylesheets import JOINED, minify, source_root


def test_minify_keeps_strings_and_selectors():
    assert (
        minify('a :hover { content: "a  ;  b" ; /* no */ color : red; }')
        == 'a :hover{content:"a  ;  b";color :red}'
    )
    assert minify("@media (min-width: 3rem) { a { width: calc(1px + 2px); } }") == (
        "@media (min-width:3rem){a{width:calc(1px + 2px)}}"
    )


@pytest.mark.parametrize("name", sorted(JOINED))
def test_joined_files_are_found_and_whole(name, settings, tmp_path):
    settings.JOINED_STATIC_ROOT = tmp_path

    found = finders.find(name)

    text = (tmp_path / name).read_text()
    assert found == str(tmp_path / name)
    if name == "site.css":
        for sheet in (source_root() / "css/components").glob("*.css"):
            assert minify(sheet.read_text())[20:60] in text
        assert "../" not in text


def test_every_component_says_its_values_first():
    from django.conf import settings

    for component in (settings.BASE_DIR / "templates/components").glob("*.html"):
        first = component.read_text().splitlines()[0]

        assert first.startswith("{# ") and ("alue" in first or "No values" in first), component.name


def test_templates_hold_no_inline_style_or_script():
    from django.conf import settings

    for template in (settings.BASE_DIR / "templates").rglob("*.html"):
        if "emails" in template.parts:
            continue
        text = template.read_text()

        assert " style=" not in text, template
        assert " onclick=" not in text, template
        assert "<style" not in text, template


def test_what_only_programs_read_takes_no_cell_of_a_grid():
    css = (settings.BASE_DIR / "static/css/base.css").read_text()

    assert "data:empty { display: none; }" in css
