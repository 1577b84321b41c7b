package org.reliablesignup.emailservice.delivery;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A mail job as an operator sees it.
 *
 * @param id of the mail, and of the event that asked for it
 * @param address masked
 * @param attempts those that count against the mail
 * @param inDoubt whether the mail server may have taken it without telling
 * @param dueAt when there is something to do; of a job that is SENDING, the end of its lease; null where all is done
 * @param finishedAt null as long as the outcome is open
 * @param lastReply the mail server's words or what happened instead, addresses masked; null before the first attempt
 */
public record JobSummary(
        UUID id,
        UUID accountId,
        String kind,
        String address,
        JobState state,
        int attempts,
        boolean inDoubt,
        Instant createdAt,
        @Nullable Instant dueAt,
        @Nullable Instant finishedAt,
        @Nullable String lastReply) {}
