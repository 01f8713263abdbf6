"""How much one address may ask for: a bucket of tokens in Redis, so that all tasks count together."""

from redis import Redis

# Taken and filled in one step, by Redis's own clock: two tasks never spend the same token.
TAKE = """
local now = redis.call('TIME')
local at = now[1] + now[2] / 1000000
local capacity, per_second = tonumber(ARGV[1]), tonumber(ARGV[2])
local held = redis.call('HMGET', KEYS[1], 'tokens', 'at')
local tokens = tonumber(held[1]) or capacity
tokens = math.min(capacity, tokens + (at - (tonumber(held[2]) or at)) * per_second)
local taken = tokens >= 1
if taken then tokens = tokens - 1 end
redis.call('HSET', KEYS[1], 'tokens', tokens, 'at', at)
redis.call('EXPIRE', KEYS[1], 120)
return taken and 1 or 0
"""


class TokenBucket:
    """Holds a minute's requests of each address, and fills evenly."""

    def __init__(self, redis: Redis, per_minute: int) -> None:
        """Registers the script; nothing is asked of Redis yet."""
        self._take = redis.register_script(TAKE)
        self._per_minute = per_minute

    def lets_in(self, who: str) -> bool:
        """Takes one token, if there is one."""
        return self._take(keys=[f"limit:{who}"], args=[self._per_minute, self._per_minute / 60]) == 1
