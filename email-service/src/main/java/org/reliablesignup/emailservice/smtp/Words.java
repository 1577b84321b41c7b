package org.reliablesignup.emailservice.smtp;

import org.reliablesignup.emailservice.text.PlainText;

/** What others said, in one line of bounded length that every store, log and header takes. */
final class Words {

    private Words() {}

    static String of(String text) {
        String line = PlainText.oneLine(text);
        if (line.length() <= SendResult.MAX_WORDS) {
            return line;
        }
        boolean splitsPair = Character.isHighSurrogate(line.charAt(SendResult.MAX_WORDS - 1));
        return line.substring(0, splitsPair ? SendResult.MAX_WORDS - 1 : SendResult.MAX_WORDS);
    }

    /** The first and the innermost message: the one says what was tried, the other why it failed. */
    static String of(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        String what = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        return of(cause == failure || what.contains(String.valueOf(cause.getMessage())) ? what : what + ": " + cause);
    }
}
