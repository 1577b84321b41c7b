-- Token buckets of the limits on sign-ups, named by the hash of what is limited; one that is full again may go.
create table limit_bucket (
    key_hash varchar(64) primary key,
    expires_at timestamp(6) with time zone not null,
    state bytea
);

create index limit_bucket_by_expiry on limit_bucket (expires_at);
