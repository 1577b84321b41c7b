package org.reliablesignup.accountservice.account;

/** How far an account has come. */
public enum AccountStatus {
    /** Nobody has yet proved that the address is theirs. */
    PENDING_CONFIRMATION,
    /** The owner has proved it, and no other account is active with the address. */
    ACTIVE
}
