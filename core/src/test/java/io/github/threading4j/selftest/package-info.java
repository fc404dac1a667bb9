/** Tests of the test fixtures themselves. Apart from them, so that modules that borrow those need not run these. */
package io.github.threading4j.selftest;
