# One node of the site: web, workers, index follower and embeddings under the supervisor.
FROM python:3.11-slim-bookworm

RUN useradd --create-home --uid 10001 damaipedia && install -d -o damaipedia /data
WORKDIR /app
COPY requirements.txt ./
RUN pip install --no-cache-dir --require-hashes -r requirements.txt
COPY . .

USER damaipedia
ENV DATA_DIR=/data HOST=0.0.0.0 PYTHONUNBUFFERED=1
VOLUME /data
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --start-period=120s CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/healthz', timeout=5)"]
CMD ["python", "-m", "portal.run"]
