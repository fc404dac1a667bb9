package io.github.threading4j.internal;

/**
 * An object that a thread waits for between its observations of other threads. A thread in such a wait does not end
 * another thread's wait unless it has something to report.
 */
public interface Spectator {}
