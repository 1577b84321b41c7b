package org.reliablesignup.demo.inbox;

import java.util.List;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/** A page of the inbox as Mailpit gives it. */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record MessagesSummary(
        int total,
        long unread,
        int count,
        int messagesCount,
        long messagesUnread,
        int start,
        List<String> tags,
        List<MessageSummary> messages) {}
