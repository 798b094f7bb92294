package org.campanile.ui.topology.command;

import org.eclipse.osgi.util.NLS;

/** The texts of this package, by what they say; {@code messages.properties} has them. Set once, when the class is loaded; any thread. */
public final class Messages extends NLS {

    public static String availabilityZone;
    public static String cancel;
    public static String delete;
    public static String deleteEnvironment;
    public static String deleteEnvironmentQuestion;
    public static String deletingAnEnvironment;
    public static String domain;
    public static String fileIsDeleted;
    public static String host;
    public static String nothing;
    public static String readTheTypesOfServices;
    public static String redo;
    public static String redoNamed;
    public static String undo;
    public static String undoNamed;

    static {
        NLS.initializeMessages(Messages.class.getPackageName() + ".messages", Messages.class);
    }

    private Messages() {
    }
}
