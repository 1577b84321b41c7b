package org.reliablesignup.accountservice.account;

/** An address belongs to whoever proved it first; another account cannot be confirmed with it any more. */
public final class AddressAlreadyConfirmedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    AddressAlreadyConfirmedException(AccountId refused) {
        super("the address of account " + refused + " was confirmed by another account");
    }
}
