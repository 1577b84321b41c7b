package org.reliablesignup.benchmarks;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.reliablesignup.benchmarks.peer.Backlog;
import org.reliablesignup.benchmarks.rig.Database;
import org.reliablesignup.testing.process.Service;

/**
 * An account-service with one way from the transaction to the topic. While others are measured, it stands still and
 * takes nothing of the machine.
 *
 * @param name in tables
 * @param backlog what its library still has to publish; null if there is never anything
 */
record Contender(
        String name,
        Service service,
        Database database,
        @Nullable Backlog backlog) {

    int port() {
        return service.uri("/").getPort();
    }

    /** Whether its library has published all that was committed. */
    boolean isDrained() {
        return backlog == null || ask(backlog::isEmpty);
    }

    /** Leaves so many events behind that are stored and not published, as a crash or a broker that was away would. */
    void fill(int events) {
        ask(connection -> {
            stored().fill(connection, events);
            return true;
        });
    }

    /** Forgets what is stored and not published; some of it may be on its way. */
    void clear() {
        ask(connection -> {
            stored().clear(connection);
            return true;
        });
    }

    private Backlog stored() {
        if (backlog == null) {
            throw new IllegalStateException(name + " stores no events");
        }
        return backlog;
    }

    private boolean ask(Question question) {
        try (Connection connection = database.connect()) {
            return question.ask(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void pause() {
        service.process().pause();
    }

    void resume() {
        service.process().resume();
    }

    private interface Question {
        boolean ask(Connection connection) throws SQLException;
    }
}
