package io.github.threading4j.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.threading4j.pool.ImapOptions;
import io.github.threading4j.pool.ImapResults;
import io.github.threading4j.pool.ThreadPool;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;

/** Searches for numbers whose hashes start with ever more zeros: imap over an endless source, in constant memory. */
public final class HashSearch {
    private static Map.Entry<Integer, String> attempt(int number) throws NoSuchAlgorithmException {
        var digest = MessageDigest.getInstance("SHA-256").digest(("hello " + number).getBytes(UTF_8));
        return Map.entry(number, HexFormat.of().formatHex(digest));
    }

    private static void search(ImapResults<Map.Entry<Integer, String>> attempts) {
        var zeros = "0";
        for (var attempt : attempts) {
            if (attempt.getValue().startsWith(zeros)) {
                System.out.println(attempt.getKey() + ": " + attempt.getValue());
                zeros += "0";
            }
            if (zeros.length() > 3) {
                break;
            }
        }
    }

    public static void main(String[] args) {
        Iterable<Integer> numbers = () -> Stream.iterate(0, n -> n + 1).iterator();
        try (var pool = new ThreadPool(4);
                var attempts = pool.imap(
                        HashSearch::attempt, numbers, ImapOptions.defaults().buffersize(64))) {
            search(attempts);
        }
        System.out.println("that is enough");
    }
}
