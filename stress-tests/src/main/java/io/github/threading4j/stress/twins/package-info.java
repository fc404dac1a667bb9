/** What several twins break in the same way. */
@NullMarked
package io.github.threading4j.stress.twins;

import org.jspecify.annotations.NullMarked;
