package org.campanile.ui.topology.editor;

import org.eclipse.osgi.util.NLS;

/** The texts of this package, by what they say; {@code messages.properties} has them. Set once, when the class is loaded; any thread. */
public final class Messages extends NLS {

    public static String anEnvironmentIsDrawnHere;
    public static String anEnvironmentIsDrawnHereWithKey;
    public static String checkEnvironment;
    public static String checkValue;
    public static String correctFileFirst;
    public static String domain;
    public static String edit;
    public static String editingFile;
    public static String editSource;
    public static String environment;
    public static String environmentFileExpected;
    public static String environmentNamed;
    public static String fileChangedOutside;
    public static String find;
    public static String findTip;
    public static String firstUnit;
    public static String flavor;
    public static String hosts;
    public static String image;
    public static String importEnvironment;
    public static String keepPassword;
    public static String keepPasswords;
    public static String layOutEnvironment;
    public static String lookAtFile;
    public static String manyServices;
    public static String manyUnits;
    public static String newEnvironment;
    public static String noEnvironmentOpen;
    public static String noName;
    public static String nothingFound;
    public static String oneService;
    public static String oneUnit;
    public static String prepareLayout;
    public static String problem;
    public static String readChoicesOf;
    public static String readFile;
    public static String readingFile;
    public static String readSource;
    public static String service;
    public static String servicesAndUnits;
    public static String showAll;
    public static String showAtFullSize;
    public static String source;
    public static String table;
    public static String takeOrOverwrite;
    public static String teamServiceTypes;
    public static String topology;
    public static String type;
    public static String units;
    public static String watchFile;
    public static String watchingFolder;
    public static String writeSource;
    public static String zone;
    public static String zoomIn;
    public static String zoomOut;

    static {
        NLS.initializeMessages(Messages.class.getPackageName() + ".messages", Messages.class);
    }

    private Messages() {
    }
}
