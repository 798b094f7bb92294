package org.campanile.ui.setup;

/** Names of the widgets of Lab Setup and ids of its commands, for tests and scripts. */
public final class SetupIds {

    /** Begin of the names on the lab's page: {@code .checkAll}, {@code .setUp}, {@code .undo}, {@code .summary}, {@code .cloud} ... */
    public static final String PAGE = "org.campanile.ui.setup.page";

    /** Begin of the names of a part's row; the rule's id, then {@code .state}, {@code .evidence}, {@code .age} or {@code .check} follow. */
    public static final String PART = "org.campanile.ui.setup.part.";

    /** Begin of the names in the wizard; the field of the request follows. */
    public static final String WIZARD = "org.campanile.ui.setup.wizard.";

    /** Begin of the names in the undo dialog: {@code list}, {@code undo}, {@code cancel}. */
    public static final String UNDO = "org.campanile.ui.setup.undo.";

    /** Sets the active lab up. */
    public static final String SET_UP_COMMAND = "org.campanile.ui.setup.setUp";

    /** Parameter of {@link #SET_UP_COMMAND}: id of the only part that is set up. */
    public static final String PART_PARAMETER = "org.campanile.ui.setup.part";

    /** Takes the last set-up of the active lab back. */
    public static final String UNDO_COMMAND = "org.campanile.ui.setup.undo";

    private SetupIds() {
    }
}
