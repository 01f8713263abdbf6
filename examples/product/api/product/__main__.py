"""Serves: `python -m product`."""

import os

import uvicorn

from product import logs, metrics, settings
from product.main import create


def main() -> None:
    """Until it is told to end; requests in hand are answered first."""
    logs.configure()
    app = create(os.environ)
    metrics.serve(settings.read().metrics_port)
    uvicorn.run(
        app,
        host=os.environ.get("HOST", "0.0.0.0"),  # noqa: S104 (a container has one address, behind the balancer)
        port=int(os.environ.get("PORT", "8000")),
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_keep_alive=75,
        timeout_graceful_shutdown=25,
    )


if __name__ == "__main__":
    main()
