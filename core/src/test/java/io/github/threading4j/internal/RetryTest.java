package io.github.threading4j.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.Threading;
import io.github.threading4j.testing.Uncaught;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What others wait for is tried until it is done. */
class RetryTest {
    private static final Retry<Iterator<Throwable>> THROW_ALL = new Retry<>(RetryTest::throwNext);

    private static void throwNext(Iterator<Throwable> failures) {
        if (failures.hasNext()) {
            throw RetryTest.<RuntimeException>unchecked(failures.next());
        }
    }

    @SuppressWarnings("unchecked") // nothing is cast: it is erased
    private static <X extends Throwable> X unchecked(Throwable failure) throws X {
        throw (X) failure;
    }

    @Test
    void whatFails_isReported_andTriedAgain(Uncaught uncaught) {
        var failures = List.<Throwable>of(new OutOfMemoryError("first"), new IllegalStateException("second"));
        THROW_ALL.untilDone(failures.iterator());
        assertThat(uncaught.take().exception()).isSameAs(failures.get(0));
        assertThat(uncaught.take().exception()).isSameAs(failures.get(1));
    }

    @Test
    void whatSucceeds_isDoneOnce() {
        var done = new ArrayList<String>();
        new Retry<List<String>>(list -> list.add("done")).untilDone(done);
        assertThat(done).containsExactly("done");
    }

    @Test
    void excepthookThatFails_keepsItFromNothing() {
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
