package org.reliablesignup.confirmation;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenTest {

    private static final String URL_SAFE = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.";
    private static final Instant NOW = Instant.parse("2026-03-01T10:15:30.987Z");
    private static final Duration VALID_FOR = Duration.ofHours(48);
    private static final UUID ACCOUNT = UUID.fromString("01932f6a-8b1d-7a3e-8f52-3c1d9e0b4a01");
    private static final String ADDRESS = "zoe+news@example.com";
    private static final String OLD = secret('o');
    private static final String NEW = secret('n');

    private final MintedToken minted = mint(Map.of("k1", OLD), "k1", ACCOUNT, ADDRESS);

    @Test
    void isGoodForItsAccountAndAddressUntilItExpires() {
        Verification found = verify(minted.text(), Map.of("k1", OLD), NOW);

        assertThat(found).isInstanceOfSatisfying(Verification.Valid.class, valid -> {
            assertThat(valid.accountId()).isEqualTo(ACCOUNT);
            assertThat(valid.expiresAt())
                    .isEqualTo(minted.expiresAt())
                    .isEqualTo(Instant.parse("2026-03-03T10:15:30Z"));
            assertThat(valid.address().fits(ADDRESS)).isTrue();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"zoe+news@example.org", "Zoe+news@example.com", "zoe@example.com", ""})
    void isGoodForNoOtherAddress(String other) {
        Verification.Valid valid = (Verification.Valid) verify(minted.text(), Map.of("k1", OLD), NOW);

        assertThat(valid.address().fits(other)).isFalse();
    }

    @Test
    void expiresToTheSecond() {
        Instant end = minted.expiresAt();

        assertThat(verify(minted.text(), Map.of("k1", OLD), end.minusNanos(1))).isInstanceOf(Verification.Valid.class);
        assertThat(verify(minted.text(), Map.of("k1", OLD), end)).isEqualTo(new Verification.Expired(end));
        assertThat(verify(minted.text(), Map.of("k1", OLD), end.plus(Duration.ofDays(9_999))))
                .isEqualTo(new Verification.Expired(end));
    }

    @Test
    void isRefusedWhenAnyOneCharacterIsAnother() {
        for (int i = 0; i < minted.text().length(); i++) {
            for (char c : URL_SAFE.toCharArray()) {
                if (c != minted.text().charAt(i)) {
                    String changed =
                            minted.text().substring(0, i) + c + minted.text().substring(i + 1);
                    assertRefused(changed);
                }
            }
        }
    }

    @Test
    void isRefusedWhenAnyCharacterIsMissingOrTooMany() {
        for (int i = 0; i < minted.text().length(); i++) {
            String before = minted.text().substring(0, i);
            assertRefused(before);
            assertRefused(before + minted.text().substring(i + 1));
            assertRefused(before + "A" + minted.text().substring(i));
        }
        assertRefused(minted.text() + "=");
        assertRefused(minted.text() + "\n");
        assertRefused(" " + minted.text());
    }

    @Test
    void isRefusedWhenPartsOfTwoGoodOnesAreJoined() {
        String[] one = minted.text().split("\\.");
        String[] other =
                mint(Map.of("k1", OLD), "k1", UUID.randomUUID(), ADDRESS).text().split("\\.");

        assertRefused(String.join(".", one[0], one[1], one[2], other[3]));
        assertRefused(String.join(".", one[0], one[1], other[2], one[3]));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "...", "v1", "v1.k1", "v1.k1..", "v0.k1.a.b", "not a token", "\u0000", "\ud83e"})
    void isRefusedWhenItIsNone(String text) {
        assertThat(verify(text, Map.of("k1", OLD), NOW)).isEqualTo(new Verification.Foreign());
    }

    @Test
    void isRefusedHoweverLongItIs() {
        String longest = "v1." + "k".repeat(10_000_000) + minted.text().substring(5);

        assertThat(verify(longest, Map.of("k1", OLD), NOW)).isEqualTo(new Verification.Foreign());
    }

    @Test
    void isRefusedWhenItComesFromAnotherSystem() {
        MintedToken theirs = mint(Map.of("k1", NEW), "k1", ACCOUNT, ADDRESS);

        assertThat(verify(theirs.text(), Map.of("k1", OLD), NOW)).isEqualTo(new Verification.Foreign());
    }

    @Test
    void staysGoodWhenAnotherKeyHasBecomeTheCurrentOne() {
        Map<String, String> both = Map.of("k1", OLD, "k2", NEW);
        MintedToken newer = mint(both, "k2", ACCOUNT, ADDRESS);

        assertThat(newer.text()).startsWith("v1.k2.");
        assertThat(verify(minted.text(), both, NOW)).isInstanceOf(Verification.Valid.class);
        assertThat(verify(newer.text(), both, NOW)).isInstanceOf(Verification.Valid.class);
    }

    @Test
    void isToldApartWhenItsKeyWasRemoved() {
        assertThat(verify(minted.text(), Map.of("k2", NEW), NOW)).isEqualTo(new Verification.UnknownKey("k1"));
    }

    @Test
    void cannotBeGivenToAKeyOfAnotherName() {
        Map<String, String> sameSecret = Map.of("k1", OLD, "k2", OLD);

        assertThat(verify(minted.text().replace("v1.k1.", "v1.k2."), sameSecret, NOW))
                .isEqualTo(new Verification.Foreign());
    }

    @Test
    void fitsIntoAUrlAndTellsNothingOfTheAddress() {
        Random random = new Random(1);
        for (int i = 0; i < 200; i++) {
            String address = "reader" + i + "@example.com";
            MintedToken token = mint(Map.of("k1", OLD), "k1", new UUID(random.nextLong(), random.nextLong()), address);
            String payload =
                    new String(Base64.getUrlDecoder().decode(token.text().split("\\.")[2]), US_ASCII);

            assertThat(token.text()).matches("[A-Za-z0-9._-]+").hasSizeLessThanOrEqualTo(118);
            assertThat(payload).doesNotContain("reader", "example");
            assertThat(verify(token.text(), Map.of("k1", OLD), NOW)).isInstanceOf(Verification.Valid.class);
            assertThat(token).asString().doesNotContain(token.text());
        }
    }

    private static void assertRefused(String text) {
        assertThat(verify(text, Map.of("k1", OLD), NOW))
                .as(text)
                .isInstanceOfAny(Verification.Foreign.class, Verification.UnknownKey.class);
    }

    private static MintedToken mint(Map<String, String> keys, String current, UUID account, String address) {
        return new TokenMinter(ConfirmationKeys.of(keys), current, VALID_FOR, at(NOW)).mint(account, address);
    }

    private static Verification verify(String token, Map<String, String> keys, Instant now) {
        return new TokenVerifier(ConfirmationKeys.of(keys), at(now)).verify(token);
    }

    private static Clock at(Instant now) {
        return Clock.fixed(now, ZoneOffset.UTC);
    }

    private static String secret(char c) {
        return Base64.getEncoder().encodeToString(String.valueOf(c).repeat(32).getBytes(UTF_8));
    }
}
