package io.github.threading4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.contextvars.Context;
import io.github.threading4j.contextvars.ContextVar;
import io.github.threading4j.internal.KeepAlive;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.BrokenMdc;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import io.github.threading4j.testing.Uncaught;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** The contexts that threads run in. */
class ThreadContextTest {
    private final ContextVar<String> user = new ContextVar<>("user");

    @EachThreadKind
    void start_copiesTheCallersCurrentContext(ThreadKind kind) throws Exception {
        user.set("at construction");
        var seen = new String[1];
        var thread = kind.thread(() -> {
            seen[0] = user.get("none");
            user.set("the thread's");
        });
        user.set("at start");
        thread.start();
        user.set("after start");
        thread.join();
        assertThat(seen[0]).isEqualTo("at start");
        assertThat(user.get()).isEqualTo("after start");
    }

    @EachThreadKind
    void start_withoutInheritance_runsInAnEmptyContext(ThreadKind kind) {
        Threading.setThreadInheritContext(false);
        assertThat(Threading.getThreadInheritContext()).isFalse();
        user.set("starter's");
        kind.run(() -> assertThat(user.get("none")).isEqualTo("none"));
        Threading.setThreadInheritContext(true);
        kind.run(() -> assertThat(user.get("none")).isEqualTo("starter's"));
    }

    @EachThreadKind
    void context_setInTheBuilder_isTheThreadsContext(ThreadKind kind) throws Exception {
        user.set("starter's");
        var context = new Context();
        context.run(() -> user.set("given"));
        kind.builder()
                .context(context)
                .start(() -> user.set(user.get() + ", and changed"))
                .join();
        assertThat(context.get(user)).isEqualTo("given, and changed");
        assertThat(context.run(() -> user.get())).isEqualTo("given, and changed");
    }

    @EachThreadKind
    void context_setInTheBuilder_isUsedByOverriddenRunAndExcepthook(ThreadKind kind) throws Exception {
        var context = new Context();
        context.run(() -> user.set("given"));
        Threading.setExcepthook(args -> user.set(user.get("none") + " to the hook"));
        var thread = new NamedThread(kind.builder().context(context)) {
            @Override
            public void run() {
                user.set("changed");
                throw new IllegalStateException("ends");
            }
        };
        thread.start();
        thread.join();
        assertThat(context.get(user)).isEqualTo("changed to the hook");
    }

    @EachThreadKind
    void context_alreadyEntered_isReportedAndTargetDoesNotRun(ThreadKind kind, Uncaught uncaught) throws Exception {
        var context = new Context();
        context.run(() -> {
            var thread = kind.builder().context(context).start(() -> user.set("never"));
            thread.join();
            assertThat(thread.isAlive()).isFalse();
        });
        var args = uncaught.take();
        assertThat(args.exception())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("cannot enter context: ");
        assertThat(context.isEmpty()).isTrue();
    }

    @EachThreadKind
    void context_enteringFails_isReportedAndJoinReturns(ThreadKind kind, Uncaught uncaught) throws Exception {
        var failure = new OutOfMemoryError("on purpose");
        var ran = new AtomicBoolean();
        Context.carryMdc(true);
        user.set("starter's");
        var thread = kind.builder().daemon(false).unstarted(() -> ran.set(true));
        try (var mdc = BrokenMdc.entering(each -> each == thread.toJavaThread(), failure)) {
            thread.start();
            assertThat(thread.join(Await.SECONDS)).isTrue();
        } finally {
            Context.carryMdc(false);
        }
        assertThat(ran).isFalse();
        assertThat(uncaught.take()).isEqualTo(new ExceptHookArgs(failure, thread));
        assertThat(Threading.enumerate()).doesNotContain(thread);
        Await.until("no thread is retained", () -> KeepAlive.JVM.retained() == 0);
    }

    @EachThreadKind
    void context_afterJoin_canBeEntered(ThreadKind kind) throws Exception {
        var context = new Context();
        for (int i = 0; i < 200; i++) {
            var thread = kind.builder().context(context).start(() -> user.set("x"));
            thread.join();
            context.run(() -> {});
        }
    }

    @Test
    void context_null_isRejected() {
        assertThatThrownBy(() -> NamedThread.builder().context(null)).hasMessage("context: null (expected a value)");
    }

    @EachThreadKind
    void value_ofAnEndedThreadStillReferenced_isCollected(ThreadKind kind) throws Exception {
        var variable = new ContextVar<Object>("v");
        var gone = new WeakReference<>(new Object());
        var thread = new Context().run(() -> {
            variable.set(gone.get());
            return kind.start(() -> variable.set(variable.get())); // the value is inherited, and set again
        });
        thread.join();
        Await.collected("the value", () -> gone.refersTo(null));
        assertThat(thread.isAlive()).isFalse();
    }

    @Test
    void foreignThread_hasItsOwnContext() throws Exception {
        user.set("mine");
        var checked = new boolean[1];
        var foreign = new Thread(() -> {
            var inherited = user.get("none");
            user.set("foreign");
            System.gc(); // must not collect the context
            checked[0] = inherited.equals("none") && user.get("none").equals("foreign");
        });
        foreign.start();
        foreign.join();
        assertThat(checked[0]).isTrue();
        assertThat(user.get()).isEqualTo("mine");
    }

    /** A context that a server's thread refers to must not keep an application's classes alive. */
    @Test
    void foreignThread_outlivesTheLibrary_doesNotPinItsClassLoader() throws Exception {
        var used = new CountDownLatch(1);
        var end = new CountDownLatch(1);
        var application = new AtomicReference<WeakReference<ClassLoader>>();
        var foreign = new Thread(() -> {
            application.set(useLibraryOfItsOwn());
            used.countDown();
            try {
                end.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        foreign.start();
        used.await();
        Await.collected("the class loader", () -> application.get().refersTo(null));
        end.countDown();
        foreign.join();
    }

    private static WeakReference<ClassLoader> useLibraryOfItsOwn() {
        try {
            var loader = new OwnLibrary();
            var type = loader.loadClass(ContextVar.class.getName());
            assertThat(type).isNotSameAs(ContextVar.class);
            var variable = type.getConstructor(String.class).newInstance("v");
            type.getMethod("set", Object.class).invoke(variable, "value");
            assertThat(type.getMethod("get").invoke(variable)).isEqualTo("value");
            return new WeakReference<>(loader);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private static final class OwnLibrary extends URLClassLoader {
        OwnLibrary() {
            super(new URL[] {
                ContextVar.class.getProtectionDomain().getCodeSource().getLocation()
            });
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                if (!name.startsWith("io.github.threading4j.")) {
                    return super.loadClass(name, resolve);
                }
                var loaded = findLoadedClass(name);
                return loaded == null ? findClass(name) : loaded;
            }
        }
    }
}
