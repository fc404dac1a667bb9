package io.github.threading4j.internal;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;

/** The ordered locks that represent all locks of one type and name, as long as there are such locks. */
final class OrderedNames {
    static final OrderedNames ALL = new OrderedNames();

    private final Map<String, Reference> byLabel = new HashMap<>();
    private final ReferenceQueue<OrderedLock> collected = new ReferenceQueue<>();

    private static final class Reference extends WeakReference<OrderedLock> {
        final String label;

        Reference(OrderedLock lock, String label, ReferenceQueue<OrderedLock> collected) {
            super(lock, collected);
            this.label = label;
        }
    }

    private OrderedNames() {}

    WeakReference<OrderedLock> reference(OrderedLock lock, String label) {
        return new Reference(lock, label, collected);
    }

    /** Returns the ordered lock with a label, creating it if there is none. */
    synchronized OrderedLock get(String label) {
        for (var gone = collected.poll(); gone != null; gone = collected.poll()) {
            byLabel.remove(((Reference) gone).label, gone);
        }
        var known = byLabel.get(label);
        var lock = known == null ? null : known.get();
        if (lock == null) {
            lock = new OrderedLock(label, this);
            byLabel.put(label, (Reference) lock.self);
        }
        return lock;
    }
}
