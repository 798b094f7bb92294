package org.campanile.core.openstack.internal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

import org.campanile.core.task.Failure;
import org.campanile.core.task.Failure.Kind;
import org.campanile.core.task.FailureException;

import com.google.gson.JsonObject;

/** Puts a list together that a service gives page by page. A list that does not end is a failure, and never one that is quietly cut off. */
final class Pages {

    private static final int MOST = 100_000;

    /**
     * One page.
     *
     * @param next where the page after it begins; empty after the last
     */
    record Page<T>(List<T> items, String next) {
    }

    /** Gets the page that begins at a place, the first for an empty one. */
    interface Reader<T> {
        Page<T> at(String place) throws FailureException;
    }

    private Pages() {
    }

    /** All items from a place on. */
    static <T> List<T> all(String doing, String service, String first, Reader<T> reader) throws FailureException {
        List<T> all = new ArrayList<>();
        Set<String> places = new HashSet<>(Set.of(first));
        String place = first;
        do {
            Page<T> page = reader.at(place);
            all.addAll(page.items());
            place = page.next();
            if (!place.isEmpty() && (!places.add(place) || page.items().isEmpty() || all.size() > MOST)) {
                throw new FailureException(new Failure(Kind.BAD_ANSWER, doing, service, all.size() + " entries, and a page after them",
                        "The list does not end.", "Look at the service's log; its paging is broken, or the address is not the service's own."));
            }
        } while (!place.isEmpty());
        return List.copyOf(all);
    }

    /**
     * A page of a service that wants the id of the last item as marker. There is another one when the answer links to it, as Nova does also where its
     * pages are shorter than asked for ({@code [api] max_limit}), or when this one is full.
     *
     * @param key name of the list, before {@code _links}
     * @param size asked for
     */
    static <T> Page<T> byMarker(Answer answer, String key, int size, Function<JsonObject, T> item, Function<T, String> id) throws FailureException {
        List<T> items = Json.objects(answer, key).stream().map(item).toList();
        boolean linked = Json.objects(Json.object(answer), key + "_links").stream().anyMatch(l -> Json.text(l, "rel").equals("next"));
        return new Page<>(items, !items.isEmpty() && (linked || items.size() >= size) ? id.apply(items.getLast()) : "");
    }
}
