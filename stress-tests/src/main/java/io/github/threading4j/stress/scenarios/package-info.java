/**
 * The scenarios of the stress tests. Each scenario is written once; tests bind it to a class of the library, and twins
 * bind it to a broken class.
 *
 * <p>A scenario contains the grades of its outcomes and the actions of its actors. jcstress finds actors only in the
 * test's own class, so each test declares its actors, which call the scenario.
 */
@NullMarked
package io.github.threading4j.stress.scenarios;

import org.jspecify.annotations.NullMarked;
