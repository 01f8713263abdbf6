"""What the burst has RQ work on, the workers that do it, and who puts it into the queues."""

import json
import os
import sys
import time

from redis import Redis
from rq import Queue, SimpleWorker

redis = Redis.from_url(os.environ["REDIS_URL"])


def work(number, seconds):
    """Notes that it began and that it ended: each must have happened once."""
    redis.hincrby("burst:started", number, 1)
    time.sleep(seconds)
    redis.hincrby("burst:finished", number, 1)


class TaskWorker(SimpleWorker):
    """RQ's worker that needs no process for each job, at the address of its task; all of them share the loopback's."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.ip_address = f"{os.environ['TASK_ADDRESS']}:49152"


def put(queue, first, count, seconds):
    jobs = [Queue.prepare_data("burst_jobs.work", (first + n, seconds)) for n in range(count)]
    Queue(queue, connection=redis).enqueue_many(jobs)


if __name__ == "__main__":
    for line in sys.stdin:
        put(**json.loads(line))
        print("put", flush=True)
