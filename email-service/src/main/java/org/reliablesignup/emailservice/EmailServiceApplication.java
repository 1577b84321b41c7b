package org.reliablesignup.emailservice;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The service. */
@SpringBootApplication
public class EmailServiceApplication {

    /** Starts it. */
    public static void main(String[] args) {
        SpringApplication.run(EmailServiceApplication.class, args);
    }
}
