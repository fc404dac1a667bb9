package io.github.threading4j.insight;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** A flight recording of this library's events. */
final class FlightEvents implements AutoCloseable {
    private final Recording recording = new Recording();

    /** Begins a recording with the thresholds that the events have by default. */
    FlightEvents() {
        recording.start();
    }

    /** Begins a recording of one kind of event, of whatever duration. */
    static FlightEvents of(String event) {
        var events = new FlightEvents();
        events.recording.enable(event).withoutThreshold();
        return events;
    }

    Recording recording() {
        return recording;
    }

    /** Ends the recording and returns its events of a kind. */
    List<RecordedEvent> all(String name) {
        recording.stop();
        try {
            var file = Files.createTempFile("threading4j", ".jfr");
            try {
                recording.dump(file);
                return RecordingFile.readAllEvents(file).stream()
                        .filter(event -> event.getEventType().getName().equals(name))
                        .toList();
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        recording.close();
    }
}
