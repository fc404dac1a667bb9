/** Tests of the memory consistency effects, one for each row of the table in the library's documentation. */
@NullMarked
package io.github.threading4j.stress.visibility;

import org.jspecify.annotations.NullMarked;
