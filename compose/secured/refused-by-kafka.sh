#!/usr/bin/env bash
# Tries at the broker, with the services' own logins and with none, what is not in the list of rights. Exit status 0 only if
# all of it was refused. It writes nothing where it is refused, and it tries nothing that is allowed.
set -euo pipefail
cd "$(dirname "$0")"

readonly inside=kafka:19092 brokers=kafka:19093 controller=kafka:9093 secrets=/run/secrets kafka=/opt/kafka/bin
readonly not_authorized='AuthorizationException|Not authorized|not authorized|Authorization failed'
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
refused=0 passed=0

# client FILE PROTOCOL [LINE…]
client() {
  local file=$scratch/$1 protocol=$2
  shift 2
  printf '%s\n' "security.protocol=$protocol" ssl.truststore.type=PEM \
    "ssl.truststore.location=$secrets/account-service/authority.pem" "$@" >"$file"
}

scram() {
  echo "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"$1\" password=\"$2\";"
}

# refuses WHAT PATTERN TOOL ARGUMENT…: it fails in these words, and in no other way
refuses() {
  local what=$1 pattern=$2 tool=$3 output
  shift 3
  output=$(echo "let me in" | timeout 90 "$kafka/$tool" "$@" 2>&1) || true
  if grep -qE "$pattern" <<<"$output"; then
    refused=$((refused + 1))
    echo "refused: $what"
  else
    passed=$((passed + 1))
    printf 'NOT REFUSED: %s\n%s\n' "$what" "$output"
  fi
}

# Where nobody listens, nobody is refused, and the client waits in the same way.
listens() {
  (exec 3<>"/dev/tcp/${1/://}") 2>/dev/null || {
    passed=$((passed + 1))
    echo "NOT AS WANTED: nobody listens at $1"
  }
}

lines() {
  sed 's/#.*//; /^[[:space:]]*$/d' "$1"
}

mapfile -t topics < <(lines topics | awk '{print $1}')
mapfile -t users < <(lines rights | awk '{print $1}' | sort -u)

is_listed() {
  lines rights | awk '{print $1, $2, $3, $4}' | grep -qxF "$*"
}

for user in "${users[@]}"; do
  client "$user" SASL_SSL sasl.mechanism=SCRAM-SHA-512 \
    "sasl.jaas.config=$(<"$secrets/$user/spring.kafka.properties.sasl.jaas.config")"
  as=(--bootstrap-server "$inside" --command-config "$scratch/$user")

  # That the login works, or the rest would show nothing.
  seen=$("$kafka/kafka-topics.sh" "${as[@]}" --list </dev/null | sort)
  listed=$(lines rights | awk -v user="$user" '$1 == user && $3 == "topic" {print $4}' | sort -u)
  if [[ $seen != "$listed" ]]; then
    passed=$((passed + 1))
    printf 'NOT AS LISTED: what %s sees\n%s\n' "$user" "$seen"
  fi

  for topic in "${topics[@]}"; do
    is_listed "$user" write topic "$topic" || refuses "$user writes $topic" "$not_authorized" kafka-console-producer.sh \
      --bootstrap-server "$inside" --command-config "$scratch/$user" --topic "$topic"
    is_listed "$user" read topic "$topic" || refuses "$user reads $topic" "$not_authorized" kafka-console-consumer.sh \
      --bootstrap-server "$inside" --command-config "$scratch/$user" --topic "$topic" --partition 0 --offset earliest \
      --timeout-ms 30000
  done
  for group in "${users[@]}"; do
    is_listed "$user" read group "$group" || refuses "$user looks at the group $group" "$not_authorized" \
      kafka-consumer-groups.sh "${as[@]}" --describe --group "$group"
  done
  refuses "$user creates a topic" "$not_authorized" kafka-topics.sh "${as[@]}" --create --topic not-wanted
  refuses "$user deletes mail-events" "$not_authorized|does not exist" kafka-topics.sh "${as[@]}" --delete --topic mail-events
  refuses "$user changes the broker" "$not_authorized" kafka-configs.sh "${as[@]}" \
    --alter --entity-type brokers --entity-default --add-config log.retention.ms=604800000
  refuses "$user looks at the rights" "$not_authorized" kafka-acls.sh "${as[@]}" --list
  refuses "$user takes a right" "$not_authorized" kafka-acls.sh "${as[@]}" \
    --add --allow-principal "User:$user" --operation all --topic not-wanted
  refuses "$user makes a login" "$not_authorized" kafka-configs.sh "${as[@]}" \
    --alter --entity-type users --entity-name not-wanted --add-config 'SCRAM-SHA-512=[password=not-wanted]'
done

# Whoever is not understood is told nothing, and need not wait for long.
soon=(request.timeout.ms=4000 default.api.timeout.ms=8000)
client plain PLAINTEXT "${soon[@]}"
for server in "$inside" "$brokers" kafka:9092; do
  listens "$server"
  refuses "plain text at $server" TimeoutException kafka-topics.sh \
    --bootstrap-server "$server" --command-config "$scratch/plain" --list
done
listens "$controller"
refuses "plain text at the controller" TimeoutException kafka-metadata-quorum.sh \
  --bootstrap-controller "$controller" --command-config "$scratch/plain" describe --status
client anonymous SSL "${soon[@]}"
refuses "no certificate at the controller" 'TimeoutException|SslAuthenticationException' kafka-metadata-quorum.sh \
  --bootstrap-controller "$controller" --command-config "$scratch/anonymous" describe --status
refuses "TLS without a login" 'TimeoutException|SslAuthenticationException' kafka-topics.sh \
  --bootstrap-server "$inside" --command-config "$scratch/anonymous" --list
refuses "no certificate where brokers talk" 'TimeoutException|SslAuthenticationException' kafka-topics.sh \
  --bootstrap-server "$brokers" --command-config "$scratch/anonymous" --list
client wrong SASL_SSL sasl.mechanism=SCRAM-SHA-512 "sasl.jaas.config=$(scram "${users[0]}" wrong)"
refuses "a wrong password" SaslAuthenticationException kafka-topics.sh \
  --bootstrap-server "$inside" --command-config "$scratch/wrong" --list
client nobody SASL_SSL sasl.mechanism=SCRAM-SHA-512 "sasl.jaas.config=$(scram nobody nothing)"
refuses "a login that is not there" SaslAuthenticationException kafka-topics.sh \
  --bootstrap-server "$inside" --command-config "$scratch/nobody" --list

echo "Kafka: $refused refused, $passed not"
((passed == 0 && refused > 0))
