package org.reliablesignup.emailservice.smtp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeBodyPart;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text, which goes as it is, and in one piece, if every server takes it so: it is ASCII, in lines that are short enough
 * (RFC 2045 section 2.7, RFC 5321 section 4.5.3.1.6). Otherwise Angus encodes it.
 */
final class TextPart extends MimeBodyPart {

    /** Without its end. */
    private static final int MAX_LINE = 998;

    private final byte @Nullable [] asItIs;

    TextPart(String text, String subtype) throws MessagingException {
        setText(text, UTF_8.name(), subtype);
        asItIs = goesAsItIs(text) ? text.getBytes(US_ASCII) : null;
        if (asItIs != null) {
            // Angus would encode all of it to find that out.
            setHeader("Content-Transfer-Encoding", "7bit");
        }
    }

    @Override
    public void writeTo(OutputStream out) throws IOException, MessagingException {
        if (asItIs == null) {
            super.writeTo(out);
            return;
        }
        StringBuilder headers = new StringBuilder();
        List<String> lines = Collections.list(getAllHeaderLines());
        lines.forEach(line -> headers.append(line).append("\r\n"));
        out.write(headers.append("\r\n").toString().getBytes(US_ASCII));
        out.write(asItIs);
    }

    private static boolean goesAsItIs(String text) {
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            length = character == '\n' ? 0 : length + 1;
            boolean isPlain = (character >= ' ' && character <= '~') || character == '\n' || character == '\t';
            if (!isPlain || length > MAX_LINE) {
                return false;
            }
        }
        return true;
    }
}
