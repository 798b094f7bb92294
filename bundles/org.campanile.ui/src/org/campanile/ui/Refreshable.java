package org.campanile.ui;

/** A part that can read again what it shows: F5 and View > Refresh call it, on the UI thread. */
public interface Refreshable {
    /** Starts the reading; it must not block. */
    void refresh();
}
