package org.reliablesignup.emailservice.delivery;

import java.util.Arrays;
import org.reliablesignup.testing.RealParts.Database;
import org.springframework.jdbc.core.simple.JdbcClient;

class ErasedAccountsOnH2IT extends ErasedAccountsContract {

    ErasedAccountsOnH2IT() {
        super(Database.H2);
    }

    /** H2 runs on the thread itself, and tries its statement again and again. */
    @Override
    boolean waits(Thread thread, JdbcClient jdbc) {
        return Arrays.stream(thread.getStackTrace())
                .anyMatch(frame -> frame.getClassName().startsWith("org.h2.command"));
    }
}
