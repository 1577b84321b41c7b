package org.reliablesignup.testing;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reliablesignup.testing.RealParts.Database;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.support.DefaultSingletonBeanRegistry;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;

/** Sees {@link RealParts} on a test class and supplies what it asks for. */
final class RealPartsCustomizerFactory implements ContextCustomizerFactory {

    @Override
    public @Nullable ContextCustomizer createContextCustomizer(
            Class<?> testClass, List<ContextConfigurationAttributes> configAttributes) {
        RealParts parts = AnnotatedElementUtils.findMergedAnnotation(testClass, RealParts.class);
        return parts == null ? null : new RealPartsCustomizer(parts.value(), parts.broker(), parts.inbox());
    }

    /** A record, so that contexts that ask for the same parts are cached as one. */
    private record RealPartsCustomizer(Database database, boolean broker, boolean inbox) implements ContextCustomizer {

        @Override
        public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration config) {
            TestDatabase tables = TestDatabase.create(database);
            closeWith(context, "test database", tables::close);
            setProperties(context, "test database", tables.properties());
            String servers = "localhost:1";
            if (broker) {
                TestBroker kafka = TestBroker.start();
                closeWith(context, "test broker", kafka::close);
                servers = kafka.bootstrapServers();
            }
            setProperties(context, "test broker", Map.of("spring.kafka.bootstrap-servers", servers));
            if (inbox) {
                TestInbox mails = TestInbox.start();
                closeWith(context, "test inbox", mails::close);
                context.getBeanFactory().registerSingleton("testInbox", mails);
                setProperties(
                        context,
                        "test inbox",
                        Map.of(
                                "spring.mail.host", mails.host(),
                                "spring.mail.port", Integer.toString(mails.smtpPort())));
            }
        }

        private static void setProperties(
                ConfigurableApplicationContext context, String name, Map<String, String> properties) {
            context.getEnvironment().getPropertySources().addFirst(new MapPropertySource(name, Map.copyOf(properties)));
        }

        /** Beans are destroyed in the reverse order of their registration, so this one outlives all that use it. */
        private static void closeWith(ConfigurableApplicationContext context, String name, DisposableBean close) {
            ((DefaultSingletonBeanRegistry) context.getBeanFactory()).registerDisposableBean(name, close);
        }
    }
}
