"""The site for web servers. Each worker process ends with the process that started it."""

import contextlib
import multiprocessing
import os
import signal

from billiard.util import set_pdeathsig
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

with contextlib.suppress(OSError):  # known to Linux only; elsewhere the server itself must take them along
    set_pdeathsig(signal.SIGKILL)
parent = multiprocessing.parent_process()
if parent and os.getppid() != parent.pid:  # it was gone before we could ask to be told
    os.kill(os.getpid(), signal.SIGKILL)

application = get_wsgi_application()
