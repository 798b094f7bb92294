package org.campanile.ui.setup.marks;

import org.eclipse.osgi.util.NLS;

/** The texts of this package, by what they say; {@code messages.properties} has them. Set once, when the class is loaded; any thread. */
public final class Messages extends NLS {

    public static String allFiles;
    public static String browse;
    public static String changeMark;
    public static String chooseFile;
    public static String close;
    public static String compare;
    public static String compareDefinitions;
    public static String countNotTaken;
    public static String definitionFiles;
    public static String definitionsTitle;
    public static String details;
    public static String diskFormat;
    public static String export;
    public static String exportDefinitions;
    public static String exported;
    public static String fileHint;
    public static String fileLabel;
    public static String image;
    public static String imagesForMurano;
    public static String importAction;
    public static String importDefinitionsInto;
    public static String imported;
    public static String importObjects;
    public static String importOneObject;
    public static String importOneSentence;
    public static String importProven;
    public static String importSentence;
    public static String jsonLabel;
    public static String kind;
    public static String listImages;
    public static String markImage;
    public static String markImageNamed;
    public static String markSentence;
    public static String name;
    public static String noImages;
    public static String nothingToImport;
    public static String nothingToImportButDiffering;
    public static String nothingToImportOneDiffers;
    public static String notTaken;
    public static String objectsWouldChange;
    public static String oneObjectWouldChange;
    public static String readingImages;
    public static String removeMark;
    public static String removeMarkOf;
    public static String removeSentence;
    public static String selectImage;
    public static String someWereNotTaken;
    public static String status;
    public static String title;
    public static String titleLabel;
    public static String type;
    public static String typeLabel;
    public static String what;

    static {
        NLS.initializeMessages(Messages.class.getPackageName() + ".messages", Messages.class);
    }

    private Messages() {
    }
}
