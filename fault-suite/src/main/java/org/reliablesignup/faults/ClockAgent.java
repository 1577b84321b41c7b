package org.reliablesignup.faults;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Puts the clock of a JVM wrong: what {@link Clock}, {@link Instant}, {@link Date} and each direct call of {@link
 * System#currentTimeMillis()} outside of the JDK tell is shifted. The steady clock, {@link System#nanoTime()}, and the
 * JDK's own waits are not: they are right on a machine whose clock is wrong, too. Loaded into a service by {@code
 * -javaagent}, so the service knows nothing of it.
 */
public final class ClockAgent {

    private ClockAgent() {}

    /** @param shift ISO 8601, such as {@code PT1H} for a clock that is an hour ahead */
    public static void premain(String shift, Instrumentation instrumentation) throws Exception {
        instrumentation.addTransformer(new Shift(Duration.parse(shift).toMillis()), true);
        instrumentation.retransformClasses(Clock.class, Class.forName("java.time.Clock$SystemClock"), Date.class);
    }

    private record Shift(long millis) implements ClassFileTransformer {

        private static final ClassDesc INSTANT = ClassDesc.of(Instant.class.getName());

        @Override
        public byte @Nullable [] transform(
                @Nullable ClassLoader loader,
                String className,
                @Nullable Class<?> redefined,
                @Nullable ProtectionDomain domain,
                byte[] bytes) {
            try {
                if (className.equals("java/time/Clock")) {
                    return transformed(
                            loader,
                            bytes,
                            method -> method.methodName().equalsString("currentInstant"),
                            this::atReturn);
                }
                boolean ours = loader != null && loader != ClassLoader.getPlatformClassLoader();
                if (ours || redefined != null) {
                    return transformed(loader, bytes, Shift::asksForTheTime, this::afterTheCall);
                }
                return null;
            } catch (RuntimeException e) {
                // The JVM would swallow it, and the suite would test a clock that is right.
                System.err.println("cannot shift the clock in " + className + ": " + e);
                Runtime.getRuntime().halt(1);
                return null;
            }
        }

        private static byte @Nullable [] transformed(
                @Nullable ClassLoader loader, byte[] bytes, Predicate<MethodModel> where, CodeTransform how) {
            ClassFile classFile = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(withoutLoading(loader)));
            var model = classFile.parse(bytes);
            return model.methods().stream().noneMatch(where)
                    ? null
                    : classFile.transformClass(model, ClassTransform.transformingMethodBodies(where, how));
        }

        /** To load a class while another is being defined would define one of them twice. What is absent has no parents. */
        private static ClassHierarchyResolver withoutLoading(@Nullable ClassLoader loader) {
            return ClassHierarchyResolver.ofResourceParsing(
                            loader == null ? ClassLoader.getSystemClassLoader() : loader)
                    .orElse(type -> ClassHierarchyResolver.ClassHierarchyInfo.ofClass(ConstantDescs.CD_Object))
                    .cached();
        }

        private static boolean asksForTheTime(MethodModel method) {
            return method.code().stream().anyMatch(code -> code.elementStream().anyMatch(Shift::isCall));
        }

        private static boolean isCall(CodeElement element) {
            return element instanceof InvokeInstruction call
                    && call.name().equalsString("currentTimeMillis")
                    && call.owner().name().equalsString("java/lang/System");
        }

        private void afterTheCall(CodeBuilder builder, CodeElement element) {
            builder.with(element);
            if (isCall(element)) {
                builder.loadConstant(millis).ladd();
            }
        }

        private void atReturn(CodeBuilder builder, CodeElement element) {
            if (element instanceof ReturnInstruction) {
                builder.loadConstant(millis)
                        .invokevirtual(INSTANT, "plusMillis", MethodTypeDesc.of(INSTANT, ConstantDescs.CD_long));
            }
            builder.with(element);
        }
    }
}
