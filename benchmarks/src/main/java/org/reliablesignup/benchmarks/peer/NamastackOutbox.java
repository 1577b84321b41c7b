package org.reliablesignup.benchmarks.peer;

import io.namastack.outbox.OutboxRecordRepository;
import io.namastack.outbox.OutboxService;
import io.namastack.outbox.context.OutboxContextCollector;
import io.namastack.outbox.handler.OutboxRecordMetadata;
import io.namastack.outbox.handler.OutboxTypedHandler;
import io.namastack.outbox.handler.registry.OutboxHandlerRegistry;
import java.time.Clock;
import org.reliablesignup.accountservice.AccountServiceApplication;
import org.reliablesignup.events.AccountEvent;
import org.reliablesignup.outbox.Outbox;
import org.springframework.boot.SpringApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;

/** Stores the event with Namastack Outbox, whose scheduler sends it. */
@Configuration(proxyBeanMethods = false)
@Import({EventSender.class, NamastackOutbox.Handler.class})
class NamastackOutbox {

    public static void main(String[] arguments) {
        SpringApplication.run(new Class<?>[] {AccountServiceApplication.class, NamastackOutbox.class}, arguments);
    }

    @Bean
    @Primary
    Outbox scheduler(io.namastack.outbox.Outbox records) {
        return new EachEvent(event -> records.schedule(event, event.accountId().toString()));
    }

    /** As that of its auto-configuration, under another name: ours is called {@code outbox} too. */
    @Bean
    io.namastack.outbox.Outbox records(
            OutboxContextCollector contexts,
            OutboxHandlerRegistry handlers,
            OutboxRecordRepository records,
            Clock clock) {
        return new OutboxService(contexts, handlers, records, clock);
    }

    /** Returns when the broker has the event: only then is the record done with. */
    static class Handler implements OutboxTypedHandler<AccountEvent> {

        private final EventSender sender;

        Handler(EventSender sender) {
            this.sender = sender;
        }

        @Override
        public void handle(AccountEvent event, OutboxRecordMetadata metadata) {
            sender.send(event).join();
        }
    }
}
