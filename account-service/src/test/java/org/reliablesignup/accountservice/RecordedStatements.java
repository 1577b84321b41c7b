package org.reliablesignup.accountservice;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.web.context.request.RequestContextHolder;

/** Notes what is asked of the database while a request is answered, in its order: statements, commits, rollbacks. */
final class RecordedStatements implements BeanPostProcessor {

    private static final Set<String> NOTED = Set.of("prepareStatement", "commit", "rollback");

    private final List<String> statements = Collections.synchronizedList(new ArrayList<>());

    /** Those of one request. */
    List<String> during(Supplier<Http.Answer> request) {
        statements.clear();
        request.get();
        return List.copyOf(statements);
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof DataSource source ? new RecordingDataSource(source) : bean;
    }

    private final class RecordingDataSource extends DelegatingDataSource {

        RecordingDataSource(DataSource source) {
            super(source);
        }

        @Override
        public Connection getConnection() throws SQLException {
            Connection connection = super.getConnection();
            // The relay and the purge work on other threads, at their own time.
            return RequestContextHolder.getRequestAttributes() == null ? connection : recording(connection);
        }

        private Connection recording(Connection connection) {
            return (Connection) Proxy.newProxyInstance(
                    Connection.class.getClassLoader(),
                    new Class<?>[] {Connection.class},
                    (proxy, method, arguments) -> {
                        if (NOTED.contains(method.getName())) {
                            statements.add(arguments == null ? method.getName() : String.valueOf(arguments[0]));
                        }
                        try {
                            return method.invoke(connection, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }
    }
}
