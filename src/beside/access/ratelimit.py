from django.core.cache import cache


def too_many(request, what: str, limit: int, *, minutes: int) -> bool:
    """Whether this address has tried `what` more than `limit` times in the last minutes."""
    key = f"tries:{what}:{request.META.get('REMOTE_ADDR', '')}"
    cache.add(key, 0, minutes * 60)
    return cache.incr(key) > limit
