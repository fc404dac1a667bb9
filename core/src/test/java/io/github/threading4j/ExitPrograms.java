package io.github.threading4j;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** The programs of {@link ExitTest}, each of which runs in a separate JVM. */
final class ExitPrograms {
    private ExitPrograms() {}

    public static void main(String[] args) throws Exception {
        switch (args[0]) {
            case "threadOutlivesMain" -> afterMain(NamedThread.builder(), "thread");
            case "systemExit" -> systemExit();
            case "mainFails" -> mainFails();
            case "mainExits" -> mainExits();
            case "threadExits" -> NamedThread.builder().start(Threading::exit);
            case "threadFails" -> NamedThread.builder().name("failing").start(ExitPrograms::fail);
            case "daemonAtExit" -> daemonAtExit(NamedThread.builder());
            case "chainAfterMain" -> chain(NamedThread.builder(), 5);
            case "startInShutdownHook" -> startInShutdownHook();
            case "foreignThreadsChild" -> foreignThreadsChild();
            case "joinMain" -> joinMain();
            case "mainEndedBeforeAnybodyAsked" -> mainEndedBeforeAnybodyAsked();
            case "unstarted" -> unstarted();
            case "userOutlivesMain" -> afterMain(NamedThread.builder().virtual(), "thread");
            case "userDaemonAtExit" -> daemonAtExit(NamedThread.builder().virtual());
            case "userChainAfterMain" -> chain(NamedThread.builder().virtual(), 5);
            case "userFails" -> NamedThread.builder().virtual().name("failing").start(ExitPrograms::fail);
            case "userStartsPlatformThread" -> userStartsPlatformThread();
            case "userEnds" -> userEnds();
            default -> throw new IllegalArgumentException("no such program: " + args[0]);
        }
    }

    private static void fail() {
        throw new IllegalStateException("nobody catches this");
    }

    private static void say(String line) {
        System.out.println(line);
    }

    /** Blocks the calling thread until the main thread has ended. */
    private static void awaitEndOfMain() throws InterruptedException {
        Threading.mainThread().join();
    }

    private static void afterMain(NamedThreadBuilder builder, String line) {
        builder.start(() -> {
            awaitEndOfMain();
            Threading.sleep(0.05); // the JVM would exit during this time if it did not wait for this thread
            say(line);
        });
        say("main");
    }

    private static void systemExit() {
        NamedThread.builder().start(() -> {
            try {
                new CountDownLatch(1).await();
            } finally {
                say("finally");
            }
        });
        System.exit(3);
    }

    private static void mainFails() {
        afterMain(NamedThread.builder(), "thread");
        fail();
    }

    private static void mainExits() {
        afterMain(NamedThread.builder(), "thread");
        throw Threading.exit();
    }

    private static void daemonAtExit(NamedThreadBuilder builder) throws InterruptedException {
        var running = new CountDownLatch(1);
        builder.daemon(true).start(() -> {
            try {
                running.countDown();
                new CountDownLatch(1).await();
            } finally {
                say("finally");
            }
        });
        running.await();
        say("main");
    }

    private static void chain(NamedThreadBuilder builder, int links) {
        builder.start(() -> {
            awaitEndOfMain();
            say("link " + links);
            if (links > 1) {
                chain(builder, links - 1);
            }
        });
    }

    private static void startInShutdownHook() {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            var thread = new NamedThread(() -> say("in the hook"));
            thread.start();
            try {
                thread.join();
            } catch (InterruptedException e) {
                say("interrupted");
            }
        }));
    }

    private static void foreignThreadsChild() throws InterruptedException {
        var foreign = new Thread(() -> {
            var inherits = new NamedThread(() -> {
                Threading.mainThread().join();
                say("waited for");
            });
            say("daemon: " + inherits.isDaemon());
            inherits.start();
        });
        foreign.start();
        foreign.join();
    }

    private static void joinMain() {
        NamedThread.builder().start(() -> {
            var main = Threading.mainThread();
            main.join();
            say(main.getName() + " alive: " + main.isAlive() + ", listed: "
                    + Threading.enumerate().contains(main) + ", active: " + Threading.activeCount());
            main.join();
            say("join again: " + main.join(0));
        });
        try {
            Threading.mainThread().join();
        } catch (IllegalStateException | InterruptedException e) {
            say(e.getMessage().replaceAll("ident=\\d+", "ident"));
        }
    }

    /** Does not use the library before the main thread has ended. */
    private static void mainEndedBeforeAnybodyAsked() {
        var main = Thread.currentThread();
        new Thread(() -> {
                    try {
                        main.join();
                    } catch (InterruptedException e) {
                        say("interrupted");
                    }
                    var known = Threading.mainThread();
                    say(known.getName() + " alive: " + known.isAlive() + ", daemon: " + known.isDaemon());
                    say(Threading.enumerate().contains(known) + " " + Threading.activeCount());
                })
                .start();
    }

    /** Constructs objects and loads classes without using them. */
    private static void unstarted() throws Exception {
        var before = Thread.getAllStackTraces().keySet();
        List<Object> made = new ArrayList<>(List.of(new Lock(), new RLock(), new Local<String>()));
        made.add(new NamedThread(() -> {}));
        for (var type : List.of("internal.KeepAlive", "internal.NativeIds", "internal.JavaThreads", "ThreadTable")) {
            Class.forName("io.github.threading4j." + type);
        }
        say("new threads: "
                + Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> !before.contains(thread))
                        .toList());
    }

    private static void userStartsPlatformThread() {
        NamedThread.builder().virtual().start(() -> {
            var child = new NamedThread(() -> {
                awaitEndOfMain();
                Threading.sleep(0.05);
                say("child of a virtual thread");
            });
            say("daemon: " + child.isDaemon());
            child.start();
        });
    }

    private static void userEnds() throws InterruptedException {
        NamedThread.builder().virtual().start(() -> {}).join();
        say(Long.toString(System.currentTimeMillis()));
    }
}
