"""The settings that keep tasks from being lost. That they do: reports/tests/test_worker.py."""

import pytest
from django.conf import settings
from kombu.exceptions import EncodeError

from portal.celery import app

SLACK = 3  # seconds between the forced end of a task and its second delivery


def test_a_task_ends_by_force_before_it_is_delivered_again():
    transport = app.conf.broker_transport_options
    assert app.conf.task_soft_time_limit < app.conf.task_time_limit
    assert app.conf.task_time_limit + SLACK <= transport["visibility_timeout"]


def test_a_killed_worker_gives_its_tasks_back_within_half_a_minute():
    transport = app.conf.broker_transport_options
    sweep = transport["unacked_restore_interval"] * transport["unacked_restore_throttle"]
    assert transport["visibility_timeout"] + sweep + transport["unacked_mutex_expire"] <= 40
    assert app.conf.task_acks_late
    assert app.conf.task_reject_on_worker_lost
    assert app.conf.worker_prefetch_multiplier == 1


def test_publishing_does_not_wait_for_a_broker_that_is_gone():
    transport = app.conf.broker_transport_options
    assert transport["socket_connect_timeout"] <= 1
    assert transport["socket_timeout"] <= 5


def test_only_json_is_sent_and_taken():
    assert app.conf.accept_content == ["json"]
    with pytest.raises(EncodeError):
        app.send_task("reports.process", args=[object()])


def test_every_scheduled_and_routed_task_has_a_queue_that_is_worked_on():
    queues = set(settings.CELERY_TASK_QUEUES)
    assert queues == {"intake", "fetch", "ocr", "notify", "batch", "default"}
    used = {app.amqp.router.route({}, name)["queue"].name for name in app.tasks}
    assert used <= queues


def test_everything_scheduled_is_a_task():
    app.loader.import_default_modules()
    assert {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()} <= set(app.tasks)
