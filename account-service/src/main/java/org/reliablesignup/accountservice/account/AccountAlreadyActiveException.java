package org.reliablesignup.accountservice.account;

/** The owner has proved that the address is theirs; there is nothing to prove any more. */
public final class AccountAlreadyActiveException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    AccountAlreadyActiveException(AccountId refused) {
        super("account " + refused + " is active");
    }
}
