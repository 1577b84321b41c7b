package org.reliablesignup.deadletters;

/** Not all of the record is in the dead letter, so that it cannot be sent back; the message says where all of it lies. */
public final class CutLetterException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CutLetterException(DeadLetterView letter) {
        super("the dead letter lacks " + letter.cut() + "; the original is " + letter.originalTopic() + "-"
                + letter.originalPartition() + "@" + letter.originalOffset());
    }
}
