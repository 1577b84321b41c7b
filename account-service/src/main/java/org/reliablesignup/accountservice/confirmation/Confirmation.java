package org.reliablesignup.accountservice.confirmation;

import org.reliablesignup.accountservice.account.AccountView;

/** What became of the wish to confirm. */
public sealed interface Confirmation {

    /** The account is active, since now or before. */
    record Confirmed(AccountView account) implements Confirmation {}

    /** Nothing was changed. */
    record Refused(Refusal refusal) implements Confirmation {}
}
