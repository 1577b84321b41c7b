#!/usr/bin/env bash
# Makes what is missing: an authority of our own, a certificate for each server, a password for each login. What somebody
# needs lies in that one's folder, which is a volume of its own, and nobody reads another's. What is there stays, save
# certificates that end within 30 days: these are made anew, for whoever starts next.
set -euo pipefail
umask 077
cd "${1:?folder}"

readonly days_of_authority=3650 days_of_certificate=365

authority() {
  [[ -e authority/authority.pem ]] && return
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc -days "$days_of_authority" \
    -subj "/CN=reliable-signup" -addext basicConstraints=critical,CA:true -addext keyUsage=critical,keyCertSign,cRLSign \
    -keyout authority/authority.key -out authority/authority.new
  mv authority/authority.new authority/authority.pem
}

# certificate FOLDER NAME USES [HOST…]: FOLDER/NAME.key and NAME.pem, and both in one file as Kafka wants them, both.pem
certificate() {
  local folder=$1 name=$2 uses=$3 hosts
  shift 3
  [[ -e $folder/$name.pem ]] && openssl x509 -in "$folder/$name.pem" -noout -checkend $((30 * 24 * 3600)) && return
  hosts=$(printf ',DNS:%s' "$@")
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc -subj "/CN=$name" \
    -keyout "$folder/$name.key" -out "$folder/request.pem"
  openssl x509 -req -in "$folder/request.pem" -CA authority/authority.pem -CAkey authority/authority.key \
    -days "$days_of_certificate" -out "$folder/$name.new" -extfile <(
      echo "basicConstraints=critical,CA:false"
      echo "keyUsage=critical,digitalSignature"
      echo "extendedKeyUsage=$uses"
      (($# == 0)) || echo "subjectAltName=${hosts:1}"
    )
  cat "$folder/$name.key" "$folder/$name.new" >"$folder/both.pem"
  rm "$folder/request.pem"
  mv "$folder/$name.new" "$folder/$name.pem"
}

# secret FILE: 32 random bytes in base64
secret() {
  [[ -e $1 ]] && return
  openssl rand -base64 -out "$1.new" 32
  mv "$1.new" "$1"
}

# Of the same password, what each of the two sides is to read: setting FOLDER PROPERTY TEXT
setting() {
  printf '%s' "$3" >"$1/$2"
}

kafka_login() {
  secret "kafka-admin/$1"
  setting "$1" spring.kafka.properties.sasl.jaas.config \
    "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"$1\" password=\"$(<"kafka-admin/$1")\";"
}

database_login() {
  secret "postgres/$2"
  setting "$1" spring.datasource.password "$(<"postgres/$2")"
}

mkdir -p authority kafka kafka-admin postgres mailpit account-service email-service
authority
for folder in kafka kafka-admin postgres mailpit account-service email-service; do
  cp authority/authority.pem "$folder/"
done

# The brokers prove to each other, and to the controllers, who they are by certificate; so does whoever administers them.
certificate kafka broker serverAuth,clientAuth kafka localhost
certificate kafka-admin admin clientAuth
certificate postgres postgres serverAuth postgres localhost
certificate mailpit mailpit serverAuth mailpit localhost

for service in account-service email-service; do
  kafka_login "$service"
  database_login "$service" "${service//-/_}"
done
secret postgres/superuser

secret authority/mail-password
setting email-service spring.mail.password "$(<authority/mail-password)"
[[ -e mailpit/logins ]] || printf 'email-service:%s\n' "$(<authority/mail-password)" >mailpit/logins

# What the links in the mails are signed with is the same for both.
secret authority/confirmation-key
for service in account-service email-service; do
  setting "$service" confirmation.keys.k1 "$(<authority/confirmation-key)"
done

# As the images run: each reads what is its own.
chown -R 0:0 authority mailpit kafka-admin
chown -R 1000:1000 kafka
chown -R 999:999 postgres
chown -R 10001:10001 account-service email-service
