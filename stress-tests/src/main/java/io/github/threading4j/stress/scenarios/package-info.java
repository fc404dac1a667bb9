/**
 * What the stress tests do, each scenario written once: the tests bind it to a shipped class, the twins to a broken
 * one.
 *
 * <p>A scenario has the grades of its outcomes and everything that its actors do. jcstress looks for actors in the
 * test's own class only, so each test names its actors and has each of them call the scenario.
 */
@NullMarked
package io.github.threading4j.stress.scenarios;

import org.jspecify.annotations.NullMarked;
