"""Settings for the processes of a whole site: on the test's database, with what the test sets besides."""

import json
import os
from pathlib import Path

from reports.tests.worker_settings import *  # noqa: F403

globals().update(json.loads(os.environ["TEST_SETTINGS"]))
INDEX_DIR = Path(os.environ["TEST_INDEX"])
