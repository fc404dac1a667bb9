package io.github.threading4j.examples;

import static io.github.threading4j.futures.Futures.asCompleted;

import io.github.threading4j.Event;
import io.github.threading4j.Semaphore;
import io.github.threading4j.futures.Future;
import io.github.threading4j.futures.ThreadPoolExecutor;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.util.List;

/** A pool downloads files and shows the progress; the first failure cancels the downloads that have not started. */
public final class FirstFailure {
    static final List<String> NAMES = List.of("one", "two", "three", "missing", "slow", "slow", "last");

    /** Simulates a server: one file is missing, and some downloads do not end before the server is closed. */
    static final class Mirror {
        final Semaphore shown = new Semaphore(0);
        final Event stalled = new Event();
        final Event closed = new Event();

        int get(String name) throws IOException, InterruptedException {
            if (name.equals("missing")) {
                fail();
            }
            if (name.equals("slow")) {
                stalled.set();
                closed.await();
                throw new ConnectException("closed by the mirror");
            }
            return name.length();
        }

        void fail() throws IOException, InterruptedException {
            for (int i = 0; i < 3; i++) {
                shown.acquire();
            }
            stalled.await();
            throw new FileNotFoundException("no such file: missing");
        }
    }

    static void downloadAll(Mirror mirror, List<Future<Integer>> files) throws InterruptedException, IOException {
        int done = 0;
        try (var completed = asCompleted(files)) {
            for (var file : completed) {
                file.result(IOException.class);
                System.out.println(++done + " of " + files.size() + " files");
                mirror.shown.release();
            }
        }
    }

    public static void main(String[] args) throws InterruptedException {
        var mirror = new Mirror();
        try (var executor = new ThreadPoolExecutor(2)) {
            var files = NAMES.stream()
                    .map(name -> executor.submit(() -> mirror.get(name)))
                    .toList();
            try {
                downloadAll(mirror, files);
            } catch (IOException e) {
                System.out.println(e.getMessage());
            }
            files.forEach(Future::ignoreException);
            var cancelled = files.stream().map(Future::cancel).toList();
            System.out.println("the last one is cancelled: " + cancelled.get(NAMES.size() - 1));
            mirror.closed.set();
        }
    }
}
