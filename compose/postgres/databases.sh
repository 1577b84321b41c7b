#!/usr/bin/env bash
# Runs once, when the volume is new: a database per service, each with a user that cannot reach the other's.
set -euo pipefail

create() {
  psql --no-psqlrc --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
    --set name="$1" --set password="$2" <<'SQL'
create user :"name" password :'password';
create database :"name" owner :"name";
revoke connect, temporary on database :"name" from public;
-- A client whose machine is gone gives up its locks within two minutes, not when TCP notices after two hours.
alter role :"name" set idle_in_transaction_session_timeout = '2min';
alter role :"name" set tcp_keepalives_idle = '30s';
alter role :"name" set tcp_keepalives_interval = '10s';
alter role :"name" set tcp_keepalives_count = 3;
SQL
}

create account_service "${ACCOUNT_SERVICE_DB_PASSWORD:?}"
create email_service "${EMAIL_SERVICE_DB_PASSWORD:?}"
