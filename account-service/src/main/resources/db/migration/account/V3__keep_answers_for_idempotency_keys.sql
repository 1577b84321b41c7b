-- One row per Idempotency-Key, made before the request is answered; the rest is written with the account that the
-- request opened. Without a fingerprint the row says nothing: nothing was opened.
create table idempotency_key (
    key_hash varchar(64) primary key,
    expires_at timestamp(6) with time zone not null,
    fingerprint varchar(64),
    location varchar(200),
    body bytea
);

create index idempotency_key_by_expiry on idempotency_key (expires_at);
