"""What deploy/ offers fits together: one folder for uploads, and a proxy that starts and may read it."""

import os
import re
import shutil
import subprocess

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage

from tests.house import tree

DEPLOY = tree.ROOT / "deploy"
SERVICES = ["folkmoot-web.service", "folkmoot-worker.service"]


def said(name):
    return (DEPLOY / name).read_text()


def test_the_proxy_serves_uploads_from_where_the_site_puts_them():
    [alias] = re.findall(r"alias (\S+)/media/;", said("nginx.conf"))

    assert {re.search(r"VAR_DIR=(\S+)", said(name))[1] for name in SERVICES} == {alias}
    assert f'volumes: ["{alias}:/data"]' in said("compose.yml")
    assert re.search(r"VAR_DIR=(/data)\b", said("Containerfile"))


def test_the_proxys_user_passes_through_to_uploads_and_lists_nothing(tmp_path):
    modes = {int(re.search(r"StateDirectoryMode=(\d+)", said(name))[1], 8) for name in SERVICES}
    assert modes == {0o711}

    before = os.umask(0o027)  # as the services have it
    try:
        FileSystemStorage(tmp_path / "media").save("images/oak.webp", ContentFile(b"x"))
    finally:
        os.umask(before)

    assert (tmp_path / "media" / "images" / "oak.webp").stat().st_mode & 0o004
    for folder in (tmp_path / "media", tmp_path / "media" / "images"):
        assert folder.stat().st_mode & 0o001


@pytest.mark.skipif(
    not (shutil.which("nginx", path="/usr/sbin:/usr/bin") and shutil.which("openssl")),
    reason="checked where an nginx is: it is no part of what the site needs",
)
def test_nginx_takes_its_configuration(tmp_path):
    subprocess.run(
        [
            *"openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=moot.example".split(),
            *("-keyout", tmp_path / "privkey.pem", "-out", tmp_path / "fullchain.pem"),
        ],
        check=True,
        capture_output=True,
    )
    site = said("nginx.conf").replace("/etc/letsencrypt/live/moot.example", str(tmp_path))
    (tmp_path / "site.conf").write_text(site)
    whole = f"pid {tmp_path}/pid; error_log stderr; events {{}} http {{ include {tmp_path}/site.conf; }}"
    (tmp_path / "nginx.conf").write_text(whole)

    nginx = shutil.which("nginx", path="/usr/sbin:/usr/bin")
    told = subprocess.run([nginx, "-t", "-c", tmp_path / "nginx.conf"], capture_output=True, text=True)

    assert "syntax is ok" in told.stderr, told.stderr
