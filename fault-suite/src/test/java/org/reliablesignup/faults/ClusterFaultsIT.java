package org.reliablesignup.faults;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reliablesignup.events.Topics;
import org.reliablesignup.testing.process.Service;

/** Three brokers and three of each service: whoever goes, the others go on. */
@Tag(Faults.LONG)
class ClusterFaultsIT extends Faults {

    /** More than twice the lease, and the time after which the group gives a consumer up. */
    private static final Duration LONGER_THAN_THE_LEASE = Duration.ofSeconds(10);

    ClusterFaultsIT() {
        super(3, 3);
    }

    /** Which of the two. */
    enum Either {
        ACCOUNT_SERVICE,
        EMAIL_SERVICE;

        private Service first(Bed bed) {
            return (this == ACCOUNT_SERVICE ? bed.accountServices : bed.emailServices).getFirst();
        }
    }

    @ParameterizedTest
    @EnumSource
    void survivesAPauseLongerThanTheLease(Either service) throws Exception {
        survives("SIGSTOP beyond the lease, " + words(service), bed -> {
            service.first(bed).process().pause();
            bed.last(LONGER_THAN_THE_LEASE);
            service.first(bed).process().resume();
        });
    }

    @Test
    void survivesARollingRestart() throws Exception {
        survives(
                "rolling restart of all six",
                bed -> bed.services().forEach(service -> {
                    service.process().terminate();
                    service.start().awaitReady();
                }));
    }

    @Test
    void survivesTheDeathOfALeader() throws Exception {
        survives("kill -9 the leader of a partition", bed -> {
            bed.brokers.leaderOf(Topics.ACCOUNT_EVENTS, 0).process().kill();
            bed.last(Duration.ofSeconds(5));
            bed.brokers.startAll();
        });
    }

    @Test
    void survivesALeaderThatStandsStill() throws Exception {
        survives("SIGSTOP the leader of a partition", bed -> {
            Broker leader = bed.brokers.leaderOf(Topics.ACCOUNT_EVENTS, 0);
            leader.process().pause();
            bed.last(LONGER_THAN_THE_LEASE);
            leader.process().resume();
        });
    }

    @Test
    void survivesTheAbsenceOfAllBrokers() throws Exception {
        survives("all brokers away", bed -> {
            bed.brokers.killAll();
            bed.last(Duration.ofSeconds(Integer.getInteger("faults.outage.seconds", 20)));
            bed.brokers.startAll();
        });
    }

    @Test
    void survivesARebalanceWhileTheMailServerIsSlow() throws Exception {
        survives("instances come and go while each mail takes two seconds", bed -> {
            bed.mailServer.follow(
                    SmtpScript.at(SmtpScript.Stage.DOT, new SmtpScript.AnswerAfter(Duration.ofSeconds(2))));
            Service service = bed.emailServices.getLast();
            for (int i = 0; i < 2; i++) {
                service.process().kill();
                bed.last(Duration.ofSeconds(2));
                service.start().awaitReady();
            }
            bed.mailServer.follow(SmtpScript.ACCEPT);
        });
    }
}
