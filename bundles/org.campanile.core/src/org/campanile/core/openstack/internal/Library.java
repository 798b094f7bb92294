package org.campanile.core.openstack.internal;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import org.campanile.core.task.Failure;
import org.campanile.core.task.Failure.Kind;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.core.wire.Causes;
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

    private static final int MOST = 100_000;

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
            return whole(call, key, task);
        }, work);
    }

    /** All pages as one answer: a Neutron with a greatest size of pages (pagination_max_limit) links to the next one, which openstack4j overlooks. */
    private Answer whole(Call call, String key, Task task) throws FailureException {
        Answer answer = session.send(call, task);
        List<JsonObject> items = new ArrayList<>(Json.objects(answer, key));
        Set<String> seen = new HashSet<>();
        Optional<String> next = next(answer, key);
        boolean paged = next.isPresent();
        while (next.isPresent() && seen.add(next.get())) {
            // of the link only what it asks for: it may name an address that is not reached from here
            answer = session.send(call.at(URI.create(call.uri().toString().replaceFirst("\\?.*$", "") + "?" + next.get())), task);
            List<JsonObject> more = Json.objects(answer, key);
            items.addAll(more);
            if (items.size() > MOST) {
                throw new FailureException(new Failure(Kind.BAD_ANSWER, call.doing(), call.subject(), "more than " + MOST + " " + key, "The list does not end.",
                        "Check that the service's endpoint is right."));
            }
            next = more.isEmpty() ? Optional.empty() : next(answer, key);
        }
        if (!paged) {
            return answer;
        }
        JsonObject all = new JsonObject();
        JsonArray array = new JsonArray();
        items.forEach(array::add);
        all.add(key, array);
        return new Answer(call, answer.status(), answer.headers(), all.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<String> next(Answer answer, String key) throws FailureException {
        return Json.objects(Json.object(answer), key + "_links").stream().filter(l -> Json.text(l, "rel").equals("next")).map(l -> Json.text(l, "href"))
                .filter(h -> h.indexOf('?') >= 0).map(h -> h.substring(h.indexOf('?') + 1)).findFirst();
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
            Bridge.Carrier carrier = Causes.find(misread, Bridge.Carrier.class);
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
