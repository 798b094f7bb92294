package org.campanile.ui.setup.diagnosis;

/** Names of the widgets and commands of diagnosis, for tests and scripts. */
public final class DiagnosisIds {

    /** Begin of the names in the view: {@code .links}, {@code .steps}, {@code .details}, {@code .sentence}, {@code .look}, {@code .environment}, {@code .send}. */
    public static final String VIEW = "org.campanile.ui.setup.diagnosis";

    /** Begin of the names in the dialog before a small environment is sent: {@code .image}, {@code .flavor}, {@code .devbox}, {@code .patience}, {@code .send}. */
    public static final String SEND = "org.campanile.ui.setup.diagnosis.sendDialog";

    /** Begin of the names in the dialog that asks which environment of Murano is meant: {@code .diagnose}. */
    public static final String ENVIRONMENT = "org.campanile.ui.setup.diagnosis.environmentDialog";

    /** Diagnoses the active lab. */
    public static final String LAB_COMMAND = "org.campanile.ui.setup.diagnoseLab";

    /** Diagnoses the environment in the active editor. */
    public static final String ENVIRONMENT_COMMAND = "org.campanile.ui.setup.diagnoseEnvironment";

    /** Sends a small environment through Murano. */
    public static final String SEND_COMMAND = "org.campanile.ui.setup.sendProof";

    private DiagnosisIds() {
    }
}
