package org.reliablesignup.accountservice.account.web;

final class AccountNotFoundException extends RuntimeException {

    private static final long serialVersionUID = 1L;
}
