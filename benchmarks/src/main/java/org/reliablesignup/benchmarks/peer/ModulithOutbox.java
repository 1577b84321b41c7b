package org.reliablesignup.benchmarks.peer;

import org.reliablesignup.accountservice.AccountServiceApplication;
import org.reliablesignup.events.AccountEvent;
import org.reliablesignup.events.Topics;
import org.reliablesignup.outbox.Outbox;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.task.ThreadPoolTaskExecutorBuilder;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.modulith.events.EventExternalizationConfiguration;
import org.springframework.modulith.events.FailedEventPublications;
import org.springframework.modulith.events.ResubmissionOptions;
import org.springframework.modulith.events.RoutingTarget;
import org.springframework.modulith.events.support.EventExternalizerModuleListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/** Publishes an application event that the event publication registry of Spring Modulith keeps until it is sent. */
@Configuration(proxyBeanMethods = false)
@Import(EventSender.class)
class ModulithOutbox {

    public static void main(String[] arguments) {
        SpringApplication.run(new Class<?>[] {AccountServiceApplication.class, ModulithOutbox.class}, arguments);
    }

    @Bean
    @Primary
    Outbox publisher(ApplicationEventPublisher publisher) {
        return new EachEvent(publisher::publishEvent);
    }

    @Bean
    EventExternalizationConfiguration externalized() {
        return EventExternalizationConfiguration.externalizing()
                .selectByType(AccountEvent.class)
                .route(
                        AccountEvent.class,
                        event -> RoutingTarget.forTarget(Topics.ACCOUNT_EVENTS)
                                .andKey(event.accountId().toString()))
                .build();
    }

    /** As that of spring-modulith-events-kafka: asynchronous, and without a transaction while it waits for the broker. */
    @Bean
    EventExternalizerModuleListener externalizer(EventExternalizationConfiguration externalized, EventSender sender) {
        return new EventExternalizerModuleListener(
                externalized, (payload, target) -> sender.send((AccountEvent) payload));
    }

    @Bean
    Resubmission resubmission(FailedEventPublications failed) {
        return new Resubmission(failed);
    }

    /**
     * With a queue. Without one (a virtual thread for each event, or a limit at which the request waits) all that are under
     * way ask for a connection at once, and many get none in time.
     */
    @Bean
    ThreadPoolTaskExecutor applicationTaskExecutor(ThreadPoolTaskExecutorBuilder builder) {
        return builder.build();
    }

    /** What could not be sent is sent again only if somebody says so; so much at once as the registry reads in good time. */
    static class Resubmission {

        private static final ResubmissionOptions OPTIONS =
                ResubmissionOptions.defaults().withBatchSize(5000).withMaxInFlight(5000);

        private final FailedEventPublications failed;

        Resubmission(FailedEventPublications failed) {
            this.failed = failed;
        }

        @Scheduled(fixedDelay = 500)
        void resubmit() {
            failed.resubmit(OPTIONS);
        }
    }
}
