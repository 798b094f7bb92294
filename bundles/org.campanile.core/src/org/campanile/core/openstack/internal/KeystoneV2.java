package org.campanile.core.openstack.internal;

import java.net.URI;
import java.util.List;

import org.campanile.core.openstack.CloudLimits;
import org.campanile.core.openstack.CloudProfile;
import org.campanile.core.openstack.Identity;
import org.campanile.core.openstack.LegacyIdentity;
import org.campanile.core.secret.Secret;
import org.campanile.core.task.Failure;
import org.campanile.core.task.Failure.Kind;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.core.trust.CertificateTrust;

import com.google.gson.JsonObject;

/** Keystone v2.0, directly: openstack4j speaks it only with a login of its own. */
public final class KeystoneV2 implements LegacyIdentity {

    private static final String LOGIN = "logging in by Identity v2.0";
    private static final int UNAUTHORIZED = 401;
    private static final int NOT_FOUND = 404;

    private final Transport transport;
    private final CloudProfile profile;
    private final Secret password;
    private final String base;
    private volatile Secret token;

    private KeystoneV2(Transport transport, CloudProfile profile, Secret password) throws FailureException {
        this.transport = transport;
        this.profile = profile;
        this.password = password;
        URI given = Session.uri(profile.authUrl(), LOGIN);
        this.base = given.toString().replaceAll("/+$", "").replaceAll("/v\\d+(\\.\\d+)?$", "") + "/v2.0";
    }

    /** Logs in. */
    public static LegacyIdentity connect(CloudProfile profile, Secret password, CertificateTrust certificates, CloudLimits limits, Task task)
            throws FailureException {
        Transport transport = new Transport(profile, limits, certificates);
        boolean connected = false;
        try {
            KeystoneV2 identity = new KeystoneV2(transport, profile, password);
            identity.login(task);
            connected = true;
            return identity;
        } finally {
            if (!connected) {
                transport.close();
            }
        }
    }

    private void login(Task task) throws FailureException {
        JsonObject credentials = new JsonObject();
        credentials.addProperty("username", profile.username());
        credentials.addProperty("password", password.reveal());
        JsonObject auth = new JsonObject();
        auth.add("passwordCredentials", credentials);
        auth.addProperty("tenantName", profile.project());
        Call call = Call.json(LOGIN, "POST", URI.create(base + "/tokens"), wrapped("auth", auth));
        try {
            Answer answer = transport.exchange(call.with("Accept", "application/json"), task);
            if (answer.status() == NOT_FOUND) {
                throw new FailureException(new Failure(Kind.BAD_ANSWER, LOGIN, base, "404", "This Keystone has no Identity v2.0.",
                        "Use the v3 way; v2.0 was taken out in release Queens."));
            }
            if (answer.status() >= 300) {
                throw Failures.refused(answer);
            }
            String id = Json.text(Json.inner(Json.object(answer, "access"), "token"), "id");
            if (id.isEmpty()) {
                throw Failures.notJson(answer, "no token in it", null);
            }
            token = Secret.of(id);
        } catch (FailureException told) {
            throw password.hiddenIn(told);
        }
    }

    private static JsonObject wrapped(String key, JsonObject inner) {
        JsonObject root = new JsonObject();
        root.add(key, inner);
        return root;
    }

    private Answer send(Call call, Task task) throws FailureException {
        Answer answer = transport.exchange(call.with("X-Auth-Token", token.reveal()).with("Accept", "application/json"), task);
        if (answer.status() == UNAUTHORIZED) {
            login(task);
            answer = transport.exchange(call.with("X-Auth-Token", token.reveal()).with("Accept", "application/json"), task);
        }
        if (answer.status() >= 300) {
            throw Failures.refused(answer);
        }
        return answer;
    }

    private URI at(String path) {
        return URI.create(base + path);
    }

    private static Identity.Service service(JsonObject s) {
        return new Identity.Service(Json.text(s, "id"), Json.text(s, "type"), Json.text(s, "name"), Json.text(s, "description"), true);
    }

    private static Endpoint endpoint(JsonObject e) {
        return new Endpoint(Json.text(e, "id"), Json.text(e, "service_id"), Json.text(e, "region"), Json.text(e, "publicurl"),
                Json.text(e, "internalurl"), Json.text(e, "adminurl"));
    }

    @Override
    public List<Identity.Service> services(Task task) throws FailureException {
        Answer answer = send(Call.get("listing services by Identity v2.0", at("/OS-KSADM/services")), task);
        return Json.objects(answer, "OS-KSADM:services").stream().map(KeystoneV2::service).toList();
    }

    @Override
    public Identity.Service createService(String type, String name, String description, Task task) throws FailureException {
        JsonObject body = new JsonObject();
        body.addProperty("type", type);
        body.addProperty("name", name);
        body.addProperty("description", description);
        Call call = Call.json("creating service " + name + " by Identity v2.0", "POST", at("/OS-KSADM/services"), wrapped("OS-KSADM:service", body));
        return service(Json.object(send(call, task), "OS-KSADM:service"));
    }

    @Override
    public void deleteService(String id, Task task) throws FailureException {
        send(Call.delete("deleting service " + id + " by Identity v2.0", at("/OS-KSADM/services/" + id)), task);
    }

    @Override
    public List<Endpoint> endpoints(Task task) throws FailureException {
        Answer answer = send(Call.get("listing endpoints by Identity v2.0", at("/endpoints")), task);
        return Json.objects(answer, "endpoints").stream().map(KeystoneV2::endpoint).toList();
    }

    @Override
    public Endpoint createEndpoint(Endpoint wanted, Task task) throws FailureException {
        JsonObject body = new JsonObject();
        body.addProperty("service_id", wanted.serviceId());
        body.addProperty("region", wanted.region());
        body.addProperty("publicurl", wanted.publicUrl());
        body.addProperty("internalurl", wanted.internalUrl());
        body.addProperty("adminurl", wanted.adminUrl());
        Call call = Call.json("creating an endpoint by Identity v2.0", "POST", at("/endpoints"), wrapped("endpoint", body));
        return endpoint(Json.object(send(call, task), "endpoint"));
    }

    @Override
    public void deleteEndpoint(String id, Task task) throws FailureException {
        send(Call.delete("deleting endpoint " + id + " by Identity v2.0", at("/endpoints/" + id)), task);
    }

    @Override
    public void close() {
        transport.close();
    }
}
