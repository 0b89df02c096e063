from scripts.catalogues import catalogues, problems

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def catalogue(tmp_path, text):
    file = tmp_path / "django.po"
    file.write_text(HEAD + text)
    return file


def test_every_catalogue_compiles_and_keeps_its_placeholders():
    assert {str(file): found for file in catalogues() if (found := problems(file))} == {}


def test_a_placeholder_that_the_original_lacks_is_found(tmp_path):
    file = catalogue(tmp_path, 'msgid "%(count)s seats"\nmsgstr "%(zahl)s Plätze"\n')

    assert problems(file) == ["line 5: %(zahl)s is not in the original"]


def test_a_broken_catalogue_is_found(tmp_path):
    assert "cannot be compiled" in problems(catalogue(tmp_path, "msgid open\nmsgstr\n"))[0]
