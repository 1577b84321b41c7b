#!/usr/bin/env bash
# Tries at PostgreSQL and at the mail server what nobody should be able to do. Exit status 0 only if all of it was refused.
set -euo pipefail

readonly secrets=/run/secrets
readonly authority=$secrets/account-service/authority.pem
refused=0 passed=0

judge() {
  local what=$1 pattern=$2 output=$3
  if grep -qE "$pattern" <<<"$output"; then
    refused=$((refused + 1))
    echo "refused: $what"
  else
    passed=$((passed + 1))
    printf 'NOT REFUSED: %s\n%s\n' "$what" "$output"
  fi
}

# database WHAT PATTERN PASSWORD SETTING…
database() {
  local what=$1 pattern=$2 password=$3
  shift 3
  judge "$what" "$pattern" \
    "$(PGPASSWORD=$password psql "host=postgres connect_timeout=10 sslrootcert=$authority $*" -Atc 'select 1' 2>&1 || true)"
}

own=$(<"$secrets/account-service/spring.datasource.password")
full="sslmode=verify-full"

# That the login works, or the rest would show nothing.
if [[ $(PGPASSWORD=$own psql "host=postgres sslrootcert=$authority $full dbname=account_service user=account_service" \
  -Atc 'select ssl from pg_stat_ssl where pid = pg_backend_pid()') != t ]]; then
  passed=$((passed + 1))
  echo "NOT AS WANTED: account_service cannot log in over TLS"
fi
database "plain text at PostgreSQL" 'no encryption' "$own" sslmode=disable dbname=account_service user=account_service
database "the other service's database" 'no pg_hba.conf entry' "$own" "$full" dbname=email_service user=account_service
database "the superuser from elsewhere" 'no pg_hba.conf entry' "$own" "$full" dbname=postgres user=postgres
database "a wrong password at PostgreSQL" 'password authentication failed' wrong "$full" dbname=account_service user=account_service
database "no password at PostgreSQL" 'no password supplied' "" "$full" dbname=account_service user=account_service

# smtp PLAIN|TLS LINE…: what the server says, line by line, each answered before the next is sent
smtp() {
  local how=$1 line reply
  shift
  if [[ $how == TLS ]]; then
    coproc server { openssl s_client -quiet -starttls smtp -connect mailpit:1025 \
      -CAfile "$secrets/email-service/authority.pem" -verify_hostname mailpit -verify_return_error 2>/dev/null; }
  else
    coproc server { exec 3<>/dev/tcp/mailpit/1025; cat <&3 & cat >&3; }
  fi
  # Each in turn, because a server may drop what comes before it was asked for.
  for line in "$@"; do
    sleep 1
    printf '%s\r\n' "$line" >&"${server[1]}"
  done
  while read -r -t 3 reply <&"${server[0]}"; do
    echo "$reply"
  done
  # bash forgets the number of a coprocess that has ended.
  [[ -z ${server_PID:-} ]] || kill "$server_PID" 2>/dev/null || true
}

login() {
  printf 'AUTH PLAIN %s' "$(printf '\0%s\0%s' "$1" "$2" | base64 -w0)"
}

mail="MAIL FROM:<check@secured.test>"
password=$(<"$secrets/email-service/spring.mail.password")
judge "a mail in plain text" '^530' "$(smtp PLAIN "EHLO check" "$mail" QUIT)"
judge "a login in plain text" '^5(30|38)' "$(smtp PLAIN "EHLO check" "$(login email-service "$password")" QUIT)"
judge "a mail without a login" '^530' "$(smtp TLS "EHLO check" "$mail" QUIT)"
judge "a wrong password at the mail server" '^535' "$(smtp TLS "EHLO check" "$(login email-service wrong)" QUIT)"
welcome=$(smtp TLS "EHLO check" "$(login email-service "$password")" QUIT)
if ! grep -q '^235' <<<"$welcome"; then
  passed=$((passed + 1))
  printf 'NOT AS WANTED: email-service cannot log in over TLS\n%s\n' "$welcome"
fi

echo "PostgreSQL and mail server: $refused refused, $passed not"
((passed == 0 && refused > 0))
