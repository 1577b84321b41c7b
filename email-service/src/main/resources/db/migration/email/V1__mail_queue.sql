-- One row per mail, unique by the id of the event that asked for it.
create table mail_job (
    id uuid primary key,
    account_id uuid not null,
    kind varchar(40) not null,
    -- Twice the length that is let in: H2 counts a character beyond the basic plane as two.
    recipient varchar(508) not null,
    owner_name varchar(400) not null,
    locale varchar(70) not null,
    event_at timestamp(6) with time zone not null,
    traceparent varchar(55),
    state varchar(10) not null
        check (state in ('QUEUED', 'SENDING', 'SENT', 'RETRY', 'REJECTED', 'EXPIRED', 'UNKNOWN')),
    attempts integer default 0 not null,
    -- Whether an attempt may have succeeded without our knowing.
    in_doubt boolean default false not null,
    -- When there is something to do; of a job that is SENDING, the end of its lease. Null where all is done.
    due_at timestamp(6) with time zone,
    -- Counts the claims: only the holder of the last one may write.
    fence bigint default 0 not null,
    lease_owner varchar(255),
    created_at timestamp(6) with time zone default current_timestamp not null,
    finished_at timestamp(6) with time zone,
    last_reply varchar(500)
);
create index mail_job_due_at on mail_job (due_at);

-- One row per attempt, with the words of the mail server.
create table mail_attempt (
    job_id uuid not null references mail_job on delete cascade,
    fence bigint not null,
    started_at timestamp(6) with time zone not null,
    ended_at timestamp(6) with time zone not null,
    result varchar(20) not null,
    words varchar(500) not null,
    primary key (job_id, fence)
);
