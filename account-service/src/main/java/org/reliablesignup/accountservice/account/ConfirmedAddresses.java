package org.reliablesignup.accountservice.account;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Which addresses are confirmed. By a statement of its own, in the transaction of the caller: each sign-up asks, and a
 * query of the repository takes several times as long to come to the same statement.
 */
@Component
class ConfirmedAddresses {

    private final JdbcClient jdbc;

    ConfirmedAddresses(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Whether an account has it. There is one row either way, so that nobody learns more from the time it takes. Of
     * what the caller has changed it knows what is written.
     *
     * @param address in its canonical form
     */
    boolean contains(String address) {
        return jdbc.sql("select count(*) from account where confirmed_address = ?")
                        .param(address)
                        .query(Long.class)
                        .single()
                > 0;
    }
}
