/**
 * The launcher of the jcstress tests; for each tested property, there is a package of tests.
 *
 * <p>Tests that must pass are in {@code mutex}, {@code visibility}, {@code wakeup}, {@code interrupt}, {@code timeout}
 * and {@code lifecycle}. Their broken twins are in the package {@code twins} and its subpackages. If a twin passes, the
 * run fails, because the corresponding test cannot detect an error.
 */
@NullMarked
package io.github.threading4j.stress;

import org.jspecify.annotations.NullMarked;
