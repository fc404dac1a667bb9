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
 * An application can be unloaded while its container's threads live on, whether this library was loaded by the
 * application or by the container.
 */
class ClassUnloadingTest {
    private static final int ATTEMPTS = 200;
    private static final long PAUSE_MILLIS = 100;

    @Test
    void application_withItsOwnLibrary_isCollected() throws Exception {
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
        // Starts the threads now: on Java 17, a thread keeps the access control context of the code that created it,
        // and these threads must not keep the application's.
        container.prestartAllCoreThreads();
        return container;
    }

    private static void end(ExecutorService container) throws InterruptedException {
        container.shutdown();
        assertThat(container.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    }

    /**
     * Two applications share the container's library, and the first one to use it is dropped. Objects that the library
     * creates on first use and keeps must not refer to that application.
     */
    @Test
    void application_firstUserOfASharedLibrary_isCollected() throws Exception {
        var container = container();
        var collected = new ReferenceQueue<ClassLoader>();
        try (var library = new OwnClasses()) {
            @SuppressWarnings("unchecked") // the program implements Callable, which both loaders get from the JDK
            var others = (Callable<AutoCloseable>) library.loadClass(UnloadingUser.class.getName())
                    .getConstructor()
                    .newInstance();
            var use = new AtomicReference<AutoCloseable>();
            var application = runFirstUser(library, collected, () -> {
                // The other application runs in a container thread, since this thread's stack refers to the first
                // application.
                use.set(container.submit(others).get());
                return null;
            });
            try (var used = use.get()) {
                assertThat(used).as("the resources of the other application").isNotNull();
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
            @SuppressWarnings("unchecked") // the program implements Consumer, which both loaders get from the JDK
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
                .as("the class loader is collected (if not, a heap dump shows what refers to it)")
                .isTrue();
    }

    /** A separate method, so that no local variable of the test refers to the loaded classes. */
    private static WeakReference<ClassLoader> runProgram(
            ExecutorService container, ReferenceQueue<ClassLoader> collected) throws Exception {
        try (var loader = new OwnClasses()) {
            var program = loader.loadClass(UnloadingProgram.class.getName());
            assertThat(program.getClassLoader()).isSameAs(loader);
            @SuppressWarnings("unchecked") // the program implements Consumer, which both loaders get from the JDK
            var use = (Consumer<ExecutorService>) program.getConstructor().newInstance();
            use.accept(container);
            return new WeakReference<>(loader, collected);
        }
    }

    /** A class loader that defines one class and its nested classes, and delegates all others to its parent. */
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

    /** A class loader that defines the library and its tests, and delegates all other classes to its parent. */
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
