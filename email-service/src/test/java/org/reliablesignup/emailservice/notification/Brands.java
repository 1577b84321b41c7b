package org.reliablesignup.emailservice.notification;

final class Brands {

    static final Brand OURS = new Brand("Reliable sign-up", "#1d5fbf", null);

    private Brands() {}
}
