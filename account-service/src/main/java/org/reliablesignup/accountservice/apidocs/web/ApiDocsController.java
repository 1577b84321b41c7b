package org.reliablesignup.accountservice.apidocs.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.regex.Pattern;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;

/** The descriptions of the calls and of the topics, as they are in the source, and a page to try the calls out. */
@Controller
@ConditionalOnBooleanProperty("api-docs.enabled")
class ApiDocsController {

    private static final MediaType YAML = new MediaType("application", "yaml");
    private static final MediaType SCHEMA = new MediaType("application", "schema+json");
    private static final MediaType CSS = new MediaType("text", "css", UTF_8);
    private static final MediaType SCRIPT = new MediaType("text", "javascript", UTF_8);
    private static final MediaType HTML = new MediaType("text", "html", UTF_8);

    /** Swagger UI sets styles of single elements, and has its icons in its style sheet. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
            + " img-src 'self' data:; connect-src 'self'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'";

    private static final Pattern SCHEMA_NAME = Pattern.compile("[a-z.-]+\\.v[0-9]+\\.schema\\.json");

    private final Resource style = swaggerUi("swagger-ui.css");
    private final Resource script = swaggerUi("swagger-ui-bundle.js");

    @GetMapping("/openapi.yaml")
    ResponseEntity<Resource> openApi() {
        return answer(YAML, new ClassPathResource("api/openapi.yaml"));
    }

    @GetMapping("/asyncapi.yaml")
    ResponseEntity<Resource> asyncApi() {
        return answer(YAML, new ClassPathResource("asyncapi.yaml"));
    }

    /** What the description of the topics refers to. */
    @GetMapping("/schemas/{name}")
    ResponseEntity<Resource> schema(@PathVariable String name) {
        Resource schema = new ClassPathResource("schemas/" + name);
        if (!SCHEMA_NAME.matcher(name).matches() || !schema.exists()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return answer(SCHEMA, schema);
    }

    @GetMapping("/api")
    ResponseEntity<Resource> page() {
        return ResponseEntity.ok()
                .header("Content-Security-Policy", POLICY)
                .contentType(HTML)
                .body(new ClassPathResource("api/page.html"));
    }

    @GetMapping("/api/page.js")
    ResponseEntity<Resource> pageScript() {
        return answer(SCRIPT, new ClassPathResource("api/page.js"));
    }

    @GetMapping("/api/swagger-ui.css")
    ResponseEntity<Resource> style() {
        return answer(CSS, style);
    }

    @GetMapping("/api/swagger-ui-bundle.js")
    ResponseEntity<Resource> script() {
        return answer(SCRIPT, script);
    }

    private static ResponseEntity<Resource> answer(MediaType type, Resource body) {
        return ResponseEntity.ok().contentType(type).body(body);
    }

    /** In whatever version it is on the class path. */
    private static Resource swaggerUi(String file) {
        String pattern = "classpath*:/META-INF/resources/webjars/swagger-ui/*/" + file;
        try {
            Resource[] found = new PathMatchingResourcePatternResolver().getResources(pattern);
            if (found.length != 1) {
                throw new IllegalStateException(found.length + " of " + pattern);
            }
            return found[0];
        } catch (IOException e) {
            throw new IllegalStateException(pattern, e);
        }
    }
}
