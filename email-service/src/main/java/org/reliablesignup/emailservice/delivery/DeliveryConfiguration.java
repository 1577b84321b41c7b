package org.reliablesignup.emailservice.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.util.random.RandomGenerator;
import org.reliablesignup.emailservice.smtp.Channel;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DeliverySettings.class)
class DeliveryConfiguration {

    @Bean
    MailQueue mailQueue(MailJobs jobs, JdbcTemplate jdbc, Dispatcher dispatcher) {
        return new MailQueue(jobs, new ErasedAccounts(jdbc), dispatcher::wakeUp);
    }

    @Bean
    DeliveryPolicy deliveryPolicy(DeliverySettings settings) {
        return new DeliveryPolicy(settings, new RetryPolicy(settings, RandomGenerator.getDefault()));
    }

    @Bean
    MailJobs mailJobs(
            JdbcTemplate jdbc,
            TransactionTemplate transaction,
            MailOutcomes outcomes,
            DeliveryPolicy policy,
            DeliveryMetrics metrics) {
        return new MailJobs(
                jdbc,
                transaction,
                outcomes,
                policy,
                metrics,
                ManagementFactory.getRuntimeMXBean().getName());
    }

    @Bean
    JobInspection jobInspection(JdbcClient jdbc) {
        return new JobInspection(jdbc);
    }

    @Bean
    JobIntervention jobIntervention(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            MailJobs jobs,
            MailOutcomes outcomes,
            Dispatcher dispatcher) {
        return new JobIntervention(jdbc, transaction, jobs, outcomes, dispatcher::wakeUp);
    }

    @Bean
    Leases mailLeases(MailJobs jobs, DeliverySettings settings) {
        return new Leases(jobs, settings.lease());
    }

    @Bean
    Breaker mailServerBreaker(DeliverySettings settings) {
        return new Breaker(settings);
    }

    @Bean
    MailServerHealth mailServerHealthIndicator(Breaker breaker) {
        return new MailServerHealth(breaker);
    }

    @Bean
    DeliveryMetrics deliveryMetrics(MeterRegistry registry, JdbcClient jdbc, Breaker breaker) {
        DeliveryMetrics metrics = new DeliveryMetrics(registry, Clock.systemUTC());
        metrics.watch(new QueueFigures(jdbc), breaker);
        return metrics;
    }

    @Bean
    DeliveryWorker deliveryWorker(
            MailComposer composer,
            Channel channel,
            DeliveryPolicy policy,
            MailJobs jobs,
            Breaker breaker,
            DeliveryMetrics metrics,
            ObjectProvider<Tracer> tracer,
            ObjectProvider<Propagator> propagator) {
        return new DeliveryWorker(
                composer,
                channel,
                policy,
                jobs,
                new Recorder(jobs),
                breaker,
                new DeliveryTracing(
                        tracer.getIfAvailable(() -> Tracer.NOOP), propagator.getIfAvailable(() -> Propagator.NOOP)),
                metrics);
    }

    @Bean
    Dispatcher mailDispatcher(
            MailJobs jobs, Leases leases, Breaker breaker, DeliveryWorker worker, DeliverySettings settings) {
        return new Dispatcher(jobs, leases, breaker, worker, settings);
    }
}
