package io.github.threading4j.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.function.CheckReturnValue;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * The methods whose return value must not be ignored. Their annotation is not visible to reflection, so the test reads
 * class files.
 */
class CheckReturnValueTest {
    private static final String MARK = Type.getDescriptor(CheckReturnValue.class);

    private static final Set<String> LOCKS =
            Set.of("Acquirable", "Lock", "RLock", "ReadLock", "WriteLock", "Condition", "Semaphore");

    @Test
    void timedMethods_areAnnotatedWithCheckReturnValue() throws IOException {
        assertThat(marked()).containsExactlyInAnyOrderElementsOf(expected());
    }

    private static Set<String> expected() {
        var timed = Stream.of(
                        "Event.await",
                        "Condition.await",
                        "Queue.join",
                        "Future.awaitTermination",
                        "Executor.awaitTermination")
                .flatMap(method -> Stream.of(method + "(double)", method + "(Duration)"));
        var awaitFor = Stream.of("double", "Duration")
                .map(time -> "Condition.awaitFor(ThrowingBooleanSupplier, " + time + ")");
        var polls = LOCKS.stream().flatMap(lock -> Stream.of(lock + ".acquire(boolean)", lock + ".acquire(Duration)"));
        var seconds = Stream.of("Lock", "RLock", "ReadLock", "WriteLock", "Condition")
                .flatMap(lock -> Stream.of(lock + ".acquire(double)", lock + ".tryHold(double)"));
        var holds = Stream.of(
                "Acquirable.tryHold()",
                "Acquirable.tryHold(Duration)",
                "Lock.tryHold()",
                "RLock.tryHold()",
                "ReadLock.tryHold()",
                "WriteLock.tryHold()",
                "Condition.tryHold()",
                "CancelScope.with(ThrowingRunnable)");
        return Stream.of(timed, awaitFor, polls, seconds, holds)
                .flatMap(all -> all)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Returns the annotated methods of the public types, such as {@code Lock.acquire(double)}. */
    private static Set<String> marked() throws IOException {
        var found = new TreeSet<String>();
        for (var type : PublicApi.visibleTypes()) {
            for (var method : markedIn(type)) {
                found.add(type.getSimpleName() + "." + method);
            }
        }
        return found;
    }

    private static List<String> markedIn(Class<?> type) throws IOException {
        var found = new ArrayList<String>();
        var file = "/" + type.getName().replace('.', '/') + ".class";
        try (InputStream code = CheckReturnValueTest.class.getResourceAsStream(file)) {
            new ClassReader(code).accept(new Marks(found), ClassReader.SKIP_CODE);
        }
        return found;
    }

    private static final class Marks extends ClassVisitor {
        private final List<String> found;

        Marks(List<String> found) {
            super(Opcodes.ASM9);
            this.found = found;
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            return new MethodVisitor(api) {
                @Override
                public AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
                    // A bridge method repeats the annotations of its target.
                    var isBridge = (access & Opcodes.ACC_BRIDGE) != 0;
                    if (annotation.equals(MARK) && !isBridge) {
                        found.add(name + "(" + parameters(descriptor) + ")");
                    }
                    return null;
                }
            };
        }

        private static String parameters(String descriptor) {
            return Stream.of(Type.getArgumentTypes(descriptor))
                    .map(Type::getClassName)
                    .map(name -> name.substring(name.lastIndexOf('.') + 1))
                    .collect(Collectors.joining(", "));
        }
    }
}
