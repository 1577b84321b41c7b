package org.reliablesignup.testing;

/** Takes down what came of an {@link OddInput}. */
public interface Answered {

    /** @param answer as seen, such as {@code 400 malformed} */
    void with(String answer);
}
