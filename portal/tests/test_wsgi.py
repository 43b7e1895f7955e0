"""Web workers never outlive the process that started them, not even when it dies while they are starting."""

import subprocess
import sys

SCRIPT = """
import multiprocessing, os, time

def work(server):
    while os.getppid() == server:
        time.sleep(0.01)
    import portal.wsgi
    print("orphan", flush=True)

multiprocessing.get_context("fork").Process(target=work, args=[os.getpid()]).start()
os._exit(0)
"""


def test_a_worker_whose_server_died_meanwhile_ends():
    ended = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, timeout=120)
    assert ended.stdout == "", ended.stderr
