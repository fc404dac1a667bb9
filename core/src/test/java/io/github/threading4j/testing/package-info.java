/**
 * The fixtures of all tests. A test must neither sleep nor leave anything behind, and a test that hangs dumps all
 * threads.
 *
 * <ul>
 *   <li>{@link io.github.threading4j.testing.LeakCheck} applies to every test automatically, and fails a test that
 *       leaves threads or uncaught exceptions behind.
 *   <li>{@link io.github.threading4j.testing.Uncaught} gives a test the uncaught exceptions that it causes.
 *   <li>{@link io.github.threading4j.testing.Await} waits for a state, {@link io.github.threading4j.testing.Bunch} runs
 *       a task in several threads, and {@link io.github.threading4j.testing.EachThreadKind} runs a test with both kinds
 *       of thread.
 *   <li>{@link io.github.threading4j.testing.Needs} excludes tests that this machine or JDK cannot run;
 *       {@link io.github.threading4j.testing.NoSkips} fails a run that skips any other test.
 *   <li>{@link io.github.threading4j.testing.RaceHunt} marks the tests that use
 *       {@link io.github.threading4j.testing.Rounds} to find races, so that they can run for a longer time.
 *   <li>{@link io.github.threading4j.testing.ChildJvm} runs a whole program, and
 *       {@link io.github.threading4j.testing.CapturedLog} captures log events.
 * </ul>
 *
 * <p>Other modules compile this package from source, so it does not use other test classes of core.
 */
package io.github.threading4j.testing;
