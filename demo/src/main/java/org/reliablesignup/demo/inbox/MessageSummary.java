package org.reliablesignup.demo.inbox;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/** As Mailpit gives it in a list. */
@JsonNaming(PropertyNamingStrategies.UpperCamelCaseStrategy.class)
record MessageSummary(
        @JsonProperty("ID") String id,
        @JsonProperty("MessageID") String messageId,
        boolean read,
        Address from,
        List<Address> to,
        List<Address> cc,
        List<Address> bcc,
        List<Address> replyTo,
        String subject,
        Instant created,
        String username,
        List<String> tags,
        long size,
        int attachments,
        String snippet) {

    MessageSummary withRead(boolean isRead) {
        return new MessageSummary(
                id,
                messageId,
                isRead,
                from,
                to,
                cc,
                bcc,
                replyTo,
                subject,
                created,
                username,
                tags,
                size,
                attachments,
                snippet);
    }
}
