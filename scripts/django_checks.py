"""What only a set-up Django can tell, in one process because its imports cost seconds.

python -m scripts.django_checks migrations    # every change of a model has its migration; templates compile
python -m scripts.django_checks deploy        # `check --deploy` as production would be set up
"""

import os
import secrets
import sys

from scripts.system import ROOT, say

sys.path.insert(0, str(ROOT / "site"))


def migrations() -> int:
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
    import django
    from django.core.management import call_command

    django.setup()
    try:
        call_command("makemigrations", check=True, dry_run=True, verbosity=1, interactive=False)
    except SystemExit as stop:
        return int(stop.code or 0)
    return templates()


def templates() -> int:
    """Every template of ours can be compiled: tags exist, blocks are closed, parents are there."""
    from django.template import TemplateDoesNotExist, TemplateSyntaxError, engines

    failed = 0
    folder = ROOT / "templates"
    for file in sorted(
        path for path in folder.rglob("*") if path.suffix in {".html", ".txt", ".xml", ".svg", ".ics"}
    ):
        try:
            engines["django"].get_template(str(file.relative_to(folder)))
        except (TemplateSyntaxError, TemplateDoesNotExist, UnicodeDecodeError) as error:
            say(f"{file.relative_to(ROOT)}: {type(error).__name__}: {error}")
            failed += 1
    return 1 if failed else 0


def deploy() -> int:
    made_up = {
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "SECRET_KEY": secrets.token_urlsafe(64),
        "SITE_URL": "https://moot.example",
        "ALLOWED_HOSTS": "moot.example",
        "DATABASE_URL": "postgres://folkmoot:secret@127.0.0.1:5432/folkmoot",
        "EMAIL_URL": "smtp://127.0.0.1:2525",
        "TRUSTED_PROXIES": "1",
        "DEMO": "0",
    }
    os.environ.update(made_up)
    import django
    from django.core.management import CommandError, call_command

    django.setup()
    try:
        call_command("check", deploy=True, fail_level="WARNING")
    except CommandError as error:
        say(str(error))
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit({"migrations": migrations, "deploy": deploy}[sys.argv[1]]())
