package org.reliablesignup.demo;

import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.OptionalLong;
import org.reliablesignup.demo.supervisor.Supervisor;

/** What a person needs to know once everything is ready. */
final class Announcement {

    private final DemoSettings settings;
    private final Supervisor services;

    Announcement(DemoSettings settings, Supervisor services) {
        this.settings = settings;
        this.services = services;
    }

    String text() {
        return """

                Everything is ready after %.1f s.

                  Page     http://localhost:%d/
                  API      http://localhost:%d/api
                  Inbox    http://localhost:%d/ (its mail server: localhost:%d)
                  Kafka    localhost:%d
                  Data     %s
                  Logs     %s

                Sign somebody up on the page, or so, then open the inbox, follow the link in the mail and press the button:

                  curl -i localhost:%d/accounts -H 'Content-Type: application/json' -d '{"ownerName":"Ada Lovelace","email":"ada@example.com"}'

                Kill a service, sign somebody up all the same, and see it come back:

                  %s   (email-service)
                  %s   (account-service)

                Here one client may sign up as many as it likes; elsewhere there is a limit (limits.per-client).
                Ctrl-C ends the demo. The accounts and mails are there again next time.
                """.formatted(
                        ManagementFactory.getRuntimeMXBean().getUptime() / 1e3,
                        settings.port(DemoPort.ACCOUNT),
                        settings.port(DemoPort.ACCOUNT),
                        settings.port(DemoPort.INBOX),
                        settings.port(DemoPort.SMTP),
                        settings.port(DemoPort.KAFKA),
                        settings.data(),
                        settings.logs(),
                        settings.port(DemoPort.ACCOUNT),
                        kill(services.pid(Services.EMAIL_SERVICE)),
                        kill(services.pid(Services.ACCOUNT_SERVICE)));
    }

    private static String kill(OptionalLong pid) {
        boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
        String number = pid.isPresent() ? String.valueOf(pid.getAsLong()) : "(starting again)";
        return (windows ? "taskkill /F /PID " : "kill -9 ") + number;
    }
}
