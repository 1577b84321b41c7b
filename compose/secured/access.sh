#!/usr/bin/env bash
# Tells the broker who there is (with the passwords that secrets.sh made), which topics there are, and who may do what.
# Can be repeated. A right that is taken out of the list stays until somebody removes it: kafka-acls.sh --remove.
set -euo pipefail
cd "$(dirname "$0")"

readonly server=kafka:19093 secrets=/run/secrets kafka=/opt/kafka/bin
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

cat >"$scratch/admin.properties" <<TXT
security.protocol=SSL
ssl.keystore.type=PEM
ssl.keystore.location=$secrets/both.pem
ssl.truststore.type=PEM
ssl.truststore.location=$secrets/authority.pem
TXT

# Without comments and empty lines.
lines() {
  sed 's/#.*//; /^[[:space:]]*$/d' "$1"
}

while read -r name partitions settings; do
  options=()
  for setting in $settings; do
    options+=(--config "$setting")
  done
  "$kafka/kafka-topics.sh" --bootstrap-server "$server" --command-config "$scratch/admin.properties" \
    --create --if-not-exists --topic "$name" --partitions "$partitions" "${options[@]}" </dev/null
done < <(lines topics)

for user in $(lines rights | awk '{print $1}' | sort -u); do
  # In a file: arguments can be read by everybody on the machine.
  printf 'SCRAM-SHA-512=password=%s\n' "$(<"$secrets/$user")" >"$scratch/login"
  "$kafka/kafka-configs.sh" --bootstrap-server "$server" --command-config "$scratch/admin.properties" \
    --alter --entity-type users --entity-name "$user" --add-config-file "$scratch/login" </dev/null
done

# One call for all that somebody may do in the same way, since each starts a JVM.
lines rights | awk '{print $1, $2}' | sort -u | while read -r user operation; do
  mapfile -t resources < <(lines rights | awk -v user="$user" -v operation="$operation" \
    '$1 == user && $2 == operation {print "--" $3; print $4}')
  "$kafka/kafka-acls.sh" --bootstrap-server "$server" --command-config "$scratch/admin.properties" \
    --add --allow-principal "User:$user" --operation "$operation" "${resources[@]}" </dev/null >/dev/null
  echo "$user may $operation: ${resources[*]}"
done
