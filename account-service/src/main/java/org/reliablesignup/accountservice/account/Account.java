package org.reliablesignup.accountservice.account;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PostPersist;
import jakarta.persistence.Transient;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.reliablesignup.events.AccountConfirmed;
import org.reliablesignup.events.AccountCreated;
import org.reliablesignup.events.AccountErased;
import org.reliablesignup.events.ConfirmationMailRequested;
import org.springframework.data.domain.Persistable;

@Entity
class Account implements Persistable<UUID> {

    @Id
    private UUID id;

    private String ownerName;
    private String email;
    private String locale;

    @Enumerated(EnumType.STRING)
    private AccountStatus status;

    private Instant createdAt;

    @Nullable
    private Instant confirmedAt;

    /** In its canonical form; unique among all accounts. */
    @Nullable
    private String confirmedAddress;

    /** The id is ours and not the database's, so it cannot tell whether there is a row yet. */
    @Transient
    private boolean isNew;

    /** For JPA, which fills the fields afterwards. */
    @NullUnmarked
    protected Account() {}

    private Account(AccountId id, NewAccount wish, Instant createdAt) {
        this.id = id.value();
        this.ownerName = wish.ownerName().value();
        this.email = wish.email().value();
        this.locale = wish.locale().value();
        this.status = AccountStatus.PENDING_CONFIRMATION;
        this.createdAt = createdAt;
        this.isNew = true;
    }

    static Account open(NewAccount wish, Instant now) {
        return new Account(AccountId.next(), wish, now);
    }

    /**
     * The news of it; each call is news with an id of its own.
     *
     * @param addressTaken whether another account has the address confirmed
     */
    AccountCreated created(boolean addressTaken) {
        return new AccountCreated(
                UuidCreator.getTimeOrderedEpoch(), id, createdAt, ownerName, email, locale, addressTaken);
    }

    /** The news that its owner asks for the mail once more, as {@link #created}. */
    ConfirmationMailRequested mailRequested(boolean addressTaken, Instant now) {
        return new ConfirmationMailRequested(
                UuidCreator.getTimeOrderedEpoch(), id, now, ownerName, email, locale, addressTaken);
    }

    boolean isActive() {
        return status == AccountStatus.ACTIVE;
    }

    /** Its owner has proved that the address is theirs. */
    void confirm(Instant now) {
        status = AccountStatus.ACTIVE;
        confirmedAt = now;
        confirmedAddress = address();
    }

    /** In its canonical form. */
    String address() {
        return new EmailAddress(email).canonical();
    }

    Instant createdAt() {
        return createdAt;
    }

    /**
     * The news of that, as {@link #created}.
     *
     * @throws IllegalStateException if it is not confirmed
     */
    AccountConfirmed confirmed() {
        if (confirmedAt == null) {
            throw new IllegalStateException("not confirmed");
        }
        return new AccountConfirmed(UuidCreator.getTimeOrderedEpoch(), id, confirmedAt, ownerName, email, locale);
    }

    /** The news that it is no more. */
    AccountErased erased(Instant now) {
        return new AccountErased(UuidCreator.getTimeOrderedEpoch(), id, now);
    }

    AccountView view() {
        return new AccountView(
                new AccountId(id),
                new OwnerName(ownerName),
                new EmailAddress(email),
                new OwnerLocale(locale),
                status,
                createdAt,
                confirmedAt);
    }

    @Override
    public UUID getId() {
        return id;
    }

    @Override
    public boolean isNew() {
        return isNew;
    }

    @PostLoad
    @PostPersist
    void hasARow() {
        isNew = false;
    }
}
