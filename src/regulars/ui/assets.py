"""Static files: hashed names once they are collected, plain names before."""

from django.contrib.staticfiles.storage import StaticFilesStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage


class Storage(CompressedManifestStaticFilesStorage):
    manifest_strict = False

    def url(self, name: str | None, force: bool = False) -> str:
        if self.hashed_files:
            return str(super().url(name, force))
        return str(StaticFilesStorage.url(self, name))
