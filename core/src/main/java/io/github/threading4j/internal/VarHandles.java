package io.github.threading4j.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** Lookups of the fields that a class accesses atomically. */
public final class VarHandles {
    private VarHandles() {}

    /**
     * Returns the handle of an instance field of the class that made the lookup.
     *
     * @param lookup {@link MethodHandles#lookup()}, called in the class that declares the field
     * @param name the field's name
     * @param type the field's type
     * @return its handle
     * @throws ExceptionInInitializerError if there is no such field, which is a bug in the calling class
     */
    public static VarHandle field(MethodHandles.Lookup lookup, String name, Class<?> type) {
        try {
            return lookup.findVarHandle(lookup.lookupClass(), name, type);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
