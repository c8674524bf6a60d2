def no_store(get_response):
    """Pages stay out of every cache, so that a shared laptop shows nothing of the last person."""

    def middleware(request):
        response = get_response(request)
        if not request.path.startswith("/static/"):
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    return middleware
