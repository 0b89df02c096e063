import ast
import site
import subprocess

from tests.house import tree

TOP_LEVEL = {
    "site", "people", "groups", "events", "speakers", "community", "home",
    "templates", "static", "locale", "tests", "demo", "bench", "prove", "scripts", "deploy", "docs",
    "manage.py", "gunicorn.conf.py", "pyproject.toml", "Makefile", "README.md", "LICENSE",
    "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md",
    "requirements.in", "requirements.txt", "requirements-dev.in", "requirements-dev.txt",
    "requirements-prod.in", "requirements-prod.txt",
    ".ci", ".gitignore", ".gitattributes", ".editorconfig", ".importlinter", ".env.example", ".dockerignore",
}  # fmt: skip

LONGEST_MODULE = 450


def test_site_is_a_folder_on_the_path_and_never_a_package():
    assert not (tree.ROOT / "site" / "__init__.py").exists()
    assert hasattr(site, "getsitepackages"), "`import site` must be the standard library's"


def test_git_does_not_ignore_the_folder_site():
    asked = subprocess.run(["git", "check-ignore", "-q", "site/core/new.py"], cwd=tree.ROOT, check=False)

    assert asked.returncode == 1


def test_only_the_rooms_of_the_house_stand_at_the_top():
    there = {path.relative_to(tree.ROOT).parts[0] for path in tree.files()}

    assert there - TOP_LEVEL == set()


def test_the_names_that_were_given_are_there():
    given = "site events speakers home templates static tests manage.py requirements.txt README.md".split()

    assert [name for name in given if not (tree.ROOT / name).exists()] == []


def test_no_module_is_called_after_a_drawer():
    drawers = {"utils", "util", "helpers", "helper", "manager", "managers", "common", "misc"}

    assert [tree.name(path) for path in tree.sources(".py") if path.stem in drawers] == []


def test_every_module_fits_on_a_few_screens():
    modules = [path for path in tree.sources(".py") if "migrations" not in path.parts]

    long = {
        tree.name(path): lines for path in modules if (lines := path.read_text().count("\n")) > LONGEST_MODULE
    }

    assert long == {}


def test_every_folder_of_tests_mirrors_a_room():
    rooms = {"core", "config", "people", "groups", "events", "speakers", "community", "home"}
    inside = {"booking", "programme", "calendars", "recognition", "elections", "surveys", "stories"}
    of_their_own = {
        "factories",
        "fakes",
        "journeys",
        "browser",
        "house",
        "scripts",
        "demo",
        "samples",
        "bench",
        "prove",
    }
    tests = tree.ROOT / "tests"

    folders = {path.relative_to(tests).parts[0] for path in tree.files() if path.is_relative_to(tests)}

    strange = {name for name in folders if (tests / name).is_dir()} - rooms - inside - of_their_own
    assert strange == set()


def test_every_test_file_says_what_it_tests():
    tests = tree.ROOT / "tests"
    nameless = []
    for path in tree.sources(".py", under=("tests",)):
        functions = [
            node.name for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.FunctionDef)
        ]
        if any(name.startswith("test_") for name in functions) and not path.name.startswith("test_"):
            nameless.append(str(path.relative_to(tests)))

    assert nameless == []
