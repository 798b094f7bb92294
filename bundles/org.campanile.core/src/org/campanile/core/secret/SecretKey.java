package org.campanile.core.secret;

/**
 * Names a secret without being one.
 *
 * @param lab name of the lab it belongs to
 * @param part which part of the lab, e.g. {@code "cloud"}, {@code "broker"}, {@code "host/devbox"}
 * @param user who logs in with it, shown when it has to be asked for
 */
public record SecretKey(String lab, String part, String user) {
}
