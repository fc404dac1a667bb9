/** Tests of context variables; ThreadContextTest in the root package covers their use by threads. */
package io.github.threading4j.contextvars;
