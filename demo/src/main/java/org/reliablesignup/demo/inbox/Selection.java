package org.reliablesignup.demo.inbox;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Some mails, named by their ids. */
record Selection(@JsonProperty("IDs") @Nullable List<String> named) {

    List<String> ids() {
        return named == null ? List.of() : named;
    }
}
