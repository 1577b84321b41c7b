-- For those who look for old jobs, and for the operator who looks for an address.
create index mail_job_finished_at on mail_job (finished_at);
create index mail_job_recipient on mail_job (recipient);
