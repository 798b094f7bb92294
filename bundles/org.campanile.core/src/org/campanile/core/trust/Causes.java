package org.campanile.core.trust;

/** Looks along the causes of an exception. */
final class Causes {

    private static final int DEPTH = 20;

    private Causes() {
    }

    /** The first exception of a type, or {@code null}. */
    static <T extends Throwable> T find(Throwable broken, Class<T> type) {
        int depth = 0;
        for (Throwable one = broken; one != null && depth < DEPTH; one = one.getCause(), depth++) {
            if (type.isInstance(one)) {
                return type.cast(one);
            }
        }
        return null;
    }
}
