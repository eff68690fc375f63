#!/bin/sh
# sqlfluff renders the models with dbt, which needs staging tables to look at: empty ones, thrown away afterwards.
set -eu
cd "$(dirname "$0")/.."
bin="$PWD/.venv/bin"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/landing"
"$bin/python" -m ingest stage "$folder/landing" --warehouse "$folder" 2>/dev/null
export OTR_WORK_DB="$folder/work.duckdb" OTR_BUILD_DB="$folder/built.duckdb" OTR_SCRATCH_DB="$folder/scratch.duckdb"
export DBT_TARGET_PATH="$folder/target" DBT_LOG_PATH="$folder/logs" PATH="$bin:$PATH"
sqlfluff "${1:-lint}" dbt/models dbt/tests
