def private(response):
    """No cache keeps it, and no site that is visited next learns of its address."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
