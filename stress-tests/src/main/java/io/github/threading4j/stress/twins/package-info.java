/** Broken classes that several twins use. */
@NullMarked
package io.github.threading4j.stress.twins;

import org.jspecify.annotations.NullMarked;
