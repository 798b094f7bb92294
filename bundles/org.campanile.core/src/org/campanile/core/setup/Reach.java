package org.campanile.core.setup;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.Optional;

import org.campanile.core.check.Finding;
import org.campanile.core.check.Severity;
import org.campanile.core.lab.Lab;
import org.campanile.core.remote.HostProfile;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** A quick look whether something answers at an address, while it is being typed: no login, no change. Blocks for some seconds at most. */
public final class Reach {

    private static final int LIMIT_MILLIS = 3000;

    private Reach() {
    }

    /** Whether the SSH port of a host of the lab is open. */
    public static Finding host(Lab lab, String name, Task task) throws FailureException {
        Optional<HostProfile> host = lab.hosts().stream().filter(h -> h.name().equals(name)).findFirst();
        if (host.isEmpty()) {
            return Finding.of(Severity.ERROR, name, "The lab has no host " + name + ".").withFix("Add it to the lab.");
        }
        return port(host.get().address(), host.get().port(), host.get().user() + " at " + host.get().where(), task);
    }

    /** Whether something answers at a URL, as far as {@link MuranoProbe} can tell. */
    public static Finding url(String address, Task task) throws FailureException {
        return MuranoProbe.look(address, task);
    }

    private static Finding port(String address, int port, String subject, Task task) throws FailureException {
        try (Socket socket = new Socket(); Task.Registration cancel = task.onCancel(() -> close(socket))) {
            socket.connect(new InetSocketAddress(address, port), LIMIT_MILLIS);
            return Finding.ok(subject, "Answers: " + subject + ".");
        } catch (UnknownHostException e) {
            return Finding.of(Severity.WARNING, subject, "The name " + address + " is not known here.");
        } catch (IOException e) {
            task.checkCancelled("trying " + subject);
            boolean unknown = new InetSocketAddress(address, port).isUnresolved();
            return Finding.of(Severity.WARNING, subject, unknown ? "The name " + address + " is not known here." : "Nothing answers at " + address + " port "
                    + port + ": " + e.getMessage() + ".");
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            System.getLogger(Reach.class.getName()).log(System.Logger.Level.DEBUG, "closing a connection", e);
        }
    }
}
