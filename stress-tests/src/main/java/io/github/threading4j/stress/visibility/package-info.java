/** Tests of the memory consistency effects, one for each row of the table in the Javadoc of the root package. */
@NullMarked
package io.github.threading4j.stress.visibility;

import org.jspecify.annotations.NullMarked;
