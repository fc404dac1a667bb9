package io.github.threading4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * An application in a container can be unloaded, though the container's threads live on: with this library if it has
 * loaded that, else without it.
 */
class ClassUnloadingTest {
    private static final int ATTEMPTS = 200;
    private static final long PAUSE_MILLIS = 100;

    @Test
    void dropped_afterUse_isCollected() throws Exception {
        var container = container();
        var collected = new ReferenceQueue<ClassLoader>();
        try {
            assertIsCollected(runProgram(container, collected), collected);
        } finally {
            end(container);
        }
    }

    private static ThreadPoolExecutor container() {
        var container = (ThreadPoolExecutor) Executors.newFixedThreadPool(2);
        // Else the program would be on the stack of those who start them, and on Java 17 a thread remembers that.
        container.prestartAllCoreThreads();
        return container;
    }

    private static void end(ExecutorService container) throws InterruptedException {
        container.shutdown();
        assertThat(container.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    }

    /**
     * The first application that uses a library of the container, which another one goes on to use: what the library
     * makes when it is first used, and keeps, must not hold the application that happened to be the first.
     */
    @Test
    void dropped_asTheFirstUserOfALibraryThatOthersUse_isCollected() throws Exception {
        var container = container();
        var collected = new ReferenceQueue<ClassLoader>();
        try (var library = new OwnClasses()) {
            @SuppressWarnings("unchecked") // as below
            var others = (Callable<AutoCloseable>) library.loadClass(UnloadingUser.class.getName())
                    .getConstructor()
                    .newInstance();
            var use = new AtomicReference<AutoCloseable>();
            var application = runFirstUser(library, collected, () -> {
                use.set(container.submit(others).get()); // there, since the first user is on the stack here
                return null;
            });
            try (var used = use.get()) {
                assertThat(used).as("what the other application uses").isNotNull();
                assertIsCollected(application, collected);
            }
        } finally {
            end(container);
        }
    }

    private static WeakReference<ClassLoader> runFirstUser(
            ClassLoader library, ReferenceQueue<ClassLoader> collected, Callable<?> others) throws Exception {
        try (var application = new OwnClass(library, UnloadingFirstUser.class)) {
            var program = application.loadClass(UnloadingFirstUser.class.getName());
            assertThat(program.getClassLoader()).isSameAs(application);
            @SuppressWarnings("unchecked") // as below
            var use = (Consumer<Callable<?>>) program.getConstructor().newInstance();
            use.accept(others);
            return new WeakReference<>(application, collected);
        }
    }

    private static void assertIsCollected(WeakReference<ClassLoader> loader, ReferenceQueue<ClassLoader> collected)
            throws InterruptedException {
        for (int attempt = 0; attempt < ATTEMPTS && !loader.refersTo(null); attempt++) {
            System.gc();
            collected.remove(PAUSE_MILLIS);
        }
        assertThat(loader.refersTo(null))
                .as("the class loader is gone; if not, a heap dump of this JVM tells what holds it")
                .isTrue();
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

    /** Loads one class anew, with those inside it, and shares all else with its parent. */
    private static final class OwnClass extends URLClassLoader {
        private final String name;

        OwnClass(ClassLoader parent, Class<?> type) {
            super(new URL[] {OwnClasses.place(type)}, parent);
            this.name = type.getName();
        }

        @Override
        protected Class<?> loadClass(String wanted, boolean resolve) throws ClassNotFoundException {
            if (!wanted.startsWith(name)) {
                return super.loadClass(wanted, resolve);
            }
            synchronized (getClassLoadingLock(wanted)) {
                var loaded = findLoadedClass(wanted);
                return loaded != null ? loaded : findClass(wanted);
            }
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
