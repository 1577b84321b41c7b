package org.reliablesignup.emailservice.operator;

import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.reliablesignup.emailservice.delivery.ComposedMail;
import org.reliablesignup.emailservice.notification.MailPreviews;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.util.HtmlUtils;

/** {@code GET /mailpreviews}, {@code GET /mailpreviews/{kind}/{language}}: pages for people. */
@WebEndpoint(id = "mailpreviews")
class MailPreviewsEndpoint {

    private static final String HTML = "text/html;charset=UTF-8";

    /** What a mail may do in a mail reader: be laid out, and show a picture. */
    private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src https:;"
            + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final String PAGE = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="UTF-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>%1$s</title>
            <style>
            body { margin: 0 auto; max-width: 60rem; padding: 1.5rem 1rem; font: 1rem/1.6 system-ui, sans-serif; }
            h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; }
            td, th { padding: .25rem 1.5rem .25rem 0; text-align: start; }
            iframe { width: 100%%; height: 60rem; border: 1px solid; border-radius: 8px; }
            pre { padding: 1rem; border: 1px solid; border-radius: 8px; white-space: pre-wrap; overflow-wrap: anywhere; }
            </style>
            </head>
            <body>
            %2$s</body>
            </html>
            """;

    private final MailPreviews previews;

    MailPreviewsEndpoint(MailPreviews previews) {
        this.previews = previews;
    }

    @ReadOperation(produces = HTML)
    String list() {
        StringBuilder rows = new StringBuilder();
        for (String kind : previews.kinds()) {
            rows.append("<tr><th scope=\"row\">%s</th>".formatted(kind));
            for (Locale language : previews.languages()) {
                rows.append("<td><a href=\"mailpreviews/%1$s/%2$s\" hreflang=\"%2$s\">%3$s</a></td>"
                        .formatted(kind, language.toLanguageTag(), language.getDisplayLanguage(Locale.ENGLISH)));
            }
            rows.append("</tr>\n");
        }
        return page("Mails", "<h1>Mails</h1>\n<table>\n%s</table>\n".formatted(rows));
    }

    @ReadOperation(produces = HTML)
    @Nullable
    String one(@Selector String kind, @Selector String language) {
        return previews.preview(kind, language).map(mail -> page(kind, mail)).orElse(null);
    }

    private static String page(String kind, ComposedMail mail) {
        String subject = HtmlUtils.htmlEscape(mail.subject(), "UTF-8");
        return page(subject, """
                <p><a href="../../mailpreviews">All mails</a> / %1$s / %2$s</p>
                <h1 lang="%2$s" dir="auto">%3$s</h1>
                <iframe title="HTML" sandbox srcdoc="%4$s"></iframe>
                <h2>Text</h2>
                <pre lang="%2$s" dir="auto">%5$s</pre>
                """.formatted(
                        kind,
                        mail.language(),
                        subject,
                        HtmlUtils.htmlEscape(mail.html(), "UTF-8"),
                        HtmlUtils.htmlEscape(mail.text(), "UTF-8")));
    }

    private static String page(String title, String body) {
        ServletRequestAttributes request = (ServletRequestAttributes)
                Objects.requireNonNull(RequestContextHolder.getRequestAttributes(), "this is no request");
        Objects.requireNonNull(request.getResponse()).setHeader("Content-Security-Policy", POLICY);
        return PAGE.formatted(title, body);
    }
}
