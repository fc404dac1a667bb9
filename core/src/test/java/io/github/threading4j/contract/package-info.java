/**
 * What every implementation of a concept must do: interfaces whose default methods are the tests. A test class binds
 * them to an implementation by naming them and saying how to make one.
 */
package io.github.threading4j.contract;
