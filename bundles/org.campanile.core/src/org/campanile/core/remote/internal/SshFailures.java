package org.campanile.core.remote.internal;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;

import org.apache.sshd.common.SshException;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;

import org.campanile.core.task.Failure;
import org.campanile.core.task.Failure.Kind;
import org.campanile.core.wire.Causes;

/** Tells what an exception of MINA means. SFTP status codes by draft-ietf-secsh-filexfer. Pure. */
public final class SshFailures {

    private SshFailures() {
    }

    /** The failure for whatever MINA threw. */
    public static Failure failure(Throwable thrown, String doing, String subject) {
        String words = Causes.words(thrown);
        SftpException sftp = Causes.find(thrown, SftpException.class);
        if (sftp != null) {
            return sftp(sftp, doing, subject);
        }
        if (Causes.find(thrown, UnresolvedAddressException.class) != null || Causes.find(thrown, UnknownHostException.class) != null) {
            return new Failure(Kind.UNREACHABLE, doing, subject, "", "The host's name is not known.",
                    "Check the spelling of the host and the name service of this machine.");
        }
        SocketException closed = Causes.find(thrown, SocketException.class);
        if (closed instanceof ConnectException || closed instanceof NoRouteToHostException) {
            return new Failure(Kind.UNREACHABLE, doing, subject, Causes.words(closed), "Nothing accepts connections there.",
                    "Check address and port, and that the SSH server runs.");
        }
        SshException ssh = Causes.find(thrown, SshException.class);
        String told = Causes.brief((ssh == null ? words : Causes.words(ssh)).replaceFirst("^\\[ssh-\\w+\\]: Failed \\(\\w+\\) to execute: ", ""));
        if (told.contains("No more authentication methods available") || told.contains("Too many authentication failures")) {
            return new Failure(Kind.DENIED, doing, subject, told, "The host accepted none of the keys and passwords offered.",
                    "Check the user's name, that the public key is in its authorized_keys, and which methods the host allows.");
        }
        if (told.contains("dentification") || told.contains("nsupported protocol") || told.contains("Unable to negotiate")) {
            return new Failure(Kind.BAD_ANSWER, doing, subject, told, "The server does not speak SSH 2 in a way this client knows.",
                    "Check that the port is that of an SSH server.");
        }
        return new Failure(Kind.CUT, doing, subject, told, "The connection was cut.",
                "Check that the port is that of an SSH server, and look into its log.");
    }

    private static Failure sftp(SftpException e, String doing, String subject) {
        String cameBack = "SFTP status " + e.getStatus() + ": " + Causes.words(e);
        return switch (e.getStatus()) {
            case SftpConstants.SSH_FX_NO_SUCH_FILE, SftpConstants.SSH_FX_NO_SUCH_PATH -> new Failure(Kind.NOT_FOUND, doing, subject, cameBack,
                    "There is no such file or folder on the host.", "Check the path.");
            case SftpConstants.SSH_FX_PERMISSION_DENIED, SftpConstants.SSH_FX_WRITE_PROTECT -> new Failure(Kind.DENIED, doing, subject, cameBack,
                    "The user may not do this there.", "Change the rights of the folder, or log in as another user.");
            case SftpConstants.SSH_FX_FILE_ALREADY_EXISTS, SftpConstants.SSH_FX_DIR_NOT_EMPTY, SftpConstants.SSH_FX_LOCK_CONFLICT -> new Failure(
                    Kind.CONFLICT, doing, subject, cameBack, "Something else stands there already.", "Choose another name, or remove it first.");
            case SftpConstants.SSH_FX_NO_CONNECTION, SftpConstants.SSH_FX_CONNECTION_LOST -> new Failure(Kind.CUT, doing, subject, cameBack,
                    "The connection was cut.", "Connect again.");
            default -> new Failure(Kind.REMOTE, doing, subject, cameBack, "The host could not do this.",
                    "Check the free space, the kind of the file and the host's log.");
        };
    }
}
