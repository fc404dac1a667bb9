/** Tests of context variables; what threads do with them is tested in the root package. */
package io.github.threading4j.contextvars;
