package org.campanile.core.openstack.internal;

import org.campanile.core.task.FailureException;
import org.openstack4j.api.identity.EndpointURLResolver;
import org.openstack4j.model.identity.URLResolverParams;

/**
 * What one call through openstack4j needs to know of us: what is being done and who sends. It travels in openstack4j's configuration as
 * its endpoint resolver, the one place where a caller's own object reaches the connector.
 */
final class CallScope implements EndpointURLResolver {

    /** Sends a request; statuses that are failures are thrown. */
    interface Sender {
        Answer send(Call call) throws FailureException;
    }

    /** Where a service is. */
    interface Endpoints {
        String of(String serviceType) throws FailureException;
    }

    private final String doing;
    private final Sender sender;
    private final Endpoints endpoints;

    CallScope(String doing, Sender sender, Endpoints endpoints) {
        this.doing = doing;
        this.sender = sender;
        this.endpoints = endpoints;
    }

    String doing() {
        return doing;
    }

    Answer send(Call call) throws FailureException {
        return sender.send(call);
    }

    @Override
    public String findURLV2(URLResolverParams params) {
        return null;
    }

    @Override
    public String findURLV3(URLResolverParams params) {
        try {
            return endpoints.of(params.type.getType());
        } catch (FailureException missing) {
            throw new Bridge.Carrier(missing);
        }
    }
}
