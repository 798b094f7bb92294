package org.campanile.ui;

/** Ends something that goes on until it is closed: listening, polling. Closing twice does no harm. */
@FunctionalInterface
public interface Subscription extends AutoCloseable {
    @Override
    void close();
}
