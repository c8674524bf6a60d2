from django.core.cache import cache


def too_many(request, what: str, limit: int, *, minutes: int) -> bool:
    """Whether this address has tried `what` more than `limit` times in the last minutes."""
    key = _key(request, what)
    cache.add(key, 0, minutes * 60)
    return cache.incr(key) > limit


def had_too_many(request, what: str, limit: int) -> bool:
    """The same without counting this try, for a class behind one address that gets it right."""
    return cache.get(_key(request, what), 0) >= limit


def _key(request, what: str) -> str:
    return f"tries:{what}:{request.META.get('REMOTE_ADDR', '')}"
