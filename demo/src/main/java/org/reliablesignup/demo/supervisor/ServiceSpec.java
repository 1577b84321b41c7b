package org.reliablesignup.demo.supervisor;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How to start a service and how to know that it is ready.
 *
 * @param classPath what the service needs, and nothing else
 * @param environment its settings, on top of the environment of this process
 * @param log gets what it prints
 * @param readiness answers 200 once the service is ready
 */
public record ServiceSpec(
        String name,
        String mainClass,
        List<Path> classPath,
        List<String> jvmFlags,
        Map<String, String> environment,
        Path directory,
        Path log,
        URI readiness) {

    /** Copies the collections. */
    public ServiceSpec {
        classPath = List.copyOf(classPath);
        jvmFlags = List.copyOf(jvmFlags);
        environment = Map.copyOf(environment);
    }
}
