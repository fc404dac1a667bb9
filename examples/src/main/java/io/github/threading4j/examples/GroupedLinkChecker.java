package io.github.threading4j.examples;

import static java.util.Map.entry;

import io.github.threading4j.taskgroups.ExceptionGroup;
import io.github.threading4j.taskgroups.TaskGroup;
import java.io.FileNotFoundException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;

/** A task for each page of a site checks the links of the page; all tasks end together, at the first error at once. */
public final class GroupedLinkChecker {
    private static final Map<String, List<String>> SITE = Map.ofEntries(
            entry("/", List.of("/docs", "/blog", "/about")),
            entry("/about", List.of("/", "/jobs")),
            entry("/blog", List.of("/", "/blog/1", "/docs")),
            entry("/blog/1", List.of("/blog", "/docs")),
            entry("/docs", List.of("/", "/about")));

    private final boolean untilBroken;
    private final Set<String> seen = ConcurrentHashMap.newKeySet(); // the tasks run in parallel
    private final Set<String> broken = new ConcurrentSkipListSet<>();
    private final TaskGroup group = new TaskGroup();

    private GroupedLinkChecker(boolean untilBroken) {
        this.untilBroken = untilBroken;
    }

    private static List<String> fetch(String page) throws FileNotFoundException {
        var links = SITE.get(page);
        if (links == null) {
            throw new FileNotFoundException(page);
        }
        return links;
    }

    private void check(String page) throws FileNotFoundException {
        try {
            fetch(page).forEach(this::follow);
        } catch (FileNotFoundException e) {
            if (untilBroken) {
                throw e;
            }
            broken.add(page);
        }
    }

    private void follow(String link) {
        if (seen.add(link)) {
            var unused = group.submit(() -> check(link)); // the group waits for it
        }
    }

    private void run() throws InterruptedException {
        seen.add("/");
        group.with(() -> group.submit(() -> check("/")));
    }

    public static void main(String[] args) throws InterruptedException {
        var checker = new GroupedLinkChecker(false);
        checker.run();
        System.out.println(checker.seen.size() + " pages, broken: " + String.join(", ", checker.broken));

        try {
            new GroupedLinkChecker(true).run();
        } catch (ExceptionGroup e) {
            System.out.println(e.getMessage());
            System.out.println("gave up at " + e.exceptions().get(0).getMessage());
        }
    }
}
