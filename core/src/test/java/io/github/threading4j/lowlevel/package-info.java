/** Tests of Python's {@code _thread}. */
package io.github.threading4j.lowlevel;
