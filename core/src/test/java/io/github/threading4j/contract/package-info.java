/**
 * The contracts of locks, conditions and semaphores. A contract is an interface whose default methods are tests. A test
 * class implements it together with a method that creates the object under test.
 */
package io.github.threading4j.contract;
