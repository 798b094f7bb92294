package org.campanile.core.remote.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.security.PublicKey;
import java.util.concurrent.atomic.AtomicReference;

import org.apache.sshd.client.keyverifier.ServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.KeyUtils;

import org.campanile.core.ask.Questions;
import org.campanile.core.ask.Questions.Trust;
import org.campanile.core.remote.HostProfile;
import org.campanile.core.task.Failure;
import org.campanile.core.task.Failure.Kind;
import org.campanile.core.task.FailureException;

/** Decides on the key of one host during one connection, asking where nothing decides by itself. Runs on a thread of MINA. */
public final class HostKeyJudge implements ServerKeyVerifier {

    private final HostProfile host;
    private final KnownHosts known;
    private final Questions questions;
    private final KnownHosts.Refusals refusals;
    private final Patience patience;
    private final AtomicReference<Failure> refusal = new AtomicReference<>();

    /** A judge for one connection. @param refusals of {@code questions} */
    public HostKeyJudge(HostProfile host, KnownHosts known, Questions questions, KnownHosts.Refusals refusals, Patience patience) {
        this.host = host;
        this.known = known;
        this.questions = questions;
        this.refusals = refusals;
        this.patience = patience;
    }

    /** Why the key was refused, or {@code null}. */
    public Failure refusal() {
        return refusal.get();
    }

    @Override
    public boolean verifyServerKey(ClientSession session, SocketAddress remote, PublicKey key) {
        String fingerprint = KeyUtils.getFingerPrint(key);
        try {
            return switch (known.standing(host.address(), host.port(), key)) {
                case KNOWN -> true;
                case REVOKED -> refuse("The host key is marked as revoked: it must not be trusted.", fingerprint);
                case UNKNOWN -> ask("host key", key, fingerprint, "This host was never connected to, so its " + KeyUtils.getKeyType(key)
                        + " key cannot be compared with anything. Compare the fingerprint with the one its administrator gives.");
                case CHANGED -> ask("changed host key", key, fingerprint, "THE HOST KEY HAS CHANGED. It was "
                        + String.join(" or ", known.fingerprints(host.address(), host.port()))
                        + ". Either the host was installed anew, or somebody stands between you and the host and reads along. "
                        + "Refuse unless its administrator confirms the new fingerprint.");
            };
        } catch (FailureException e) {
            refusal.set(e.failure());
            return false;
        } catch (UncheckedIOException | IOException e) {
            refusal.set(new Failure(Kind.LOCAL, "checking the host key", host.where(), e.toString(),
                    "A file of known hosts could not be read or written.", "Check the rights and the space of the folder it is in."));
            return false;
        }
    }

    /** The time that others take to be asked first is not counted either. */
    private boolean ask(String what, PublicKey key, String fingerprint, String why) throws IOException, FailureException {
        patience.pause();
        try {
            return known.inTurn(host.address(), host.port(), key, refusals, () -> trusted(key, questions.trust(what, host.where(), fingerprint, why)))
                    || refuse(why, fingerprint);
        } finally {
            patience.goOn();
        }
    }

    private boolean trusted(PublicKey key, Trust answer) throws IOException, FailureException {
        switch (answer) {
            case NO -> {
                return false;
            }
            case ONCE -> known.acceptOnce(host.address(), host.port(), key);
            case ALWAYS -> known.acceptAlways(host.address(), host.port(), key);
        }
        return true;
    }

    private boolean refuse(String why, String fingerprint) {
        refusal.set(new Failure(Kind.UNTRUSTED, "checking the host key", host.where(), fingerprint, why,
                "Ask the host's administrator for its fingerprint and accept the key only when both are the same."));
        return false;
    }
}
