/** What one thread did before is seen by the other after: the rows of the table of memory consistency effects. */
@NullMarked
package io.github.threading4j.stress.visibility;

import org.jspecify.annotations.NullMarked;
