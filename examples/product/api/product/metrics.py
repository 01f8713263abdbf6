"""Numbers for Prometheus, on a port of their own that no balancer reaches."""

from prometheus_client import Counter, Histogram, start_http_server

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)

answers = Counter("http_requests_total", "Requests answered", ["method", "route", "status"])
seconds = Histogram("http_request_duration_seconds", "How long answers took", ["method", "route"], buckets=BUCKETS)


def serve(port: int | None) -> None:
    """Only where somebody asks for them."""
    if port is not None:
        start_http_server(port)


def count(method: str, route: str, status: int, took: float) -> None:
    """One answer, by the route's pattern: a path of its own for each id would never end."""
    answers.labels(method, route, status).inc()
    seconds.labels(method, route).observe(took)
