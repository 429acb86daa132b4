#!/usr/bin/env bash
# Runs once, when PostgreSQL's folder is made: the owner of the tables, and the service, which owns nothing.
set -euo pipefail

psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
  -v owner_password="$OWNER_PASSWORD" -v service_password="$SERVICE_PASSWORD" <<'SQL'
CREATE ROLE short_breaks_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE short_breaks LOGIN PASSWORD :'service_password';
CREATE DATABASE short_breaks OWNER short_breaks_owner;
SQL
