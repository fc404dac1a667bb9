/**
 * What the stress tests do, each body written once: the tests bind it to a shipped class, the twins to a broken one.
 *
 * <p>A body has the grades of its outcomes and everything that its actors do. jcstress looks for actors in the test's own
 * class only, so each test names its actors and has each of them call the body.
 */
@NullMarked
package io.github.threading4j.stress.scenarios;

import org.jspecify.annotations.NullMarked;
