package org.reliablesignup.emailservice.smtp;

import java.util.function.BooleanSupplier;

/** A way out of the house for one mail at a time. Thread-safe; call it on a virtual thread. */
public interface Channel {

    /**
     * Tries once to hand the mail over, and blocks until the outcome is known or a time limit has passed.
     *
     * @param mayFinish asked when all of the mail has been written and only its end is missing; with {@code false} the
     *     mail is taken back, and the server has none
     * @return what became of it; nothing that the network or the server does is thrown
     */
    SendResult send(OutgoingMail mail, BooleanSupplier mayFinish);
}
