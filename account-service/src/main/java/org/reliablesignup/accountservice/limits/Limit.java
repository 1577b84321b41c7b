package org.reliablesignup.accountservice.limits;

import io.github.bucket4j.BucketConfiguration;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.convert.DurationStyle;

/** So many at once, and as many again in each period, one by one. */
record Limit(int amount, Duration period) {

    static final Limit NONE = new Limit(0, Duration.ZERO);
    private static final Pattern TEXT = Pattern.compile("([1-9][0-9]{0,5})/([1-9][0-9]{0,5}(?:s|m|h|d))");

    /**
     * Reads a setting.
     *
     * @param text {@code 20/1m}, or {@code none}
     * @throws IllegalArgumentException if it is neither
     */
    public static Limit of(String text) {
        if (text.equals("none")) {
            return NONE;
        }
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("must be a number and a period, such as 20/1m, or none");
        }
        return new Limit(Integer.parseInt(matcher.group(1)), DurationStyle.SIMPLE.parse(matcher.group(2)));
    }

    boolean isNone() {
        return amount == 0;
    }

    BucketConfiguration bucket() {
        return BucketConfiguration.builder()
                .addLimit(limit -> limit.capacity(amount).refillGreedy(amount, period))
                .build();
    }

    @Override
    public String toString() {
        return isNone() ? "none" : amount + "/" + period;
    }
}
