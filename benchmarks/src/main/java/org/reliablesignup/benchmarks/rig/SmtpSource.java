package org.reliablesignup.benchmarks.rig;

/** The limit: Postfix' {@code smtp-source}, which sends the same mail over and over, over connections that are kept. */
public final class SmtpSource {

    private SmtpSource() {}

    /** Mails per second. */
    public static double mailsPerSecond(int port, int connections, int mails, int bytes) {
        long start = System.nanoTime();
        Tools.run(
                Tools.path("smtp-source"),
                "-d",
                "-s",
                Integer.toString(connections),
                "-m",
                Integer.toString(mails),
                "-l",
                Integer.toString(bytes),
                "-f",
                "no-reply@reliable-signup.example",
                "-t",
                "ada@load.example",
                "localhost:" + port);
        return mails / ((System.nanoTime() - start) / 1e9);
    }
}
