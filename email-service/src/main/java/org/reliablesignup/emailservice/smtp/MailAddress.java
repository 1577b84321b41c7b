package org.reliablesignup.emailservice.smtp;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.net.IDN;

/** An address in the form that every server takes: all ASCII, the domain as A-labels (RFC 5891). */
final class MailAddress {

    private MailAddress() {}

    static InternetAddress of(String address) throws UnsendableException {
        int at = address.lastIndexOf('@');
        if (at < 1) {
            throw new UnsendableException("not an address");
        }
        String local = address.substring(0, at);
        if (!local.chars().allMatch(MailAddress::isPrintableAscii)) {
            // Angus would write question marks, and so another address (it takes SMTPUTF8, RFC 6531).
            throw new UnsendableException("only ASCII can be sent left of the @");
        }
        try {
            InternetAddress ascii = new InternetAddress();
            ascii.setAddress(local + "@" + asciiDomain(address.substring(at + 1)));
            ascii.validate();
            if (ascii.isGroup()) {
                // Angus would send to each of its members (RFC 5322 section 3.4).
                throw new UnsendableException("not one address");
            }
            return ascii;
        } catch (AddressException e) {
            throw new UnsendableException("not an address that can be sent to");
        }
    }

    private static String asciiDomain(String domain) throws UnsendableException {
        try {
            return IDN.toASCII(domain);
        } catch (IllegalArgumentException e) {
            throw new UnsendableException("not a domain that can be sent to");
        }
    }

    private static boolean isPrintableAscii(int character) {
        return character > ' ' && character < 0x7F;
    }
}
