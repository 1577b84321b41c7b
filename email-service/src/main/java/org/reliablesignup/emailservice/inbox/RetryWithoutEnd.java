package org.reliablesignup.emailservice.inbox;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.RetryListener;
import org.springframework.util.backoff.ExponentialBackOff;

/** What fails here is the database or the broker, never a record: so none is ever skipped. */
final class RetryWithoutEnd extends DefaultErrorHandler {

    private static final Logger log = LoggerFactory.getLogger(RetryWithoutEnd.class);

    RetryWithoutEnd(InboxSettings settings) {
        super(backOff(settings));
        setClassifications(Map.of(), true);
        setRetryListeners(new Told());
    }

    private static ExponentialBackOff backOff(InboxSettings settings) {
        ExponentialBackOff backOff =
                new ExponentialBackOff(settings.firstRetry().toMillis(), 2);
        backOff.setMaxInterval(settings.maxRetry().toMillis());
        return backOff;
    }

    private static final class Told implements RetryListener {

        @Override
        public void failedDelivery(ConsumerRecord<?, ?> record, @Nullable Exception failure, int attempt) {
            log.warn("An event could not be taken in (attempt {}): {}", attempt, innermost(failure));
        }

        @Override
        public void failedDelivery(ConsumerRecords<?, ?> records, @Nullable Exception failure, int attempt) {
            log.warn("{} events could not be taken in (attempt {}): {}", records.count(), attempt, innermost(failure));
        }

        private static @Nullable Throwable innermost(@Nullable Throwable failure) {
            @Nullable Throwable cause = failure;
            while (cause != null && cause.getCause() != null && cause.getCause() != cause) {
                cause = cause.getCause();
            }
            return cause;
        }
    }
}
