#!/usr/bin/env bash
# Runs once, when the volume is new: a database per service, each with a user that cannot reach the other's.
set -euo pipefail

create() {
  psql --no-psqlrc --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
    --set name="$1" --set password="$2" <<'SQL'
create user :"name" password :'password';
create database :"name" owner :"name";
revoke connect, temporary on database :"name" from public;
SQL
}

create account_service "${ACCOUNT_SERVICE_DB_PASSWORD:?}"
create email_service "${EMAIL_SERVICE_DB_PASSWORD:?}"
