package org.campanile.core.openstack.internal;

import java.util.function.Function;
import java.util.function.Supplier;

import org.campanile.core.task.Failure;
import org.campanile.core.task.Failure.Kind;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.openstack4j.api.OSClient.OSClientV3;
import org.openstack4j.api.types.Facing;
import org.openstack4j.core.transport.Config;
import org.openstack4j.openstack.OSFactory;
import org.openstack4j.openstack.identity.v3.domain.KeystoneToken;

/**
 * The one door to openstack4j. Its session is bound to a thread and cannot be shared, so each call makes one from the token for the thread
 * it runs on and leaves an empty one behind.
 */
final class Library {

    private final Session session;

    Library(Session session) {
        this.session = session;
    }

    /** Runs one piece of work with openstack4j; its answer must not be null. */
    <T> T call(String doing, Task task, Function<OSClientV3, T> work) throws FailureException {
        return call(doing, task, call -> session.send(call, task), work);
    }

    /**
     * Runs a listing with openstack4j, which takes an answer without the list for an empty one; here that is a failure.
     *
     * @param key the list's key in the answer
     */
    <T> T list(String doing, String key, Task task, Function<OSClientV3, T> work) throws FailureException {
        return call(doing, task, call -> {
            Answer answer = session.send(call, task);
            Json.objects(answer, key);
            return answer;
        }, work);
    }

    private <T> T call(String doing, Task task, CallScope.Sender sender, Function<OSClientV3, T> work) throws FailureException {
        Token token = session.fresh(task);
        CallScope scope = new CallScope(doing, sender, type -> session.at(type, "", "", doing).toString());
        T result = guarded(doing, "", () -> {
            OSClientV3 client = OSFactory.clientFromToken(token.library(), Facing.value(session.profile().interfaceName()),
                    Config.newConfig().withEndpointURLResolver(scope));
            return work.apply(client);
        });
        if (result == null) {
            throw new FailureException(new Failure(Kind.BAD_ANSWER, doing, "", "JSON without what it should hold",
                    "The answer is not the JSON it should be.", "Check that the service's endpoint is right."));
        }
        return result;
    }

    /** Runs work that uses openstack4j and tells its failures in our way. */
    static <T> T guarded(String doing, String subject, Supplier<T> work) throws FailureException {
        try {
            return work.get();
        } catch (Bridge.Carrier carrier) {
            throw carrier.failure();
        } catch (RuntimeException misread) {
            Bridge.Carrier carrier = Transport.find(Bridge.Carrier.class, misread);
            if (carrier != null) {
                throw carrier.failure();
            }
            throw new FailureException(new Failure(Kind.BAD_ANSWER, doing, subject, String.valueOf(misread.getMessage()),
                    "The answer could not be understood.", "Check that the service's endpoint is right."), misread);
        } finally {
            OSFactory.clientFromToken(new KeystoneToken());
        }
    }
}
