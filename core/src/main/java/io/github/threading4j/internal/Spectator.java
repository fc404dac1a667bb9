package io.github.threading4j.internal;

/**
 * What a thread waits for between its observations of other threads: a thread in such a wait ends no wait of another
 * thread, as long as there is nothing to tell.
 */
public interface Spectator {}
