package org.campanile.core.rabbitmq.internal;

import java.lang.reflect.Type;
import java.net.URI;
import java.util.Map;

import com.rabbitmq.http.client.HttpLayer;
import com.rabbitmq.http.client.ParameterizedTypeReference;

import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * Puts our transport under Hop, whose own has neither a size limit nor a cancel. One object serves one call: it carries the task. Hop's
 * interface has no checked exceptions, so failures travel as {@link Carried}.
 */
public final class HopLayer implements HttpLayer {

    private final ManagementHttp http;
    private final Json json;
    private final String doing;
    private final Task task;

    /** A layer for one call. */
    public HopLayer(ManagementHttp http, Json json, String doing, Task task) {
        this.http = http;
        this.json = json;
        this.doing = doing;
        this.task = task;
    }

    /** A failure on its way through Hop. */
    public static final class Carried extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Carried(FailureException failure) {
            super(failure);
        }

        /** What it carries. */
        public FailureException failure() {
            return (FailureException) getCause();
        }
    }

    @Override
    public <T> T get(URI uri, Class<T> type) {
        return exchange("GET", uri, null, type);
    }

    @Override
    public <T> T get(URI uri, ParameterizedTypeReference<T> type) {
        return exchange("GET", uri, null, type.getType());
    }

    @Override
    public <T> T post(URI uri, Object body, Class<T> type) {
        return exchange("POST", uri, json.write(body), type);
    }

    @Override
    public void put(URI uri, Object body) {
        exchange("PUT", uri, body == null ? null : json.write(body), null);
    }

    @Override
    public void delete(URI uri, Map<String, String> headers) {
        exchange("DELETE", uri, null, null);
    }

    private <T> T exchange(String method, URI uri, String body, Type type) {
        try {
            String answer = http.send(method, uri, body, doing, task);
            return type == null || answer.isBlank() ? null : json.read(answer, type, doing, ManagementHttp.subject(uri));
        } catch (FailureException e) {
            throw new Carried(e);
        }
    }
}
