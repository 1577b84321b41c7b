package org.reliablesignup.faults;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reliablesignup.testing.RealParts.Database;

/** {@code kill -9} at every line where it could matter. */
abstract class KilledServices extends Faults {

    KilledServices(Database database) {
        super(database, 1, 1);
    }

    /** Where account-service dies. */
    enum InAccountService {
        BEFORE_THE_COMMIT(CrashPoint.after("org.reliablesignup.outbox.OutboxTable", "insert", 15)),
        AFTER_THE_COMMIT_BEFORE_THE_SIGNAL(
                CrashPoint.before("org.reliablesignup.outbox.JdbcOutbox$1", "afterCommit", 15)),
        BEFORE_THE_RELAY_SENDS(CrashPoint.before("org.reliablesignup.outbox.KafkaTransport", "send", 15)),
        AFTER_THE_ACKNOWLEDGEMENT_BEFORE_THE_ROW_GOES(
                CrashPoint.before("org.reliablesignup.outbox.OutboxTable", "delete", 15)),
        AFTER_THE_ROW_WENT_BEFORE_THE_COMMIT(CrashPoint.after("org.reliablesignup.outbox.OutboxTable", "delete", 15));

        private final CrashPoint point;

        InAccountService(CrashPoint point) {
            this.point = point;
        }
    }

    @ParameterizedTest
    @EnumSource
    void losesNothingWhenAccountServiceDies(InAccountService at) throws Exception {
        survives("kill -9 account-service " + words(at), bed -> bed.crash(bed.accountServices.getFirst(), at.point));
    }

    /** Where email-service dies. */
    enum InEmailService {
        AFTER_THE_POLL(before("inbox.AccountEventListener", "on", 5)),
        AFTER_THE_JOBS_ARE_STORED_BEFORE_THE_OFFSET(after("inbox.AccountEventListener", "on", 5)),
        AFTER_THE_CLAIM(before("delivery.DeliveryWorker", "deliver", 15)),
        AFTER_DATA(after("smtp.SmtpConnection", "data", 15)),
        BEFORE_THE_FINAL_DOT(before("smtp.SmtpConnection", "end", 15)),
        AFTER_THE_250_BEFORE_THE_RECORD(before("delivery.DeliveryWorker", "record", 15)),
        AFTER_THE_RECORD_BEFORE_ITS_COMMIT(after("delivery.MailJobs", "record", 15));

        private final CrashPoint point;

        InEmailService(CrashPoint point) {
            this.point = point;
        }

        private static CrashPoint before(String type, String method, int occurrence) {
            return CrashPoint.before("org.reliablesignup.emailservice." + type, method, occurrence);
        }

        private static CrashPoint after(String type, String method, int occurrence) {
            return CrashPoint.after("org.reliablesignup.emailservice." + type, method, occurrence);
        }
    }

    @ParameterizedTest
    @EnumSource
    void losesNothingWhenEmailServiceDies(InEmailService at) throws Exception {
        survives("kill -9 email-service " + words(at), bed -> bed.crash(bed.emailServices.getFirst(), at.point));
    }
}
