package io.github.threading4j.examples;

import io.github.threading4j.Lock;
import io.github.threading4j.NamedThread;

/** Two threads print numbers and letters in turn: each releases the lock for which the other thread waits. */
public final class TakingTurns {
    private static final Lock numbersTurn = new Lock();
    private static final Lock lettersTurn = new Lock();

    static void printNumbers() {
        for (int number = 1; number < 6; number++) {
            numbersTurn.acquire();
            System.out.println(number);
            lettersTurn.release();
        }
    }

    static void printLetters() {
        for (char letter : "abcde".toCharArray()) {
            lettersTurn.acquire();
            System.out.println(letter);
            numbersTurn.release();
        }
    }

    public static void main(String[] args) throws InterruptedException {
        lettersTurn.acquire();
        var numbers = new NamedThread(TakingTurns::printNumbers);
        var letters = new NamedThread(TakingTurns::printLetters);
        numbers.start();
        letters.start();
        numbers.join();
        letters.join();
    }
}
