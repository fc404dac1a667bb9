package io.github.threading4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** An application that a container has loaded with this library can be unloaded, though the container's threads live on. */
class ClassUnloadingTest {
    private static final int ATTEMPTS = 200;
    private static final long PAUSE_MILLIS = 100;

    @Test
    void dropped_afterUse_isCollected() throws Exception {
        var container = (ThreadPoolExecutor) Executors.newFixedThreadPool(2);
        // Else the program would be on the stack of those who start them, and on Java 17 a thread remembers that.
        container.prestartAllCoreThreads();
        var collected = new ReferenceQueue<ClassLoader>();
        try {
            var loader = runProgram(container, collected);
            for (int attempt = 0; attempt < ATTEMPTS && !loader.refersTo(null); attempt++) {
                System.gc();
                collected.remove(PAUSE_MILLIS);
            }
            assertThat(loader.refersTo(null))
                    .as("the class loader is gone; if not, a heap dump of this JVM tells what holds it")
                    .isTrue();
        } finally {
            container.shutdown();
            assertThat(container.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        }
    }

    /** In a method of its own, so that no variable of the test holds what it has loaded. */
    private static WeakReference<ClassLoader> runProgram(
            ExecutorService container, ReferenceQueue<ClassLoader> collected) throws Exception {
        try (var loader = new OwnClasses()) {
            var program = loader.loadClass(UnloadingProgram.class.getName());
            assertThat(program.getClassLoader()).isSameAs(loader);
            @SuppressWarnings("unchecked") // it is one, of a class that both have from the JDK
            var use = (Consumer<ExecutorService>) program.getConstructor().newInstance();
            use.accept(container);
            return new WeakReference<>(loader, collected);
        }
    }

    /** Loads this library and its tests anew, and shares all else with who made it. */
    private static final class OwnClasses extends URLClassLoader {
        OwnClasses() {
            super(new URL[] {place(Lock.class), place(UnloadingProgram.class)}, Lock.class.getClassLoader());
        }

        private static URL place(Class<?> type) {
            return type.getProtectionDomain().getCodeSource().getLocation();
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("io.github.threading4j.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                var loaded = findLoadedClass(name);
                return loaded != null ? loaded : findClass(name);
            }
        }
    }
}
