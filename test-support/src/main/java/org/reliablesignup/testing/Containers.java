package org.reliablesignup.testing;

/** Whether the real parts are to be containers: Maven's profile {@code containers} sets the property. */
final class Containers {

    private Containers() {}

    static boolean wanted() {
        return Boolean.getBoolean("tests.containers");
    }
}
