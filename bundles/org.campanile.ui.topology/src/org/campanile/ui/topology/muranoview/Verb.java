package org.campanile.ui.topology.muranoview;

/** What can be done to what is selected in the view; each is a command. */
public enum Verb {

    /** Opens a session of the environment. */
    OPEN_SESSION("openSession", Messages.openSession),
    /** Deploys the selected session. */
    DEPLOY_SESSION("deploySession", Messages.deploySession),
    /** Drops the selected session. */
    DROP_SESSION("dropSession", Messages.dropSession),
    /** Has Murano forget the environment. */
    ABANDON("abandon", Messages.abandon),
    /** Has Murano delete the environment. */
    DELETE("delete", Messages.delete),
    /** Opens the environment's document, or makes one of it. */
    OPEN_IN_EDITOR("openInEditor", Messages.openInEditor),
    /** Makes a type of services of the package's form. */
    USE_AS_TYPE("useAsType", Messages.useAsType);

    private final String id;
    private final String label;

    Verb(String id, String label) {
        this.id = id;
        this.label = label;
    }

    /** Id of the command. */
    public String command() {
        return MuranoIds.VIEW + "." + id;
    }

    /** Last part of names of widgets that do it. */
    String id() {
        return id;
    }

    /** The words on screen. */
    String label() {
        return label;
    }
}
