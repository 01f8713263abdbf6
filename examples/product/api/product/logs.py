"""JSON, one object a line, to standard output; fields as the platform reads them."""

import json
import logging
import sys
from contextvars import ContextVar
from datetime import UTC, datetime

request_id: ContextVar[str | None] = ContextVar("request_id", default=None)
"""The id that follows a request, also into the job that it queues."""


class JsonLines(logging.Formatter):
    """What was said, and the fields that were given with it."""

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        said = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if (followed := request_id.get()) is not None:
            said["request_id"] = followed
        if record.exc_info:
            said["exception"] = self.formatException(record.exc_info)
        return json.dumps(said | getattr(record, "fields", {}), default=str)


def configure() -> None:
    """Takes the place of every handler that a library has set up."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    # Libraries that would say what our own lines say, or whom they speak to.
    for name in ("uvicorn.access", "botocore", "rq.worker", "httpx"):
        logging.getLogger(name).setLevel(logging.WARNING)


def say(logger: logging.Logger, message: str, **fields: object) -> None:
    """One line with fields."""
    logger.info(message, extra={"fields": fields})
