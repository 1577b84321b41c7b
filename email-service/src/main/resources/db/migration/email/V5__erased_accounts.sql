-- Accounts that were erased: no mail is kept or ordered for them, whatever is heard of them later.
create table erased_account (
    account_id uuid primary key,
    erased_at timestamp(6) with time zone default current_timestamp not null
);
create index erased_account_erased_at on erased_account (erased_at);

create index mail_job_account_id on mail_job (account_id);
