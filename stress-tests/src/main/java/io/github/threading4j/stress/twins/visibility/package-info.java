/** Twins that publish too early, or not at all. */
@NullMarked
package io.github.threading4j.stress.twins.visibility;

import org.jspecify.annotations.NullMarked;
