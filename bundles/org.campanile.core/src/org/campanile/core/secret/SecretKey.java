package org.campanile.core.secret;

/**
 * Names a secret without being one. Two keys are equal when they name the same secret, whatever its lab is called by now.
 *
 * @param lab what it is kept under: id of the lab, or of the document, it belongs to
 * @param part which part of the lab, e.g. {@code "cloud"}, {@code "broker"}, {@code "host/devbox"}
 * @param user who logs in with it, shown when it has to be asked for
 * @param named name of the lab or of the document, for people and for variables
 */
public record SecretKey(String lab, String part, String user, String named) {

    /** The part of secrets that belong to a document and not to a lab; whose they are is the name that stands in the document. */
    public static final String ENVIRONMENT = "environment";

    /** Whether it belongs to the document of an environment. */
    public boolean ofEnvironment() {
        return part.equals(ENVIRONMENT);
    }

    /** Of a lab whose id is its name. */
    public SecretKey(String lab, String part, String user) {
        this(lab, part, user, lab);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SecretKey k && lab.equals(k.lab) && part.equals(k.part) && user.equals(k.user);
    }

    @Override
    public int hashCode() {
        return (lab.hashCode() * 31 + part.hashCode()) * 31 + user.hashCode();
    }
}
