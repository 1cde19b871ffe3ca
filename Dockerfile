# The portal for production: web, worker and scheduler run from this one image.
FROM python:3.11-slim-bookworm AS environment
COPY requirements.txt /
RUN python -m venv /opt/kuuluu/venv \
 && /opt/kuuluu/venv/bin/pip install --no-cache-dir --require-hashes -r /requirements.txt

FROM python:3.11-slim-bookworm
# What WeasyPrint opens, and a font for what its own fonts lack.
RUN apt-get update \
 && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --home-dir /nonexistent --shell /usr/sbin/nologin kuuluu \
 && install -d -o kuuluu -g kuuluu -m 700 /var/lib/kuuluu
COPY --from=environment /opt/kuuluu/venv /opt/kuuluu/venv
WORKDIR /opt/kuuluu/code
COPY . .
ENV PATH=/opt/kuuluu/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=config.settings KUULUU_DATA=/var/lib/kuuluu KUULUU_STATIC=/opt/kuuluu/static
# Static files belong to the image, not to the data, so that a new version brings its own.
RUN python -m compileall -q . \
 && KUULUU_DATA=/tmp/build python -m config.door.prepare --static \
 && rm -rf /tmp/build
USER 10001:10001
VOLUME /var/lib/kuuluu
EXPOSE 8000
CMD ["gunicorn", "config.wsgi:application", "--bind", "0.0.0.0:8000", "--worker-class", "gthread", "--workers", "3", "--threads", "4", "--worker-tmp-dir", "/dev/shm", "--graceful-timeout", "20", "--max-requests", "5000", "--max-requests-jitter", "500", "--no-control-socket"]
