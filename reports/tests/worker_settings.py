"""The tests' settings for a process of its own: on the very database of the test that started it."""

import os

from portal.tests.settings import *  # noqa: F403
from portal.tests.settings import DATABASES

DATABASES["default"]["NAME"] = os.environ["TEST_DATABASE"]
