package org.reliablesignup.answers;

import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import tools.jackson.databind.json.JsonMapper;

/** Gives a Tomcat the headers of all our answers, and our form for what it refuses by itself. */
final class TomcatAnswers implements WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> {

    private final JsonMapper json;
    private final TlsCallers tls;

    TomcatAnswers(JsonMapper json, TlsCallers tls) {
        this.json = json;
        this.tls = tls;
    }

    @Override
    public void customize(ConfigurableTomcatWebServerFactory factory) {
        factory.addEngineValves(new AnswerHeaders(tls));
        // Added last, it is asked before the one that Spring Boot adds.
        factory.addContextCustomizers(
                context -> context.getParent().getPipeline().addValve(new TomcatRefusals(json)));
    }
}
