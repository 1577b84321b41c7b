package org.reliablesignup.accountservice.account;

/** What somebody asks for who signs up. */
public record NewAccount(OwnerName ownerName, EmailAddress email, OwnerLocale locale) {}
