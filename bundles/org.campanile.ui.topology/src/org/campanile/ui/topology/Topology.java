package org.campanile.ui.topology;

/** Ids of what this bundle contributes, and names of widgets that tests look for. Constants only. */
public final class Topology {

    /** Symbolic name of the bundle. */
    public static final String PLUGIN = "org.campanile.ui.topology";
    /** The perspective. */
    public static final String PERSPECTIVE = PLUGIN + ".perspective";
    /** The editor. */
    public static final String EDITOR = PLUGIN + ".editor";
    /** The view of a deployment. */
    public static final String DEPLOYMENT = PLUGIN + ".deployment";
    /** The view of the plan. */
    public static final String PLAN = PLUGIN + ".plan";
    /** Command: shows the plan. */
    public static final String SHOW_PLAN = PLUGIN + ".showPlan";
    /** Command: marks changes on the canvas. */
    public static final String SHOW_CHANGES = PLUGIN + ".showChanges";
    /** Context in which the editor's keys hold. */
    public static final String CONTEXT = PLUGIN + ".context";
    /** Command: makes a new environment. */
    public static final String NEW = PLUGIN + ".new";
    /** Command: imports an environment. */
    public static final String IMPORT = PLUGIN + ".import";
    /** Command: exports the environment. */
    public static final String EXPORT = PLUGIN + ".exportDocument";
    /** Command: deploys the environment. */
    public static final String DEPLOY = PLUGIN + ".deploy";
    /** Command: deletes the deployment. */
    public static final String UNDEPLOY = PLUGIN + ".deleteDeployment";
    /** The view of what is left when something is lost, and the command that opens it. */
    public static final String WHAT_IF = PLUGIN + ".whatIf";
    /** Command, and the wizard it opens: maps the environment to another lab. */
    public static final String MAP = PLUGIN + ".map";
    /** The canvas. */
    public static final String CANVAS = PLUGIN + ".canvas";
    /** The palette's list of types. */
    public static final String PALETTE = PLUGIN + ".palette";
    /** The properties form; a field is {@code FORM + "." + key}. */
    public static final String FORM = PLUGIN + ".form";
    /** The list of problems. */
    public static final String PROBLEMS = PLUGIN + ".problems";
    /** The source text. */
    public static final String SOURCE = PLUGIN + ".source";

    /** The table of services. */
    public static final String TABLE = PLUGIN + ".table";
    /** The tree in the view Outline. */
    public static final String OUTLINE = PLUGIN + ".outline";

    private Topology() {
    }
}
