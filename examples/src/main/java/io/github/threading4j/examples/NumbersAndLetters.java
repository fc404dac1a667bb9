package io.github.threading4j.examples;

import static io.github.threading4j.Threading.sleep;

import io.github.threading4j.NamedThread;

/** Two threads print numbers and letters concurrently, in any order. */
public final class NumbersAndLetters {
    static void printNumbers() throws InterruptedException {
        for (int number = 1; number < 6; number++) {
            System.out.println(number);
            sleep(0.05);
        }
    }

    static void printLetters() throws InterruptedException {
        for (char letter : "abcde".toCharArray()) {
            System.out.println(letter);
            sleep(0.05);
        }
    }

    public static void main(String[] args) throws InterruptedException {
        var numbers = new NamedThread(NumbersAndLetters::printNumbers);
        var letters = new NamedThread(NumbersAndLetters::printLetters);
        numbers.start();
        letters.start();
        numbers.join();
        letters.join();
        System.out.println("done");
    }
}
