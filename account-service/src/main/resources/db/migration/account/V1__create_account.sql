create table account (
    id uuid primary key,
    owner_name varchar(400) not null,
    email varchar(254) not null,
    locale varchar(35) not null,
    status varchar(40) not null,
    created_at timestamp(6) with time zone not null
);

-- For the purge of accounts that nobody confirmed.
create index account_by_age on account (status, created_at);

-- What became of the last confirmation mail; no row as long as nothing was heard.
create table confirmation_mail (
    account_id uuid primary key,
    mail_id uuid not null,
    status varchar(20) not null,
    since timestamp(6) with time zone not null
);
