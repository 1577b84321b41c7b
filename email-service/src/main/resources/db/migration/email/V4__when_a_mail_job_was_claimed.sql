-- When the last claim was made. Null in a row that was claimed by a version that did not say so yet.
alter table mail_job add column claimed_at timestamp(6) with time zone;
