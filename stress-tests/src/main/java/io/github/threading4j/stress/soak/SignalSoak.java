package io.github.threading4j.stress.soak;

import io.github.threading4j.Condition;
import io.github.threading4j.Lock;
import io.github.threading4j.internal.JavaThreads;
import io.github.threading4j.stress.KeepAliveCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Sends a million signals while waits end by a timeout or an interrupt. A signal must never be lost.
 *
 * <p>{@code java -cp jcstress.jar io.github.threading4j.stress.soak.SignalSoak [rounds [seconds [seed]]]}, by default
 * at most a million rounds in at most 300 seconds. The rounds are divided among all kinds of lock and thread that this
 * JVM has. Exits with 0 only if all rounds were run and no signal was lost. The seed determines the threads'
 * operations, but not their interleaving.
 */
public final class SignalSoak {
    private SignalSoak() {}

    /** Runs the soak test. */
    public static void main(String[] args) throws InterruptedException {
        var rounds = args.length > 0 ? Long.parseLong(args[0]) : 1_000_000;
        var seconds = args.length > 1 ? Long.parseLong(args[1]) : 300;
        var seed = args.length > 2 ? Long.parseLong(args[2]) : System.nanoTime();
        System.out.printf("%d rounds, at most %d s, seed %d, Java %s%n", rounds, seconds, seed, Runtime.version());
        var begin = System.nanoTime();
        var end = begin + TimeUnit.SECONDS.toNanos(seconds);
        var arenas = arenas(seed);
        long done = 0;
        for (int i = 0; i < arenas.size(); i++) {
            done += arenas.get(i).run((rounds - done) / (arenas.size() - i), end);
            System.out.println(arenas.get(i));
        }
        var lost = arenas.stream().filter(SignalArena::hasLost).count();
        System.out.printf("%d rounds, %d signals lost, %.1f s%n", done, lost, (System.nanoTime() - begin) / 1e9);
        KeepAliveCheck.requireReleased();
        System.exit(lost == 0 && done >= rounds ? 0 : 1);
    }

    private static List<SignalArena> arenas(long seed) {
        Map<String, Supplier<Condition>> conditions = new TreeMap<>(Map.of(
                "RLock", Condition::new,
                "Lock", () -> new Condition(new Lock()),
                "ReentrantLock", () -> new Condition(new ReentrantLock())));
        List<SignalArena> arenas = new ArrayList<>();
        for (var user : JavaThreads.supportsVirtual() ? List.of(false, true) : List.of(false)) {
            conditions.forEach((lock, condition) -> arenas.add(new SignalArena(
                    lock + (user ? ", virtual threads" : ", platform threads"), condition.get(), user, seed)));
        }
        return arenas;
    }
}
