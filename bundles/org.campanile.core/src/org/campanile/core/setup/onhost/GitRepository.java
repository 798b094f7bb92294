package org.campanile.core.setup.onhost;

import org.campanile.core.remote.Command;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;

/**
 * A git repository and where its clone shall lie on a host. A value without secrets.
 *
 * @param url https, http, git, ssh, file, or an absolute path on the host; no password in it
 * @param branch or tag; empty for the repository's default
 * @param folder absolute path of the clone
 * @param user who clones and owns it; empty for root
 */
public record GitRepository(String url, String branch, String folder, String user) {

    /** A checked one; bad input names the parameter. */
    public static GitRepository of(String url, String branch, String folder, String user) throws FailureException {
        if (!url.matches("(https?|git|ssh|file)://[^\\s\\p{Cntrl}]+|/[^\\s\\p{Cntrl}]+")) {
            throw bad("url", "\"" + url + "\" is no address of a git repository.", "Give one that begins with https://, git://, ssh://, file:// or a slash.");
        }
        if (url.matches("\\w+://[^/@]*:[^/@]*@.*")) {
            throw bad("url", "The address holds a password, which would stand in plans and logs.", "Take it out and let git on the host use a credential helper or a key.");
        }
        if (!branch.matches("[A-Za-z0-9_./-]*") || branch.startsWith("-")) {
            throw bad("branch", "\"" + branch + "\" is no name of a branch or tag.", "Correct the name.");
        }
        String path = folder.replaceFirst("(?<=.)/+$", "");
        if (!path.matches("(/[^/\\s\\p{Cntrl}]+){2,}") || (path + "/").contains("/../") || (path + "/").contains("/./")) {
            throw bad("folder", "\"" + folder + "\" is no path for a clone.", "Give an absolute path below a folder, such as /opt/stack/devstack.");
        }
        if (!user.matches("([a-z_][a-z0-9_-]{0,30})?")) {
            throw bad("user", "\"" + user + "\" is no name of a system user.", "Correct the name.");
        }
        return new GitRepository(url, branch, path, user);
    }

    private static FailureException bad(String parameter, String meaning, String next) {
        return new FailureException(new Failure(Failure.Kind.BAD_INPUT, "planning a clone", parameter, "", meaning, next));
    }

    String name() {
        String plain = url.replaceFirst("(\\.git)?/*$", "");
        return plain.substring(plain.lastIndexOf('/') + 1);
    }

    String options() {
        return branch.isEmpty() ? "" : "--branch " + Command.quote(branch) + " ";
    }

    String sudo() {
        return user.isEmpty() ? "sudo " : "sudo -u " + user + " ";
    }
}
