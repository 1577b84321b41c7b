package org.reliablesignup.demo.inbox;

import java.util.List;

/** Keeps what only the SMTP dialogue tells, in the header fields that mail servers use for it. */
final class Envelope {

    static final String SENDER = "Return-Path";
    static final String RECIPIENT = "Delivered-To";

    private Envelope() {}

    static String header(String sender, List<String> recipients) {
        StringBuilder header = new StringBuilder();
        header.append(SENDER).append(": <").append(sender).append(">\r\n");
        for (String recipient : recipients) {
            header.append(RECIPIENT).append(": ").append(recipient).append("\r\n");
        }
        return header.toString();
    }
}
