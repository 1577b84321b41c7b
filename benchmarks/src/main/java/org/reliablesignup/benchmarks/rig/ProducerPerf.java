package org.reliablesignup.benchmarks.rig;

import java.nio.file.Path;
import java.util.regex.Pattern;

/** The limit: Kafka's own {@code kafka-producer-perf-test}, with the acknowledgement of all replicas, as ours. */
public final class ProducerPerf {

    /** The last line sums up; those before it tell of five seconds each. */
    private static final Pattern RATE = Pattern.compile("([\\d.]+) records/sec(?!.*records/sec)", Pattern.DOTALL);

    private ProducerPerf() {}

    /** Records per second, Java's start left out. */
    public static double recordsPerSecond(String servers, String topic, int records, int bytes) {
        return Tools.number(
                RATE,
                Tools.run(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.apache.kafka.tools.ProducerPerformance",
                        "--topic",
                        topic,
                        "--num-records",
                        Integer.toString(records),
                        "--record-size",
                        Integer.toString(bytes),
                        "--throughput",
                        "-1",
                        "--producer-props",
                        "bootstrap.servers=" + servers,
                        "acks=all",
                        "linger.ms=2"));
    }
}
