package org.reliablesignup.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.reliablesignup.deadletters.Records.aLetter;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;

class LetterFormTest {

    private static final byte[] TINY = "tiny".getBytes(UTF_8);

    @Test
    void endsWithNothingOfTheRecordAfterFewSteps() {
        Map<String, byte[]> headers = new HashMap<>();
        IntStream.range(0, 1_000).forEach(i -> headers.put("header" + i, new byte[i * 10]));
        DeadLetter letter = aLetter("k".repeat(100_000), new byte[16_000_000], headers);

        List<LetterForm> forms = forms(letter);

        assertThat(forms).hasSizeLessThan(50);
        assertThat(forms.getLast().key()).isNull();
        assertThat(forms.getLast().value()).isNull();
        assertThat(forms.getLast().headers()).isEmpty();
        assertThat(forms.getLast().forTopic("dlt").headers())
                .filteredOn(header -> header.key().equals("dlt-original"))
                .extracting(header -> new String(header.value(), UTF_8))
                .containsExactly("source-3@7");
    }

    @Test
    void keepsASmallValueBesideAHugeHeaderAndSmallHeadersToo() {
        DeadLetter letter = aLetter("key", TINY, Map.of("huge", new byte[1_000_000], "small", TINY));

        assertThat(forms(letter).get(1)).satisfies(form -> {
            assertThat(form.value()).isEqualTo(TINY);
            assertThat(form.headers()).extracting(Header::key).containsExactly("small");
            assertThat(form.key()).isEqualTo("key".getBytes(UTF_8));
        });
    }

    @Test
    void cutsTheValueBeforeItsSmallerHeaders() {
        DeadLetter letter = aLetter("key", new byte[10_000], Map.of("header", new byte[3_000]));

        assertThat(forms(letter).get(2)).satisfies(form -> {
            assertThat(form.value()).hasSize(2_500);
            assertThat(form.headers()).hasSize(1);
        });
    }

    @Test
    void saysOfAWholeLetterThatNothingIsMissing() {
        LetterForm whole = LetterForm.whole(aLetter("key", null, Map.of("header", TINY)));

        assertThat(whole.isWhole()).isTrue();
        assertThat(whole.forTopic("dlt").headers().lastHeader("dlt-cut")).isNull();
    }

    @Test
    void doesNotTakeAHeaderOfTheRecordForOneOfOurs() {
        LetterForm whole = LetterForm.whole(aLetter("key", TINY, Map.of("dlt-cut", TINY, "dlt-reason", TINY)));

        assertThat(whole.forTopic("dlt").headers().lastHeader("dlt-cut")).isNull();
        assertThat(whole.forTopic("dlt").headers().headers("dlt-reason")).hasSize(1);
    }

    private static List<LetterForm> forms(DeadLetter letter) {
        return Stream.iterate(
                        Optional.of(LetterForm.whole(letter)),
                        Optional::isPresent,
                        form -> form.flatMap(LetterForm::smaller))
                .flatMap(Optional::stream)
                .toList();
    }
}
