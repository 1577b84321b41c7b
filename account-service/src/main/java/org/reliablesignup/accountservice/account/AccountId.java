package org.reliablesignup.accountservice.account;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.Optional;
import java.util.UUID;

/** Names an account: a UUIDv7 (RFC 9562 section 5.7), so that ids sort by the time of the sign-up. */
public record AccountId(UUID value) {

    /** One that nobody has had before. */
    static AccountId next() {
        return new AccountId(UuidCreator.getTimeOrderedEpoch());
    }

    /** The id that the text names, in its canonical form of 36 characters; empty for anything else. */
    public static Optional<AccountId> parse(String text) {
        try {
            UUID uuid = UUID.fromString(text);
            return uuid.toString().equalsIgnoreCase(text) ? Optional.of(new AccountId(uuid)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Where the account is to be found, as the sign-up was told: a path of this service. */
    public String location() {
        return "/accounts/" + value;
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
