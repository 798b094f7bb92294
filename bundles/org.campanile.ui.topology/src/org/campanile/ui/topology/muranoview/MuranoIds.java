package org.campanile.ui.topology.muranoview;

import org.campanile.ui.topology.Topology;

/** Ids of the view and its commands, and names of its widgets. Constants only. */
public final class MuranoIds {

    /** The view. */
    public static final String VIEW = Topology.PLUGIN + ".murano";
    /** The table of environments. */
    public static final String ENVIRONMENTS = VIEW + ".environments";
    /** The table of services. */
    public static final String SERVICES = VIEW + ".services";
    /** The table of sessions. */
    public static final String SESSIONS = VIEW + ".sessions";
    /** The table of deployments. */
    public static final String DEPLOYMENTS = VIEW + ".deployments";
    /** The table of a deployment's reports. */
    public static final String REPORTS = VIEW + ".reports";
    /** The table of packages. */
    public static final String PACKAGES = VIEW + ".packages";
    /** The table of a package's form. */
    public static final String FORM = VIEW + ".form";
    /** What cannot be shown of the form. */
    public static final String NOTES = VIEW + ".form.notes";
    /** The sentence above all. */
    public static final String HEAD = VIEW + ".head";

    private MuranoIds() {
    }
}
