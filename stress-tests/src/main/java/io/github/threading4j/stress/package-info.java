/**
 * The launcher of the jcstress tests; the tests themselves are in packages by property.
 *
 * <p>Tests that must pass live in {@code mutex}, {@code visibility}, {@code wakeup}, {@code interrupt}, {@code timeout}
 * and {@code lifecycle}. Their broken twins live in the package {@code twins} and its subpackages. A twin that passes
 * is a failure, because it shows that the corresponding test cannot fail.
 */
@NullMarked
package io.github.threading4j.stress;

import org.jspecify.annotations.NullMarked;
