package org.reliablesignup.testing.process;

/** What a {@link Service} runs: an application of Spring Boot with the ports of a service. */
public interface Program {

    /** What it is called in logs and reports. */
    String title();

    String mainClass();

    /** In the platform's form. */
    String classPath();
}
