"""Works on what waits in the queue: `python -m product.worker`."""

import logging

from redis import Redis
from rq import Queue, Worker
from rq.job import Job

from product import faults, logs, settings
from product.services import QUEUE

logger = logging.getLogger("worker")


class LoggingWorker(Worker):
    """Says of each job how it ended, in the fields that the platform reads."""

    def perform_job(self, job: Job, queue: Queue) -> bool:
        """In the process that the worker made for this job."""
        logs.request_id.set(job.meta.get("request_id"))
        done = super().perform_job(job, queue)
        took = round((job.ended_at - job.started_at).total_seconds() * 1000) if job.ended_at and job.started_at else 0
        logs.say(
            logger,
            "job done" if done else "job failed",
            job_id=job.id,
            retry_count=job.number_of_retries or 0,
            duration_ms=took,
        )
        return done


def main() -> None:
    """Until it is told to end; the job in hand is finished first."""
    logs.configure()
    chosen = faults.read()
    said = settings.read()
    faults.hold_worker(chosen)
    redis = Redis.from_url(said.redis_url)
    logs.say(logger, "the worker begins", queue=QUEUE)
    LoggingWorker([QUEUE], connection=redis).work(logging_level="WARNING")


if __name__ == "__main__":
    main()
