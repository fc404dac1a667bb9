package io.github.threading4j.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/**
 * Captures the events of one logger, at any level, until this object is closed. Until then, no other appender receives
 * the events.
 */
public final class CapturedLog implements AutoCloseable {
    private final Queue<ILoggingEvent> events = new ConcurrentLinkedQueue<>();
    private volatile Consumer<ILoggingEvent> action = event -> {};
    private final Logger logger;
    private final Level level;
    private final boolean additive;
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            event.prepareForDeferredProcessing();
            events.add(event);
            action.accept(event);
        }
    };

    private CapturedLog(Class<?> owner) {
        logger = (Logger) LoggerFactory.getLogger(owner);
        level = logger.getLevel();
        additive = logger.isAdditive();
        appender.setContext(logger.getLoggerContext());
        appender.start();
        logger.addAppender(appender);
        logger.setAdditive(false);
        logger.setLevel(Level.TRACE);
    }

    /** Starts to capture the events of the logger of a class. */
    public static CapturedLog of(Class<?> owner) {
        return new CapturedLog(owner);
    }

    /** Sets the level of the logger; {@link Level#OFF} suppresses all events. */
    public CapturedLog atLevel(Level threshold) {
        logger.setLevel(threshold);
        return this;
    }

    /** From now on, calls an action with each event. The action runs in the logging thread and can throw there. */
    public CapturedLog alsoDoing(Consumer<ILoggingEvent> something) {
        action = something;
        return this;
    }

    /** Returns the events logged so far. */
    public List<ILoggingEvent> events() {
        return List.copyOf(events);
    }

    /** Returns the messages logged so far at a level, without stack traces. */
    public List<String> messages(Level at) {
        return events.stream()
                .filter(event -> event.getLevel() == at)
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    @Override
    public void close() {
        logger.setLevel(level);
        logger.setAdditive(additive);
        logger.detachAppender(appender);
        appender.stop();
    }
}
