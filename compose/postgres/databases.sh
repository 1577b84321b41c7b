#!/usr/bin/env bash
# Runs once, when the volume is new: a database per service, each with a user that cannot reach the other's.
set -euo pipefail

create() {
  # By way of the environment: arguments can be read by everybody on the machine.
  NAME=$1 PASSWORD=$2 psql --no-psqlrc --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres <<'SQL'
\getenv name NAME
\getenv password PASSWORD
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

# The variable, or what is in the file that the variable with _FILE names.
secret() {
  local file=$1_FILE
  if [[ -n ${!file:-} ]]; then
    cat "${!file}"
  else
    echo "${!1:?}"
  fi
}

# Assigned first: only so does a missing one stop the script.
account_service=$(secret ACCOUNT_SERVICE_DB_PASSWORD)
email_service=$(secret EMAIL_SERVICE_DB_PASSWORD)
create account_service "$account_service"
create email_service "$email_service"
