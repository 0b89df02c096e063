#!/usr/bin/env python
"""Folkmoot's command line.

`site/` is a folder on the path that holds `config` and `core`, never a package: the standard library has that name.
"""

import os
import sys
from pathlib import Path


def main() -> None:
    sys.path.insert(0, str(Path(__file__).resolve().parent / "site"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    try:
        from django.core.management import execute_from_command_line
    except ModuleNotFoundError as missing:
        raise SystemExit(f"{missing}: run `make run` once, then use .venv/bin/python manage.py") from missing
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
