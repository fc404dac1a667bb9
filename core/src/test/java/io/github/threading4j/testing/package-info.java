/**
 * What all tests stand on: nothing may be left behind, nothing sleeps, and what hangs is dumped.
 *
 * <ul>
 *   <li>{@link io.github.threading4j.testing.LeakCheck} watches over every test by itself: threads and uncaught
 *   exceptions
 *       that a test leaves behind fail it.
 *   <li>{@link io.github.threading4j.testing.Uncaught} is how a test that provokes uncaught exceptions gets at them.
 *   <li>{@link io.github.threading4j.testing.Await} waits for a state, {@link io.github.threading4j.testing.Bunch} runs
 *   a
 *       task in several threads, {@link io.github.threading4j.testing.EachThreadKind} runs a test with both kinds of
 *       thread.
 *   <li>{@link io.github.threading4j.testing.Needs} leaves out what this machine or JDK can't run; {@link
 *       io.github.threading4j.testing.NoSkips} lets nothing else be skipped.
 *   <li>{@link io.github.threading4j.testing.RaceHunt} marks the tests that hunt for races in {@link
 *       io.github.threading4j.testing.Rounds}, so that they can be run for longer.
 *   <li>{@link io.github.threading4j.testing.ChildJvm} tests what becomes of a whole program, {@link
 *       io.github.threading4j.testing.CapturedLog} what it logs.
 * </ul>
 *
 * <p>Other modules compile this package from source, so it uses nothing of core's other tests.
 */
package io.github.threading4j.testing;
