/**
 * Tests of the test fixtures, in a separate package, so that modules which use the fixtures need not run these
 * tests.
 */
package io.github.threading4j.selftest;
