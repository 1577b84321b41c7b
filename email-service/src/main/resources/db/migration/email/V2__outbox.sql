-- The tables of the module outbox; the same text as its schema.sql.

-- One row per event that is not yet acknowledged by the broker. A row with parked_at was refused by the broker for
-- good and waits for a person: correct the cause and set parked_at to null, or delete it.
create table outbox (
    id bigint generated always as identity primary key,
    event_id uuid not null unique,
    topic varchar(249) not null,
    record_key varchar(255) not null,
    headers varchar(4000) not null,
    data bytea not null,
    created_at timestamp with time zone default current_timestamp not null,
    parked_at timestamp with time zone,
    last_error varchar(500)
);

-- One row, locked by the relay that publishes: one at a time, so that order is kept.
create table outbox_lock (
    id integer primary key
);
insert into outbox_lock (id) values (1);
