alter table account add column confirmed_at timestamp(6) with time zone;

-- The address in its canonical form, and null until it is confirmed: accounts with the same address may wait side by
-- side, and of two confirmations one wins.
alter table account add column confirmed_address varchar(254);
create unique index account_by_confirmed_address on account (confirmed_address);
