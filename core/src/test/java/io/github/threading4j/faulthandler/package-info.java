/** Tests of Python's {@code faulthandler}. */
package io.github.threading4j.faulthandler;
