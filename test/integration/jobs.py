"""What the queues' tests have RQ work on, and how they enqueue it."""

import json
import sys
import time


def done():
    return None


def slow(seconds):
    time.sleep(seconds)


def fails():
    raise RuntimeError("this job fails")


if __name__ == "__main__":
    # queue, job, how many, and what `Queue.enqueue` takes; the address comes on standard input, which nobody lists.
    from redis import Redis
    from rq import Queue

    name, job, count, options = sys.argv[1:]
    queue = Queue(name, connection=Redis.from_url(sys.stdin.read().strip()))
    job_options = json.loads(options)
    if job_options:
        ids = [queue.enqueue(f"jobs.{job}", **job_options).id for _ in range(int(count))]
    else:
        data = [Queue.prepare_data(f"jobs.{job}") for _ in range(int(count))]
        ids = [one.id for one in queue.enqueue_many(data)]
    print(json.dumps(ids))
