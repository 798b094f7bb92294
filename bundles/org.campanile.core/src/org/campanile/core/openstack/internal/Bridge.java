package org.campanile.core.openstack.internal;

import java.lang.reflect.Field;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.campanile.core.task.FailureException;
import org.openstack4j.core.transport.HttpExecutorService;
import org.openstack4j.core.transport.HttpRequest;
import org.openstack4j.core.transport.HttpResponse;
import org.openstack4j.core.transport.internal.HttpExecutor;

/**
 * openstack4j's connector: carries its requests over {@link Transport}. The connector that comes with it can neither be cancelled, nor
 * limits a call as a whole, nor the size or depth of an answer. openstack4j looks connectors up with its own class loader, where another
 * bundle cannot register one, so it is put in place directly.
 */
final class Bridge implements HttpExecutorService {

    /** Takes a failure through openstack4j. */
    static final class Carrier extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final FailureException failure;

        Carrier(FailureException failure) {
            super(failure.getMessage(), failure);
            this.failure = failure;
        }

        FailureException failure() {
            return failure;
        }
    }

    /** Makes this the connector, once. */
    static void install() {
        HttpExecutor executor = HttpExecutor.create();
        synchronized (executor) {
            try {
                Field service = HttpExecutor.class.getDeclaredField("service");
                service.setAccessible(true);
                if (!(service.get(executor) instanceof Bridge)) {
                    service.set(executor, new Bridge());
                }
            } catch (ReflectiveOperationException other) {
                throw new IllegalStateException("openstack4j is not the version this was written for", other);
            }
        }
    }

    @Override
    public String getExecutorDisplayName() {
        return "Campanile";
    }

    @Override
    public <R> HttpResponse execute(HttpRequest<R> request) {
        if (!(request.getConfig() != null && request.getConfig().getEndpointURLResolver() instanceof CallScope scope)) {
            throw new IllegalStateException("a request of openstack4j outside a call");
        }
        Map<String, String> headers = new LinkedHashMap<>();
        request.getHeaders().forEach((name, value) -> headers.put(name, String.valueOf(value)));
        headers.remove("OS4J-Auth-Command");
        headers.put("Accept", "application/json");
        BodyPublisher body = BodyPublishers.noBody();
        if (request.getEntity() != null || request.hasJson()) {
            headers.put("Content-Type", request.getContentType());
            body = BodyPublishers.ofByteArray(request.hasJson() ? request.getJson().getBytes(StandardCharsets.UTF_8)
                    : ModelJson.write(request.getEntity()));
        }
        URI uri = URI.create(request.getUrl() + query(request));
        try {
            return new BridgeAnswer(scope.send(new Call(scope.doing(), request.getMethod().name(), uri, headers, body)));
        } catch (FailureException failed) {
            throw new Carrier(failed);
        }
    }

    private static String query(HttpRequest<?> request) {
        StringBuilder text = new StringBuilder();
        if (request.hasQueryParams()) {
            for (Map.Entry<String, List<Object>> parameter : request.getQueryParams().entrySet()) {
                for (Object value : parameter.getValue()) {
                    text.append(text.isEmpty() && request.getUrl().indexOf('?') < 0 ? '?' : '&').append(encoded(parameter.getKey()))
                            .append('=').append(encoded(String.valueOf(value)));
                }
            }
        }
        return text.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
