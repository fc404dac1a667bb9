package io.github.threading4j.api;

import static io.github.threading4j.api.MustNotCompileTest.AMBIGUOUS;
import static io.github.threading4j.api.MustNotCompileTest.NOT_CAUGHT_HERE;
import static io.github.threading4j.api.MustNotCompileTest.NO_SUCH_FORM;
import static io.github.threading4j.api.MustNotCompileTest.UNCAUGHT;
import static io.github.threading4j.api.MustNotCompileTest.mistake;

import io.github.threading4j.api.MustNotCompileTest.Mistake;
import java.util.stream.Stream;

/** Mistakes with futures and results that the compiler must reject. */
final class FutureMistakes {
    private FutureMistakes() {}

    static Stream<Mistake> all() {
        return Stream.of(
                mistake(
                        "for-each accepts results, not a stream",
                        "foreach.not.applicable.to.type",
                        "for (int n : executor.map(name -> name.length(), lines).stream()) {}",
                        "for (int n : executor.map(name -> name.length(), lines)) {}"
                                + " for (int n : executor.map(name -> name.length(), List.of(\"a\"))) {}"),
                mistake(
                        "null matches items and a stream",
                        AMBIGUOUS,
                        "executor.map(name -> name, null);",
                        "executor.map(name -> name, (List<String>) null);"),
                mistake(
                        "asCompleted accepts only futures of this library",
                        NO_SUCH_FORM,
                        "Futures.asCompleted(List.of(new java.util.concurrent.CompletableFuture<Integer>()));",
                        "for (var each : Futures.asCompleted(java.util.Set.of(future))) { each.cancel(); }"),
                mistake(
                        "an exception class passed to result() must be caught",
                        UNCAUGHT,
                        "try { future.result(IOException.class); } catch (InterruptedException e) {}",
                        "try { future.result(IOException.class); } catch (InterruptedException | IOException e) {}"),
                mistake(
                        "an exception class not passed to result() cannot be caught",
                        NOT_CAUGHT_HERE,
                        "try { future.result(); } catch (InterruptedException | IOException e) {}",
                        "try { future.result(1.5, IOException.class); } catch (InterruptedException | IOException"
                                + " | java.util.concurrent.TimeoutException e) {}"));
    }
}
