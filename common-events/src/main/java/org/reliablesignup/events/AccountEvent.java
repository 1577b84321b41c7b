package org.reliablesignup.events;

/** What happens to an account; published by account-service on {@link Topics#ACCOUNT_EVENTS}. */
public sealed interface AccountEvent extends Event
        permits AccountCreated, ConfirmationMailRequested, AccountConfirmed, AccountErased {}
