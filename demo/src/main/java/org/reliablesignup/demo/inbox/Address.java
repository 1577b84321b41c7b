package org.reliablesignup.demo.inbox;

import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/** As Mailpit gives it. */
@JsonNaming(PropertyNamingStrategies.UpperCamelCaseStrategy.class)
record Address(String name, String address) {

    static final Address NONE = new Address("", "");
}
