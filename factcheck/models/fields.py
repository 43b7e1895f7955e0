"""Columns that follow another one, on every way of saving but `update()`: what exact searches compare."""

from django.db import models

from factcheck.links import key_of
from factcheck.pictures import hash_of


class Following(models.CharField):
    """A column worked out from the field called `source` whenever the row is saved."""

    def __init__(self, *args, source: str, **kwargs):
        self.source = source
        super().__init__(
            *args, **{"editable": False, "blank": True, "default": "", "db_index": True, **kwargs}
        )

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"source": self.source}

    def pre_save(self, instance, add):
        value = self.worked_out(getattr(instance, self.source))
        setattr(instance, self.attname, value)
        return value


class AddressKeyField(Following):
    """The key that all addresses of the page at `source` share; "" where there is none."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"max_length": 32, **kwargs})

    def worked_out(self, url: str) -> str:
        return key_of(url)


class PictureHashField(Following):
    """The perceptual hash of the picture in `source`. Stands after it: a file is stored before it is read."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"max_length": 64, "db_index": False, **kwargs})

    def worked_out(self, file) -> str:
        try:
            with file.storage.open(file.name) as picture:
                return hash_of(picture)
        except (OSError, ValueError):  # no file, or none that can be read
            return ""
