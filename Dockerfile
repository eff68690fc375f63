# Airflow with the project's library and DAGs; the same image for every Airflow service of docker-compose.yml.
FROM python:3.11-slim

RUN useradd --uid 50000 --gid 0 --create-home --home-dir /opt/airflow airflow
WORKDIR /opt/on_the_record

COPY requirements-uv.lock requirements-cluster.lock ./
RUN pip install --no-cache-dir --no-deps --require-hashes -r requirements-uv.lock \
 && uv pip install --system --no-cache --compile-bytecode --no-deps --require-hashes -r requirements-cluster.lock

COPY ingest ingest
COPY dbt dbt
COPY dags dags
RUN python -m compileall -q ingest
ENV PYTHONPATH=/opt/on_the_record AIRFLOW_HOME=/opt/airflow TZ=UTC

USER 50000:0
CMD ["airflow", "version"]
