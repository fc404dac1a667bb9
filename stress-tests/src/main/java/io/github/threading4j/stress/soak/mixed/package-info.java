/**
 * Soak tests in which platform and virtual threads use all primitives at random, and are interrupted at random.
 *
 * <p>A {@link io.github.threading4j.stress.soak.mixed.Part} is a primitive with the conditions that must hold. In a
 * {@link io.github.threading4j.stress.soak.mixed.Round}, threads use the parts for a while, and then the conditions are
 * checked.
 */
@NullMarked
package io.github.threading4j.stress.soak.mixed;

import org.jspecify.annotations.NullMarked;
