package org.campanile.ui.setup.services;

/** Names of the widgets of the view Host services, for tests and scripts. */
public final class HostServiceIds {

    /** Begin of the names in the view: {@code .table}, {@code .absent}, {@code .start}, {@code .stop}, {@code .restart}, {@code .summary}. */
    public static final String VIEW = "org.campanile.ui.setup.services";

    private HostServiceIds() {
    }
}
