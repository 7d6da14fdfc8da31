# The server as an image: no compiler, no root, nothing written but /data.
#   docker build -t pitchme .
#   docker run --read-only --tmpfs /tmp -p 8000:8000 -v "$PWD/slides:/slides:ro" -v pitchme:/data pitchme
ARG PYTHON=docker.io/library/python:3.13-slim

FROM ${PYTHON} AS build
WORKDIR /src
RUN python3 -m venv /opt/pitchme
COPY pyproject.toml README.md LICENSE ./
COPY app app
COPY static static
COPY templates templates
RUN /opt/pitchme/bin/pip install --no-cache-dir --disable-pip-version-check ".[diagrams,fonts]" \
    && /opt/pitchme/bin/pip uninstall --yes --quiet pip setuptools \
    && mkdir /empty

FROM ${PYTHON}
LABEL org.opencontainers.image.title="PitchMe" \
      org.opencontainers.image.description="A self-hosted server for annotated markdown decks" \
      org.opencontainers.image.licenses="MIT"
COPY --from=build /opt/pitchme /opt/pitchme
COPY slides /slides
COPY --from=build --chown=10001:10001 /empty /data
ENV PATH=/opt/pitchme/bin:$PATH \
    HOME=/tmp \
    PYTHONUNBUFFERED=1 \
    PITCHME_HOST=0.0.0.0 \
    PITCHME_PORT=8000 \
    PITCHME_DATA=/data
USER 10001:10001
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=5s \
    CMD ["python3", "-c", "import os, urllib.request; urllib.request.urlopen(f'http://127.0.0.1:{os.environ[\"PITCHME_PORT\"]}/-/healthz', timeout=2)"]
ENTRYPOINT ["pitchme"]
CMD ["serve", "/slides"]
