package org.reliablesignup.deadletters;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.reliablesignup.topics.KafkaTopics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way into the dead letter topic. Thread-safe. */
public final class DeadLetters {

    private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);

    private final String topic;
    private final LetterProducer producer;
    private final KafkaTopics topics;
    private final MeterRegistry registry;

    DeadLetters(String topic, LetterProducer producer, KafkaTopics topics, MeterRegistry registry) {
        this.topic = topic;
        this.producer = producer;
        this.topics = topics;
        this.registry = registry;
    }

    /**
     * Returns when the broker has acknowledged them all; only then may the offsets of their records be committed.
     *
     * <p>Where the topic takes no records of that size, as much of a letter is parked as it takes, with headers that say
     * what is missing and where the original lies.
     *
     * @throws KafkaException if it has not: then some may have been written, and all are to be parked again
     */
    public void park(List<DeadLetter> letters) {
        if (letters.isEmpty()) {
            return;
        }
        List<LetterForm> forms = letters.stream().map(LetterForm::whole).toList();
        try {
            topics.ensure(topic);
            while (!forms.isEmpty()) {
                forms = parkOrShrink(forms);
            }
        } catch (KafkaException e) {
            topics.doubt(topic);
            throw e;
        }
        log.warn("{} dead letters, the first: {}", letters.size(), letters.getFirst());
    }

    /** Returns the next smaller forms of those that are too large. */
    private List<LetterForm> parkOrShrink(List<LetterForm> forms) {
        List<LetterForm> tooLarge = producer.send(forms, form -> form.forTopic(topic));
        Set<LetterForm> left = new HashSet<>(tooLarge);
        forms.stream().filter(form -> !left.contains(form)).forEach(this::parked);
        return tooLarge.stream().map(this::shrunk).flatMap(Optional::stream).toList();
    }

    private Optional<LetterForm> shrunk(LetterForm form) {
        Optional<LetterForm> smaller = form.smaller();
        if (smaller.isEmpty()) {
            log.error(
                    "{} takes not even the headers of a dead letter, which stays where it was: {}",
                    topic,
                    form.letter());
            count(form, "nothing");
        }
        return smaller;
    }

    private void parked(LetterForm form) {
        if (!form.isWhole()) {
            log.warn("{} does not take all of a dead letter: {}", topic, form.letter());
        }
        count(form, form.isWhole() ? "all" : "part");
    }

    private void count(LetterForm form, String kept) {
        registry.counter("dead.letters", "reason", form.letter().reason(), "kept", kept)
                .increment();
    }
}
