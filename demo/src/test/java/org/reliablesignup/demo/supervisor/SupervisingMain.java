package org.reliablesignup.demo.supervisor;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Supervises a stand-in and prints its process id; it is started as a process of its own, to be killed. */
final class SupervisingMain {

    private SupervisingMain() {}

    public static void main(String[] arguments) throws Exception {
        Supervisor supervisor = new Supervisor(List.of(StandIn.spec("stand-in", Path.of(arguments[0]))), _ -> {});
        supervisor.start();
        supervisor.awaitReady();
        System.out.println(supervisor.pid("stand-in").orElseThrow());
        new CountDownLatch(1).await();
    }
}
