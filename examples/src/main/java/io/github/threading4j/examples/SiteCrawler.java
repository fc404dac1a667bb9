package io.github.threading4j.examples;

import io.github.threading4j.Event;
import io.github.threading4j.NamedThread;
import io.github.threading4j.queue.Queue;
import io.github.threading4j.queue.QueueEmptyException;
import io.github.threading4j.queue.QueueStore;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A crawler visits each page once, shortest path first: a queue with a custom order, a thread with a custom join. */
public final class SiteCrawler {
    private static final Map<String, List<String>> SITE = Map.of(
            "/", List.of("/docs/lock", "/blog", "/"),
            "/blog", List.of("/blog/2026/1", "/blog/2026/2", "/about"),
            "/about", List.of("/", "/blog"),
            "/docs/lock", List.of("/docs/event", "/docs/lock"),
            "/docs/event", List.of("/docs/lock", "/about"));

    private SiteCrawler() {}

    /** Rejects pages that were added before, and returns the page with the shortest path first. */
    private static final class PageStore implements QueueStore<String> {
        private static final Comparator<String> BY_DEPTH = Comparator.comparingLong(
                page -> page.chars().filter(c -> c == '/').count());
        private final Set<String> seen = new HashSet<>();
        private final TreeSet<String> pages = new TreeSet<>(BY_DEPTH.thenComparing(page -> page));

        @Override
        public boolean add(String page) {
            return seen.add(page) && pages.add(page);
        }

        @Override
        public String remove() {
            return pages.pollFirst();
        }

        @Override
        public int size() {
            return pages.size();
        }
    }

    /** Visits pages until it is joined. */
    private static final class Crawler extends NamedThread {
        private final Queue<String> pages;
        private final Event stop = new Event();

        Crawler(Queue<String> pages) {
            super("crawler");
            this.pages = pages;
        }

        @Override
        public void run() throws InterruptedException {
            while (!stop.isSet()) {
                try (var task = pages.getTask(0.01)) {
                    visit(task.item());
                } catch (QueueEmptyException e) {
                    // time to check whether to stop
                }
            }
        }

        private void visit(String page) throws InterruptedException {
            var links = SITE.getOrDefault(page, List.of());
            System.out.println(getName() + ": " + page + " has " + links.size() + " links");
            for (var link : links) {
                pages.put(link);
            }
        }

        @Override
        public boolean join(Duration timeout) throws InterruptedException {
            stop.set();
            return super.join(timeout);
        }
    }

    public static void main(String[] args) throws InterruptedException {
        var store = new PageStore();
        var pages = Queue.withStore(0, store);
        for (var page : List.of("/docs/event", "/", "/")) {
            pages.put(page);
        }
        System.out.println(pages.qsize() + " pages to begin with");
        var crawler = new Crawler(pages);
        crawler.start();
        pages.join();
        crawler.join(10);
        System.out.println(store.seen.size() + " pages, and " + pages.qsize() + " left");
        System.out.println(crawler.isAlive() ? "the crawler is alive" : "the crawler has ended");
    }
}
