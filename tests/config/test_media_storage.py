"""Where uploads lie is one setting."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.settings.files import media_storage


def test_without_the_setting_uploads_lie_on_this_disk() -> None:
    assert media_storage("")["BACKEND"].endswith("FileSystemStorage")


def test_bucket_is_read_from_one_address() -> None:
    options = media_storage("s3://key:se%2Fcret@s3.example:9000/moot?region=eu")["OPTIONS"]

    assert options["secret_key"] == "se/cret"
    assert options["endpoint_url"] == "https://s3.example:9000"
    assert (options["bucket_name"], options["region_name"]) == ("moot", "eu")


@pytest.mark.parametrize("url", ["ftp://host/bucket", "s3://host", "s3:///bucket", "nonsense"])
def test_address_that_is_none_is_refused_in_words(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="MEDIA_STORAGE_URL"):
        media_storage(url)
