package org.reliablesignup.answers;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.context.annotation.Bean;
import tools.jackson.databind.json.JsonMapper;

/** The same on the management port, whose web server is another, with customizers of its own. */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
class ManagementAnswersConfiguration {

    @Bean
    TomcatAnswers managementAnswers(JsonMapper json, ObjectProvider<TlsCallers> tls) {
        return new TomcatAnswers(json, tls.getIfAvailable(() -> request -> request.isSecure()));
    }
}
