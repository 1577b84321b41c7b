package org.reliablesignup.accountservice.confirmation;

import java.util.Optional;
import org.reliablesignup.accountservice.account.AccountId;
import org.reliablesignup.accountservice.account.AddressAlreadyConfirmedException;
import org.reliablesignup.accountservice.account.ConfirmAccount;
import org.reliablesignup.accountservice.confirmation.Confirmation.Confirmed;
import org.reliablesignup.accountservice.confirmation.Confirmation.Refused;
import org.reliablesignup.confirmation.TokenVerifier;
import org.reliablesignup.confirmation.Verification;
import org.springframework.stereotype.Service;

/** Confirms an account by the token that only the reader of its mail has. Thread-safe. */
@Service
public class ConfirmAddress {

    private final TokenVerifier verifier;
    private final ConfirmAccount accounts;

    ConfirmAddress(TokenVerifier verifier, ConfirmAccount accounts) {
        this.verifier = verifier;
        this.accounts = accounts;
    }

    /** Why the token would be refused, as far as it alone tells; asks nobody and changes nothing. */
    public Optional<Refusal> refusalOf(String token) {
        return refusalAfter(verifier.verify(token));
    }

    /**
     * Makes the account active that the token was minted for; repeated, it changes nothing and answers the same.
     *
     * @throws org.springframework.dao.DataAccessException if the database did not take it
     * @throws org.springframework.transaction.TransactionException if the database is away
     */
    public Confirmation confirm(String token) {
        Verification verification = verifier.verify(token);
        return verification instanceof Verification.Valid valid
                ? confirm(valid)
                : new Refused(refusalAfter(verification).orElseThrow());
    }

    private Confirmation confirm(Verification.Valid token) {
        try {
            return accounts.confirm(
                            new AccountId(token.accountId()),
                            address -> token.address().fits(address.value()))
                    .<Confirmation>map(Confirmed::new)
                    .orElseGet(() -> new Refused(Refusal.ACCOUNT_GONE));
        } catch (AddressAlreadyConfirmedException e) {
            return new Refused(Refusal.ADDRESS_ALREADY_CONFIRMED);
        }
    }

    private static Optional<Refusal> refusalAfter(Verification verification) {
        return switch (verification) {
            case Verification.Valid valid -> Optional.empty();
            case Verification.Expired expired -> Optional.of(Refusal.TOKEN_EXPIRED);
            case Verification.UnknownKey unknown -> Optional.of(Refusal.TOKEN_KEY_UNKNOWN);
            case Verification.Foreign foreign -> Optional.of(Refusal.TOKEN_NOT_OURS);
        };
    }
}
