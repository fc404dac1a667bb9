package io.github.threading4j.stress.linearizability;

import static org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt.forClasses;

import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;

/**
 * Checks that concurrent operations return the results of some sequential order, in every interleaving of two threads.
 */
final class LinearizabilityCheck {
    /** Excluded, since it only provides thread names for error messages, and its content differs from run to run. */
    private static final String TABLE_OF_THREADS = "io.github.threading4j.ThreadTable";

    private LinearizabilityCheck() {}

    static void check(Class<?> operations) {
        check(operations, 4);
    }

    static void check(Class<?> operations, int programs) {
        programs(programs).actorsPerThread(3).check(operations);
    }

    /**
     * Checks an object that reaches a final state within a few steps. Therefore each program starts with a new object.
     */
    static void checkWhileNew(Class<?> operations) {
        programs(40).actorsPerThread(2).actorsBefore(0).check(operations);
    }

    private static ModelCheckingOptions programs(int programs) {
        return new ModelCheckingOptions()
                .addGuarantee(forClasses(TABLE_OF_THREADS).allMethods().ignore())
                .iterations(Effort.times(programs))
                .invocationsPerIteration(Effort.times(200))
                .threads(2);
    }
}
