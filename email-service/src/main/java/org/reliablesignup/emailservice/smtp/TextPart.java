package org.reliablesignup.emailservice.smtp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collections;
import java.util.List;

/**
 * A text, encoded when it is made and written in one piece. It goes as it is if every server takes it so: it is ASCII, in
 * lines that are short enough (RFC 2045 section 2.7, RFC 5321 section 4.5.3.1.6). Otherwise it is quoted-printable, or
 * Base64 where most of it is not ASCII.
 */
final class TextPart extends MimeBodyPart {

    /** Without its end. */
    private static final int MAX_LINE = 998;

    private final byte[] encoded;

    TextPart(String text, String subtype) throws MessagingException {
        byte[] plain = text.getBytes(UTF_8);
        String encoding = encodingOf(plain);
        byte[] encoded = encoding.equals("7bit") ? plain : encoded(plain, encoding);
        InternetHeaders headers = new InternetHeaders();
        headers.setHeader("Content-Type", "text/" + subtype + "; charset=UTF-8");
        headers.setHeader("Content-Transfer-Encoding", encoding);
        super(headers, encoded);
        this.encoded = encoded;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException, MessagingException {
        StringBuilder head = new StringBuilder();
        List<String> lines = Collections.list(getAllHeaderLines());
        lines.forEach(line -> head.append(line).append("\r\n"));
        out.write(head.append("\r\n").toString().getBytes(US_ASCII));
        out.write(encoded);
    }

    /** They are right from the start; Angus would work out each from the content. */
    @Override
    protected void updateHeaders() {}

    private static String encodingOf(byte[] text) {
        boolean asItIs = true;
        int beyondAscii = 0;
        int line = 0;
        for (byte octet : text) {
            line = octet == '\n' ? 0 : line + 1;
            beyondAscii += octet < 0 ? 1 : 0;
            boolean plain = (octet >= ' ' && octet <= '~') || octet == '\n' || octet == '\t';
            asItIs &= plain && line <= MAX_LINE;
        }
        if (asItIs) {
            return "7bit";
        }
        return beyondAscii < text.length - beyondAscii ? "quoted-printable" : "base64";
    }

    private static byte[] encoded(byte[] text, String encoding) throws MessagingException {
        ByteArrayOutputStream encoded = new ByteArrayOutputStream(2 * text.length);
        try {
            OutputStream encoder = MimeUtility.encode(encoded, encoding);
            encoder.write(text);
            // Closed, it would add an end of line.
            encoder.flush();
        } catch (IOException e) {
            throw new MessagingException("a text cannot be encoded", e);
        }
        return encoded.toByteArray();
    }
}
