package org.reliablesignup.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Writes a line for each run of a test that is marked as {@link OddInput}; a file for each class, when it is through. */
final class OddInputTable implements AfterTestExecutionCallback, ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(OddInputTable.class);

    /** What is around the arguments of a run and before each, and behind the name of a test that has none. */
    private static final Pattern NO_INPUT =
            Pattern.compile("^\\[\\d+] (\\w+ = )?|(?<=, )\\w+ = |(?<=^\\w{1,200})\\(\\w*\\)$");

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Answered.class;
    }

    @Override
    public Answered resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return answer -> context.getStore(NAMESPACE).put(Answered.class, answer);
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        OddInput mark = context.getRequiredTestMethod().getAnnotation(OddInput.class);
        String told = context.getStore(NAMESPACE).getOrDefault(Answered.class, String.class, mark.answer());
        if (context.getExecutionException().isEmpty() && told.isEmpty()) {
            throw new IllegalStateException("nobody told what came of it");
        }
        String input = NO_INPUT.matcher(context.getDisplayName()).replaceAll("");
        rows(context).add(mark.value(), input, context.getExecutionException().isEmpty() ? told : "TEST FAILED");
    }

    private static Rows rows(ExtensionContext context) {
        Class<?> testClass = context.getRequiredTestClass();
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(testClass, key -> new Rows(testClass.getSimpleName()), Rows.class);
    }

    /** Closed by JUnit when the last test of the JVM is through. */
    private static final class Rows implements AutoCloseable {

        private final List<String> lines = new CopyOnWriteArrayList<>();
        private final String testClass;

        Rows(String testClass) {
            this.testClass = testClass;
        }

        void add(String part, String input, String answer) {
            lines.add("| " + part + " | " + cell(input) + " | " + cell(answer) + " | " + testClass + " |");
        }

        private static String cell(String text) {
            return CaseTable.visible(text).replace("|", "\\|");
        }

        @Override
        public void close() {
            try {
                Path directory = Files.createDirectories(Path.of("target", "odd-input"));
                Files.write(directory.resolve(testClass + ".md"), lines, UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
