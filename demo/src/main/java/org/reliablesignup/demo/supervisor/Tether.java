package org.reliablesignup.demo.supervisor;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;

/**
 * Runs another main class, and ends the process when its standard input ends: that is when the process that started it
 * has closed it or is gone, however it went.
 *
 * <p>The first argument names the main class, the others are its own.
 */
final class Tether {

    private static final long GRACE_MILLIS = 5_000;

    private Tether() {}

    /** Throws what the other main throws. */
    public static void main(String[] arguments) throws Throwable {
        Thread.ofPlatform().daemon().name("tether").start(Tether::endWithParent);
        Method main = Class.forName(arguments[0]).getDeclaredMethod("main", String[].class);
        main.setAccessible(true);
        try {
            main.invoke(null, (Object) Arrays.copyOfRange(arguments, 1, arguments.length));
        } catch (InvocationTargetException thrown) {
            throw thrown.getTargetException();
        }
    }

    private static void endWithParent() {
        try {
            while (System.in.read() >= 0) {}
        } catch (IOException _) {
            // as good as the end of the stream
        }
        Thread.ofPlatform().daemon().name("tether-exit").start(() -> System.exit(0));
        try {
            Thread.sleep(GRACE_MILLIS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(1);
    }
}
