package org.campanile.ui.topology.muranoview;

import org.eclipse.osgi.util.NLS;

/** The texts of this package, by what they say; {@code messages.properties} has them. Set once, when the class is loaded; any thread. */
public final class Messages extends NLS {

    public static String abandon;
    public static String abandonMuranoEnvironment;
    public static String abandonNamed;
    public static String about;
    public static String askingForMurano;
    public static String askToAbandon;
    public static String askToDelete;
    public static String askToDeploy;
    public static String askToDrop;
    public static String askToOpenSession;
    public static String askToReplaceType;
    public static String author;
    public static String catalogueEmpty;
    public static String categories;
    public static String changingEnvironments;
    public static String defaultValue;
    public static String delete;
    public static String deleteMuranoEnvironment;
    public static String deleteNamed;
    public static String deploymentsAndReports;
    public static String deploySession;
    public static String deploySessionInMurano;
    public static String deploySessionOf;
    public static String details;
    public static String drawAnew;
    public static String dropSession;
    public static String dropSessionInMurano;
    public static String dropSessionOf;
    public static String enabled;
    public static String environment;
    public static String environmentOnLab;
    public static String environments;
    public static String failed;
    public static String field;
    public static String form;
    public static String formIsWhole;
    public static String formNamesNoClass;
    public static String formOf;
    public static String help;
    public static String id;
    public static String isPublic;
    public static String key;
    public static String kind;
    public static String lastReport;
    public static String level;
    public static String listingEnvironments;
    public static String lookAtMurano;
    public static String lookingForFile;
    public static String makeTypeOf;
    public static String makingType;
    public static String muranoNotAsked;
    public static String muranoOfAt;
    public static String no;
    public static String noFileOfIt;
    public static String noForm;
    public static String noLabWithCloud;
    public static String noMurano;
    public static String noMuranoInCatalogue;
    public static String noPackages;
    public static String noPackagesInMurano02;
    public static String openInEditor;
    public static String openingEnvironment;
    public static String openNamed;
    public static String openSession;
    public static String openSessionInMurano;
    public static String openSessionOf;
    public static String packageName;
    public static String packages;
    public static String readFormOf;
    public static String readingForm;
    public static String readPackagesOf;
    public static String report;
    public static String reported;
    public static String required;
    public static String service;
    public static String services;
    public static String sessions;
    public static String sessionVersionTip;
    public static String setUpLab;
    public static String started;
    public static String state;
    public static String status;
    public static String tags;
    public static String title;
    public static String took;
    public static String type;
    public static String typeWritten;
    public static String updatedUtc;
    public static String useAsType;
    public static String user;
    public static String version;
    public static String whatTheViewShows;
    public static String whichSessions;
    public static String why;
    public static String writeTypeYourself;
    public static String yes;

    static {
        NLS.initializeMessages(Messages.class.getPackageName() + ".messages", Messages.class);
    }

    private Messages() {
    }
}
