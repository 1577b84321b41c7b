-- For the erasure of an account: which answers tell of it.
create index idempotency_key_by_location on idempotency_key (location);
