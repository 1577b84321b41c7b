package org.reliablesignup.demo.inbox;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimePart;
import jakarta.mail.internet.ParseException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The parts of a mail, sorted into what is read and what is attached. Never fails on a malformed mail: what cannot be read is missing. */
final class MailBody {

    private static final int DEEPEST = 20;

    final StringBuilder text = new StringBuilder();
    final StringBuilder html = new StringBuilder();
    final List<Attachment> inline = new ArrayList<>();
    final List<Attachment> attachments = new ArrayList<>();

    private MailBody() {}

    static MailBody of(MimePart mail) {
        MailBody body = new MailBody();
        body.visit(mail, "1", 0);
        return body;
    }

    private void visit(MimePart part, String partId, int depth) {
        try {
            if (depth < DEEPEST && part.isMimeType("multipart/*") && part.getContent() instanceof Multipart parts) {
                for (int i = 0; i < parts.getCount(); i++) {
                    BodyPart child = parts.getBodyPart(i);
                    if (child instanceof MimePart mimeChild) {
                        visit(mimeChild, partId + "." + (i + 1), depth + 1);
                    }
                }
            } else {
                take(part, partId);
            }
        } catch (MessagingException | IOException e) {
            text.append("(a part of this mail cannot be read: ")
                    .append(e.getMessage())
                    .append(")\n");
        }
    }

    private void take(MimePart part, String partId) throws MessagingException, IOException {
        byte[] content = part.getInputStream().readAllBytes();
        boolean attached = Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition()) || part.getFileName() != null;
        if (!attached && part.isMimeType("text/plain")) {
            text.append(new String(content, charset(part.getContentType())));
        } else if (!attached && part.isMimeType("text/html")) {
            html.append(new String(content, charset(part.getContentType())));
        } else {
            (part.getContentID() == null ? attachments : inline).add(attachment(part, partId, content.length));
        }
    }

    private static Attachment attachment(MimePart part, String partId, int size) throws MessagingException {
        return new Attachment(
                partId,
                Objects.requireNonNullElse(part.getFileName(), ""),
                mediaType(part.getContentType()),
                Objects.requireNonNullElse(part.getContentID(), "").replaceAll("^<|>$", ""),
                size);
    }

    private static String mediaType(String contentType) {
        try {
            return new ContentType(contentType).getBaseType();
        } catch (ParseException _) {
            return "application/octet-stream";
        }
    }

    private static Charset charset(String contentType) {
        try {
            return named(new ContentType(contentType).getParameter("charset"));
        } catch (ParseException _) {
            return StandardCharsets.UTF_8;
        }
    }

    private static Charset named(@Nullable String charset) {
        try {
            return charset == null ? StandardCharsets.UTF_8 : Charset.forName(charset);
        } catch (IllegalArgumentException _) {
            return StandardCharsets.UTF_8;
        }
    }
}
