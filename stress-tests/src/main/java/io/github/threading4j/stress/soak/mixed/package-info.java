/**
 * All primitives together, used at random by platform and virtual threads that are interrupted at random.
 *
 * <p>A {@link io.github.threading4j.stress.soak.mixed.Part} is one primitive with what must hold of it; a
 * {@link io.github.threading4j.stress.soak.mixed.Round} has threads use all parts for a while and then looks whether it
 * still does.
 */
@NullMarked
package io.github.threading4j.stress.soak.mixed;

import org.jspecify.annotations.NullMarked;
