package org.reliablesignup.accountservice.account;

/** How far an account has come. */
public enum AccountStatus {
    /** Nobody has yet proved that the address is theirs. */
    PENDING_CONFIRMATION
}
