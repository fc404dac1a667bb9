package io.github.threading4j.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.Threading;
import io.github.threading4j.testing.Uncaught;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An action that other threads depend on is retried until it succeeds. */
class RetryTest {
    private static final Retry<Iterator<Throwable>> THROW_ALL = new Retry<>(RetryTest::throwNext);

    private static void throwNext(Iterator<Throwable> failures) {
        if (failures.hasNext()) {
            throw RetryTest.<RuntimeException>unchecked(failures.next());
        }
    }

    @SuppressWarnings("unchecked") // the cast is erased
    private static <X extends Throwable> X unchecked(Throwable failure) throws X {
        throw (X) failure;
    }

    @Test
    void untilDone_actionFails_isReportedAndRetried(Uncaught uncaught) {
        var failures = List.<Throwable>of(new OutOfMemoryError("first"), new IllegalStateException("second"));
        THROW_ALL.untilDone(failures.iterator());
        assertThat(uncaught.take().exception()).isSameAs(failures.get(0));
        assertThat(uncaught.take().exception()).isSameAs(failures.get(1));
    }

    @Test
    void untilDone_actionSucceeds_runsOnce() {
        var done = new ArrayList<String>();
        new Retry<List<String>>(list -> list.add("done")).untilDone(done);
        assertThat(done).containsExactly("done");
    }

    @Test
    void untilDone_excepthookFails_retries() {
        var before = Threading.getExcepthook();
        Threading.setExcepthook(args -> {
            throw new OutOfMemoryError("in the hook");
        });
        var failures = List.<Throwable>of(new OutOfMemoryError("first")).iterator();
        try {
            THROW_ALL.untilDone(failures);
        } finally {
            Threading.setExcepthook(before);
        }
        assertThat(failures).isExhausted();
    }
}
