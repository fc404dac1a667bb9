package io.github.threading4j.internal;

/**
 * What a thread waits for between its observations of other threads. Unless a thread in such a wait has something to
 * report, it ends no wait of another thread.
 */
public interface Spectator {}
