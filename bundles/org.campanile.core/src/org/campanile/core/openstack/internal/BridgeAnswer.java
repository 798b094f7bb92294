package org.campanile.core.openstack.internal;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;

import org.campanile.core.task.FailureException;
import org.openstack4j.core.transport.ExecutionOptions;
import org.openstack4j.core.transport.HttpEntityHandler;
import org.openstack4j.core.transport.HttpResponse;

/** An answer in openstack4j's form. What is not JSON of bounded depth never reaches its parser. */
final class BridgeAnswer implements HttpResponse {

    private final Answer answer;

    BridgeAnswer(Answer answer) {
        this.answer = answer;
    }

    @Override
    public <T> T getEntity(Class<T> type) {
        return getEntity(type, null);
    }

    @Override
    public <T> T getEntity(Class<T> type, ExecutionOptions<T> options) {
        return HttpEntityHandler.handle(this, type, options, true);
    }

    @Override
    public <T> T readEntity(Class<T> type) {
        try {
            return ModelJson.read(ForeignEndpoints.without(answer, Json.object(answer)), type);
        } catch (FailureException bad) {
            throw new Bridge.Carrier(bad);
        }
    }

    @Override
    public int getStatus() {
        return answer.status();
    }

    @Override
    public String getContentType() {
        return answer.header("Content-Type");
    }

    @Override
    public String getStatusMessage() {
        return "";
    }

    @Override
    public InputStream getInputStream() {
        return new ByteArrayInputStream(answer.body());
    }

    @Override
    public String header(String name) {
        return answer.headers().firstValue(name).orElse(null);
    }

    @Override
    public Map<String, String> headers() {
        Map<String, String> all = new LinkedHashMap<>();
        answer.headers().map().forEach((name, values) -> all.put(name, values.getFirst()));
        return all;
    }

    @Override
    public void close() {
        // The answer is in memory; there is nothing to close.
    }
}
