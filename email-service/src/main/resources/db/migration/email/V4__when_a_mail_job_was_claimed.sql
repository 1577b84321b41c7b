-- When the last claim was made; null in a row that was claimed by a version that did not say so yet. Not claimed_at:
-- that is what the version before, which may still run beside this one, calls a column of its own beside the table's.
alter table mail_job add column last_claimed_at timestamp(6) with time zone;
