package org.campanile.ui.setup.marks;

/** Names of the widgets of these dialogs, and ids of their commands. */
public final class MarksIds {

    /** Begin of the names in the dialog of marks: {@code images}, {@code type}, {@code title}, {@code json}, {@code said}, {@code mark}, {@code unmark}. */
    public static final String MARKS = "org.campanile.ui.setup.marks.";

    /** Begin of the names in the dialog of definitions: {@code file}, {@code browse}, {@code changes}, {@code said}, {@code import}, {@code export}. */
    public static final String DEFINITIONS = "org.campanile.ui.setup.definitions.";

    /** Opens the dialog of marks. */
    public static final String MARKS_COMMAND = "org.campanile.ui.setup.imageMarks";

    /** Opens the dialog of definitions. */
    public static final String DEFINITIONS_COMMAND = "org.campanile.ui.setup.brokerDefinitions";

    private MarksIds() {
    }
}
