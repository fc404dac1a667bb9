/** Tests that threads and tasks start once and end once, and that a thread is listed in between. */
@NullMarked
package io.github.threading4j.stress.lifecycle;

import org.jspecify.annotations.NullMarked;
