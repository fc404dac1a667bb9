package io.github.threading4j.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Map.entry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.threading4j.Event;
import io.github.threading4j.Lock;
import io.github.threading4j.NamedThread;
import io.github.threading4j.futures.Future;
import io.github.threading4j.futures.ThreadPoolExecutor;
import io.github.threading4j.queue.Queue;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A pool checks all links of a site, and a thread reports the progress; the check can stop at the first broken link.
 */
@SuppressWarnings("NullAway") // a null item marks the end
public final class LinkChecker {
    private static final Map<String, List<String>> SITE = Map.ofEntries(
            entry("/", List.of("/docs", "/blog", "/about")),
            entry("/about", List.of("/", "/jobs")),
            entry("/blog", List.of("/", "/blog/1", "/blog/2")),
            entry("/blog/1", List.of("/blog", "/docs/lock")),
            entry("/blog/2", List.of("/blog", "/jobs")),
            entry("/docs", List.of("/", "/docs/lock", "/docs/queue")),
            entry("/docs/lock", List.of("/docs", "/docs/event")),
            entry("/docs/queue", List.of("/docs", "/docs/lock")));
    private static final Pattern LINK = Pattern.compile("href=\"([^\"]*)\"");

    private final String site;
    private final boolean untilBroken;
    private final Queue<@Nullable String> pages = new Queue<>(); // the pages to fetch
    private final Queue<@Nullable Integer> progress = new Queue<>();
    private final Event giveUp = new Event();
    private final Lock lock = new Lock(); // guards the fields below
    private final Map<String, Set<String>> referrers = new HashMap<>();
    private final Set<String> broken = new TreeSet<>();
    private int checked;

    private LinkChecker(String site, boolean untilBroken) {
        this.site = site;
        this.untilBroken = untilBroken;
    }

    private static void serve(HttpExchange exchange) throws IOException {
        var links = SITE.get(exchange.getRequestURI().getPath());
        exchange.sendResponseHeaders(links == null ? 404 : 200, 0);
        try (var body = exchange.getResponseBody()) {
            for (var link : links == null ? List.<String>of() : links) {
                body.write("<a href=\"%s\">%s</a>%n".formatted(link, link).getBytes(UTF_8));
            }
        }
    }

    /** Returns the links of a page, or null if the page cannot be fetched. */
    private static @Nullable List<String> fetch(String url) {
        try (var answer = URI.create(url).toURL().openStream()) {
            var links = LINK.matcher(new String(answer.readAllBytes(), UTF_8)).results();
            return links.map(link -> link.group(1)).toList();
        } catch (IOException e) {
            return null;
        }
    }

    private void work() throws InterruptedException {
        String page;
        while ((page = pages.get()) != null) {
            try {
                if (!giveUp.isSet()) {
                    check(page);
                }
            } finally {
                pages.taskDone();
            }
        }
    }

    private void check(String page) throws InterruptedException {
        var links = fetch(site + page);
        try (var hold = lock.hold()) {
            checked++;
            progress.put(checked);
            if (links == null) {
                broken.add(page);
                if (untilBroken) {
                    giveUp.set();
                }
                return;
            }
            for (var link : links) {
                if (!referrers.containsKey(link)) {
                    pages.put(link);
                }
                referrers.computeIfAbsent(link, unused -> new TreeSet<>()).add(page);
            }
        }
    }

    private void report() throws InterruptedException {
        Integer checked;
        while ((checked = progress.get()) != null) {
            if (checked % 4 == 0) {
                System.out.println(checked + " pages checked");
            }
        }
    }

    private void run(int workers) throws InterruptedException {
        var reporter = NamedThread.builder().name("reporter").daemon(true).unstarted(this::report);
        reporter.start();
        referrers.put("/", new TreeSet<>(Set.of("the start")));
        pages.put("/");
        List<? extends Future<?>> checkers;
        try (var pool = new ThreadPoolExecutor(workers)) {
            checkers = Stream.generate(() -> pool.submit(this::work))
                    .limit(workers)
                    .toList();
            pages.join();
            for (int i = 0; i < workers; i++) {
                pages.put(null);
            }
        }
        for (var checker : checkers) {
            checker.result(); // throws the exception of the checker, if any
        }
        progress.put(null);
        reporter.join();
    }

    private void tell() {
        for (var page : broken) {
            System.out.println("no such page: " + page + ", linked from " + String.join(", ", referrers.get(page)));
        }
        System.out.println(checked + " pages, " + broken.size() + " of them broken");
    }

    public static void main(String[] args) throws Exception {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", LinkChecker::serve);
        server.setExecutor(new ThreadPoolExecutor(4)); // also a java.util.concurrent.Executor
        server.start();
        var site = "http://127.0.0.1:" + server.getAddress().getPort();

        var checker = new LinkChecker(site, false);
        checker.run(4);
        checker.tell();

        var hasty = new LinkChecker(site, true);
        hasty.run(1);
        System.out.println("gave up at " + String.join(", ", hasty.broken));
        server.stop(0);
    }
}
