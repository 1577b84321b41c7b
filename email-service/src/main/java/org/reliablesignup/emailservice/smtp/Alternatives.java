package org.reliablesignup.emailservice.smtp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.io.OutputStream;

/**
 * The same said in several ways (RFC 2046 section 5.1.4), written as Angus writes it, whose stream for the parts takes each
 * byte of them one by one.
 */
final class Alternatives extends MimeMultipart {

    /** The plainest first. */
    Alternatives(TextPart... parts) throws MessagingException {
        super("alternative", parts);
    }

    @Override
    public synchronized void writeTo(OutputStream out) throws IOException, MessagingException {
        String delimiter = "--" + new ContentType(getContentType()).getParameter("boundary");
        for (int i = 0; i < getCount(); i++) {
            write(delimiter, out);
            getBodyPart(i).writeTo(out);
            write("", out);
        }
        write(delimiter + "--", out);
    }

    private static void write(String line, OutputStream out) throws IOException {
        out.write((line + "\r\n").getBytes(US_ASCII));
    }
}
