package org.reliablesignup.demo.inbox;

import com.fasterxml.jackson.annotation.JsonProperty;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/** As Mailpit gives it. */
@JsonNaming(PropertyNamingStrategies.UpperCamelCaseStrategy.class)
record Attachment(
        @JsonProperty("PartID") String partId,
        String fileName,
        String contentType,
        @JsonProperty("ContentID") String contentId,
        long size) {}
