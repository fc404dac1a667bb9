package io.github.threading4j.internal;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;

/** The ordered locks that represent all locks of one type and name, as long as there are such locks. */
final class OrderedNames {
    private static final Map<String, WeakReference<OrderedLock>> BY_LABEL = new HashMap<>();
    private static final ReferenceQueue<OrderedLock> COLLECTED = new ReferenceQueue<>();

    private OrderedNames() {}

    /** Returns the ordered lock with a label, creating it if there is none. */
    static synchronized OrderedLock get(String label) {
        for (var gone = COLLECTED.poll(); gone != null; gone = COLLECTED.poll()) {
            BY_LABEL.remove(((OrderedLock.Reference) gone).label, gone);
        }
        var known = BY_LABEL.get(label);
        var lock = known == null ? null : known.get();
        if (lock == null) {
            lock = new OrderedLock(label, COLLECTED);
            BY_LABEL.put(label, lock.self);
        }
        return lock;
    }
}
