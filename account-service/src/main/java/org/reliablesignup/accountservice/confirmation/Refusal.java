package org.reliablesignup.accountservice.confirmation;

/** Why a confirmation is refused. */
public enum Refusal {
    /** The token is ours and too old. */
    TOKEN_EXPIRED,
    /** Made by somebody else, changed on its way, or no token at all. */
    TOKEN_NOT_OURS,
    /** Signed with a key that we do not have, or no longer. */
    TOKEN_KEY_UNKNOWN,
    /** The token is good, but no account with its address is there any more. */
    ACCOUNT_GONE,
    /** Another account was confirmed with the address first. */
    ADDRESS_ALREADY_CONFIRMED
}
