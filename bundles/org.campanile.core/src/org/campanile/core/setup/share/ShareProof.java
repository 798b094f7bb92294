package org.campanile.core.setup.share;

import java.util.Optional;

import org.campanile.core.host.Host;
import org.campanile.core.host.HostFile;
import org.campanile.core.recipe.Ground;
import org.campanile.core.secret.Secret;
import org.campanile.core.setup.onhost.HostText;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** The proof that a share can be used: a real SMB client reads it, and writes where it may, from the host and from this machine. Blocks. */
final class ShareProof {

    private final ShareRequest request;
    private final Ground ground;

    ShareProof(ShareRequest request, Ground ground) {
        this.request = request;
        this.ground = ground;
    }

    /** Where Samba listens by its configuration; 445 before it is installed. */
    int port(Host host, Task task) throws FailureException {
        HostFile file = host.files().read(request.config(), task);
        return TestParm.of(host, HostText.of(file).text(), task).filter(t -> t.refused().isEmpty()).map(TestParm::port).orElse(445);
    }

    /** Why the share cannot be read from its own host, if so; changes nothing. */
    Optional<FailureException> unread(Host host, Optional<Secret> password, Task task) throws FailureException {
        int port = port(host, task);
        SmbClient client = SmbClient.on(host);
        SmbClient.Answer answer = client.list(request, "127.0.0.1", port, password, task);
        return answer.ok() ? Optional.empty() : Optional.of(client.refused(request, "127.0.0.1", port, answer));
    }

    /** The whole proof, told line by line. */
    void prove(Host host, Optional<Secret> password, String addressFromHere, Task task) throws FailureException {
        int port = port(host, task);
        SmbClient client = SmbClient.on(host);
        use(client, "127.0.0.1", port, password, task);
        strangers(client, port, task);
        Optional<SmbClient> here = SmbClient.here();
        if (here.isEmpty()) {
            task.line("This machine has no smbclient, so the share was reached from the host alone.");
            return;
        }
        String address = addressFromHere.isEmpty() ? ground.profile(request.host()).address() : addressFromHere;
        use(here.get(), address, port, password, task);
    }

    private void use(SmbClient client, String address, int port, Optional<Secret> password, Task task) throws FailureException {
        SmbClient.Answer read = client.list(request, address, port, password, task);
        if (!read.ok()) {
            throw client.refused(request, address, port, read);
        }
        task.line("Read " + request.unc(address) + " from " + client.from() + ".");
        if (request.writable()) {
            SmbClient.Answer written = client.write(request, address, port, password, task);
            if (!written.ok()) {
                throw client.refused(request, address, port, written);
            }
            task.line("Wrote a file to " + request.unc(address) + " from " + client.from() + ", read it back and removed it.");
        }
    }

    /** An authenticated share must send strangers away, and no share must answer SMB 1. */
    private void strangers(SmbClient client, int port, Task task) throws FailureException {
        if (!request.guest()) {
            SmbClient.Answer stranger = client.list(request, "127.0.0.1", port, Optional.empty(), task);
            if (stranger.ok()) {
                throw new FailureException(new Failure(Failure.Kind.CONFLICT, "proving share " + request.name(), host(), "", "It can be read without a password.",
                        "Look at section " + request.name() + " of " + request.config() + ": guest ok, map to guest and force user."));
            }
            task.line(SmbClient.sentAway(stranger) ? "Strangers are sent away." : "Strangers cannot get in: " + stranger.status() + ".");
        }
        if (client.smb1(request, "127.0.0.1", port, Optional.empty(), task).ok()) {
            task.line("Samba answers SMB 1. That was set on this host before and is not needed by any Windows since 2008.");
        }
    }

    private String host() {
        return request.unc(request.host());
    }
}
