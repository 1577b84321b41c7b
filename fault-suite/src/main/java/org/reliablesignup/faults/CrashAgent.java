package org.reliablesignup.faults;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Ends a JVM at one exact point of a method, as abruptly as {@code kill -9} does: no finally, no shutdown hook, no
 * flush. Loaded into a service by {@code -javaagent}, so the service knows nothing of it.
 */
public final class CrashAgent {

    /** Of a JVM that died where it was to die; as of one that was killed. */
    static final int EXIT_CODE = 137;

    private static final AtomicInteger remaining = new AtomicInteger();

    private CrashAgent() {}

    /** @param point as {@link CrashPoint#toString()} writes it */
    public static void premain(String point, Instrumentation instrumentation) {
        CrashPoint crash = CrashPoint.parse(point);
        remaining.set(crash.occurrence());
        instrumentation.addTransformer(new Planting(crash));
    }

    /** Called by the method that the crash was planted in. */
    public static void reached() {
        if (remaining.decrementAndGet() == 0) {
            Runtime.getRuntime().halt(EXIT_CODE);
        }
    }

    private record Planting(CrashPoint crash) implements ClassFileTransformer {

        @Override
        public byte @Nullable [] transform(
                @Nullable ClassLoader loader,
                String className,
                @Nullable Class<?> redefined,
                @Nullable ProtectionDomain domain,
                byte[] bytes) {
            if (!className.equals(crash.className().replace('.', '/'))) {
                return null;
            }
            try {
                ClassFile classFile = ClassFile.of();
                return classFile.transformClass(
                        classFile.parse(bytes),
                        ClassTransform.transformingMethodBodies(
                                method -> method.methodName().equalsString(crash.method()),
                                crash.after() ? beforeEachReturn() : atTheStart()));
            } catch (RuntimeException e) {
                // The JVM would swallow it, and the suite would wait for a crash that never comes.
                System.err.println("cannot plant a crash in " + className + ": " + e);
                Runtime.getRuntime().halt(1);
                return null;
            }
        }

        private static CodeTransform atTheStart() {
            return CodeTransform.ofStateful(() -> new CodeTransform() {
                @Override
                public void atStart(CodeBuilder builder) {
                    callReached(builder);
                }

                @Override
                public void accept(CodeBuilder builder, CodeElement element) {
                    builder.with(element);
                }
            });
        }

        private static CodeTransform beforeEachReturn() {
            return (builder, element) -> {
                if (element instanceof ReturnInstruction) {
                    callReached(builder);
                }
                builder.with(element);
            };
        }

        private static void callReached(CodeBuilder builder) {
            builder.invokestatic(
                    ClassDesc.of(CrashAgent.class.getName()), "reached", MethodTypeDesc.of(ConstantDescs.CD_void));
        }
    }
}
