package org.reliablesignup.deadletters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.NotLeaderOrFollowerException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class LetterProducerTest {

    private final MockProducer<byte[], byte[]> kafka =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final LetterProducer producer = new LetterProducer(() -> kafka);

    @Test
    void sendsAllBeforeItWaitsForOne() {
        CompletableFuture<List<Integer>> tooLarge = sendThree();
        await().until(() -> kafka.history().size() == 3);

        assertThat(tooLarge).isNotDone();
        kafka.completeNext();
        kafka.completeNext();
        assertThat(tooLarge).isNotDone();
        kafka.completeNext();
        assertThat(tooLarge.join()).isEmpty();
    }

    @Test
    void tellsWhichAreTooLarge() {
        CompletableFuture<List<Integer>> tooLarge = sendThree();
        await().until(() -> kafka.history().size() == 3);

        kafka.completeNext();
        kafka.errorNext(new RecordTooLargeException());
        kafka.completeNext();

        assertThat(tooLarge.join()).containsExactly(2);
    }

    @Test
    void failsWhereOneIsNotAcknowledgedAndGivesTheProducerUp() {
        CompletableFuture<List<Integer>> tooLarge = sendThree();
        await().until(() -> kafka.history().size() == 3);

        kafka.completeNext();
        kafka.errorNext(new NotLeaderOrFollowerException());
        kafka.completeNext();

        assertThatThrownBy(tooLarge::join).cause().isInstanceOf(KafkaException.class);
        assertThat(kafka.closed()).isTrue();
    }

    private CompletableFuture<List<Integer>> sendThree() {
        return CompletableFuture.supplyAsync(() -> producer.send(
                List.of(1, 2, 3), number -> new ProducerRecord<>("topic", new byte[] {number.byteValue()})));
    }
}
