package org.reliablesignup.accountservice.progress.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.reliablesignup.accountservice.progress.ProgressSettings;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.util.HtmlUtils;

/** The page at {@code /} and what it is made of. It needs nothing from anywhere else, and may have nothing. */
@Controller
@ConditionalOnBooleanProperty("progress.enabled")
class SignUpPageController {

    private static final String POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self';"
            + " connect-src 'self'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'";

    private final String page;
    private final String style = read("sign-up.css");
    private final String script = read("sign-up.js");
    private final String icon = read("icon.svg");

    SignUpPageController(ProgressSettings settings) {
        String inbox = settings.inbox() == null ? "" : settings.inbox().toString();
        page = read("sign-up.html").replace("${inbox}", HtmlUtils.htmlEscape(inbox, UTF_8.name()));
    }

    @GetMapping("/")
    ResponseEntity<String> page() {
        return ResponseEntity.ok()
                .header("Content-Security-Policy", POLICY)
                .contentType(new MediaType(MediaType.TEXT_HTML, UTF_8))
                .body(page);
    }

    @GetMapping("/sign-up.css")
    ResponseEntity<String> style() {
        return answer("text/css", style);
    }

    @GetMapping("/sign-up.js")
    ResponseEntity<String> script() {
        return answer("text/javascript", script);
    }

    @GetMapping("/icon.svg")
    ResponseEntity<String> icon() {
        return answer("image/svg+xml", icon);
    }

    private static ResponseEntity<String> answer(String type, String body) {
        return ResponseEntity.ok()
                .contentType(new MediaType(MediaType.parseMediaType(type), UTF_8))
                .body(body);
    }

    private static String read(String resource) {
        try {
            return new ClassPathResource("pages/" + resource).getContentAsString(UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
