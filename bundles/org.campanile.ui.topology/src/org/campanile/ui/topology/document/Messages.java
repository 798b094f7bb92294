package org.campanile.ui.topology.document;

import org.eclipse.osgi.util.NLS;

/** The texts of this package, by what they say; {@code messages.properties} has them. Set once, when the class is loaded; any thread. */
public final class Messages extends NLS {

    public static String addService;
    public static String addUnit;
    public static String alignServices;
    public static String arrange;
    public static String clipboard;
    public static String connectService;
    public static String copiedServices;
    public static String deleteService;
    public static String deleteServices;
    public static String disconnect;
    public static String moveService;
    public static String moveServices;
    public static String nameMissing;
    public static String nameNeedsLetterOrDigit;
    public static String nameTaken;
    public static String nameTooLong;
    public static String pasteService;
    public static String pasteServices;
    public static String readingAnEnvironment;
    public static String removeUnit;
    public static String service;
    public static String unpin;

    static {
        NLS.initializeMessages(Messages.class.getPackageName() + ".messages", Messages.class);
    }

    private Messages() {
    }
}
