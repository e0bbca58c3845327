# The bot in an image: everything it needs under /opt, everything it keeps under /data.
# The root file system may be read-only; /tmp and /data may not. See docs/install/docker.md.
FROM python:3.13-slim-bookworm AS build
WORKDIR /src
COPY requirements/build.txt requirements/run.txt requirements/ocr.txt requirements/opensearch.txt \
    requirements/
# --build-arg REQUIREMENTS=ocr adds what reads the words in pictures, 300 MB, and
# REQUIREMENTS=opensearch what asks a cluster of OpenSearch.
ARG REQUIREMENTS=run
# Only jieba is built here, as it comes as source only; what builds it is pinned too.
RUN python -m venv /opt/bulletin-bot \
    && /opt/bulletin-bot/bin/pip install --no-cache-dir --require-hashes \
        --requirement requirements/build.txt \
    && /opt/bulletin-bot/bin/pip install --no-cache-dir --require-hashes --no-build-isolation \
        --only-binary :all: --no-binary jieba --requirement "requirements/$REQUIREMENTS.txt"
COPY pyproject.toml README.md LICENSE ./
COPY data/samples data/samples
COPY retrieval retrieval
COPY bot bot
RUN /opt/bulletin-bot/bin/pip install --no-cache-dir --no-build-isolation --no-deps .

FROM python:3.13-slim-bookworm
RUN useradd --system --uid 10001 --home-dir /data --no-create-home --shell /usr/sbin/nologin bulletin \
    && install --directory --owner=bulletin --group=bulletin --mode=0750 /data
COPY --from=build /opt/bulletin-bot /opt/bulletin-bot
# What numba compiles is kept in the volume: it depends on the processor, not on the image alone.
ENV PATH=/opt/bulletin-bot/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    NUMBA_CACHE_DIR=/data/cache \
    BULLETIN_DB=/data/bulletins.db \
    BULLETIN_INBOX=/data/inbox/ \
    HEALTH_PORT=8080
USER 10001:10001
WORKDIR /data
VOLUME /data
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 \
    CMD ["bulletin-bot", "check", "--running"]
ENTRYPOINT ["bulletin-bot"]
CMD ["run"]
