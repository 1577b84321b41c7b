package org.reliablesignup.emailservice.delivery;

import java.time.Duration;

/**
 * What follows from an attempt.
 *
 * @param next the state that the job takes
 * @param delay until it is due again; of no meaning where the state is final
 * @param counts whether the attempt counts against the mail
 * @param inDoubt whether the mail may have been accepted by now
 */
record Verdict(JobState next, Duration delay, boolean counts, boolean inDoubt) {

    /** Not to be touched before a person has looked. */
    static final Verdict HELD = new Verdict(JobState.UNKNOWN, Duration.ZERO, true, true);
}
