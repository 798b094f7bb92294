package org.campanile.ui.labs;

import org.eclipse.osgi.util.NLS;

/** The texts of this package, by what they say; {@code messages.properties} has them. Set once, when the class is loaded; any thread. */
public final class Messages extends NLS {

    public static String address;
    public static String addressNotChecked;
    public static String broker;
    public static String cancel;
    public static String certificate;
    public static String checked;
    public static String cloud;
    public static String file;
    public static String guard;
    public static String interfaceName;
    public static String keystone;
    public static String lab;
    public static String labRenamed;
    public static String listingEnvironments;
    public static String managementApi;
    public static String name;
    public static String nameTaken;
    public static String newLab;
    public static String newName;
    public static String no;
    public static String noLabsYet;
    public static String notChecked;
    public static String notVerified;
    public static String project;
    public static String readLabs;
    public static String region;
    public static String remove;
    public static String removeLab;
    public static String removeLabQuestion;
    public static String rename;
    public static String renameLab;
    public static String renameLabTitle;
    public static String startDemoLab;
    public static String user;
    public static String virtualHost;
    public static String whatALabIs;
    public static String whatRemovingDeletes;
    public static String yes;

    static {
        NLS.initializeMessages(Messages.class.getPackageName() + ".messages", Messages.class);
    }

    private Messages() {
    }
}
