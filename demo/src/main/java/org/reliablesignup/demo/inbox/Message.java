package org.reliablesignup.demo.inbox;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/** One mail as Mailpit gives it. */
@JsonNaming(PropertyNamingStrategies.UpperCamelCaseStrategy.class)
record Message(
        @JsonProperty("ID") String id,
        @JsonProperty("MessageID") String messageId,
        Address from,
        List<Address> to,
        List<Address> cc,
        List<Address> bcc,
        List<Address> replyTo,
        String returnPath,
        String subject,
        Instant date,
        List<String> tags,
        String username,
        String text,
        @JsonProperty("HTML") String html,
        long size,
        List<Attachment> inline,
        List<Attachment> attachments) {}
