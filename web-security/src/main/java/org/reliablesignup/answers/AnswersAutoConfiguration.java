package org.reliablesignup.answers;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import tools.jackson.databind.json.JsonMapper;

/** Our answers on the public port of every application that has this module. */
@AutoConfiguration(before = ErrorMvcAutoConfiguration.class)
class AnswersAutoConfiguration {

    @Bean
    TomcatAnswers tomcatAnswers(JsonMapper json, ObjectProvider<TlsCallers> tls) {
        return new TomcatAnswers(json, tls.getIfAvailable(() -> request -> request.isSecure()));
    }

    @Bean
    OtherProblems otherProblems(ObjectProvider<PageInstead> pages) {
        return new OtherProblems(pages);
    }
}
