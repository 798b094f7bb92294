package org.campanile.core.openstack.internal;

import java.net.URI;

import org.campanile.core.openstack.CloudProfile;
import org.campanile.core.openstack.CloudProfile.AuthType;
import org.campanile.core.secret.Secret;
import org.campanile.core.task.Failure;
import org.campanile.core.task.Failure.Kind;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.openstack4j.api.OSClient.OSClientV3;
import org.openstack4j.api.client.IOSClientBuilder;
import org.openstack4j.core.transport.ClientConstants;
import org.openstack4j.core.transport.Config;
import org.openstack4j.core.transport.HttpMethod;
import org.openstack4j.core.transport.HttpRequest;
import org.openstack4j.core.transport.HttpResponse;
import org.openstack4j.core.transport.internal.HttpExecutor;
import org.openstack4j.model.common.Identifier;
import org.openstack4j.openstack.OSFactory;
import org.openstack4j.openstack.identity.v3.domain.KeystoneToken;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

/** Gets a token by openstack4j: its builder for passwords, its request for application credentials, which the builder does not know. */
final class Authentication {

    private static final String DOING = "logging in";

    private Authentication() {
    }

    static Token token(CloudProfile profile, Secret secret, URI authUrl, Transport transport, Task task) throws FailureException {
        require(profile.who(), "user or application credential", profile);
        try {
            return login(profile, secret, authUrl, transport, task);
        } catch (FailureException told) {
            throw secret.hiddenIn(told);
        }
    }

    private static Token login(CloudProfile profile, Secret secret, URI authUrl, Transport transport, Task task) throws FailureException {
        Config config = Config.newConfig().withEndpointURLResolver(new CallScope(DOING, call -> {
            Answer answer = transport.exchange(call, task);
            if (answer.status() == 404 || answer.status() == 300 || answer.status() == 405) {
                throw new FailureException(new Failure(Kind.BAD_ANSWER, DOING, call.subject(), answer.status() + " "
                        + Failures.words(answer), "There is no Keystone v3 at this address.",
                        "Check the address; it usually ends in /v3, e.g. https://cloud.example.org:5000/v3."));
            }
            if (answer.status() >= 300) {
                throw Failures.refused(answer);
            }
            return answer;
        }, type -> null));
        KeystoneToken got = Library.guarded(DOING, authUrl.toString(), () -> profile.authType() == AuthType.PASSWORD
                ? password(profile, secret, authUrl, config)
                : applicationCredential(profile, secret, authUrl, config));
        Token token = got == null ? null : Token.of(got);
        if (token == null) {
            throw new FailureException(new Failure(Kind.BAD_ANSWER, DOING, authUrl.toString(), "an answer without a token",
                    "This is not a Keystone.", "Check the address."));
        }
        return token;
    }

    private static void require(String value, String what, CloudProfile profile) throws FailureException {
        if (value.isEmpty()) {
            throw new FailureException(new Failure(Kind.BAD_INPUT, DOING, profile.name(), "", "The profile names no " + what + ".",
                    "Complete the profile."));
        }
    }

    private static KeystoneToken password(CloudProfile profile, Secret secret, URI authUrl, Config config) {
        IOSClientBuilder.V3 builder = OSFactory.builderV3().endpoint(authUrl.toString()).withConfig(config)
                .credentials(profile.username(), secret.reveal(), identifier(orDefault(profile.userDomain())));
        if (!profile.project().isEmpty()) {
            Identifier project = identifier(profile.project());
            builder = project.isTypeID() ? builder.scopeToProject(project)
                    : builder.scopeToProject(project, identifier(orDefault(profile.projectDomain())));
        }
        OSClientV3 client = builder.authenticate();
        return (KeystoneToken) client.getToken();
    }

    private static KeystoneToken applicationCredential(CloudProfile profile, Secret secret, URI authUrl, Config config) {
        JsonObject credential = new JsonObject();
        if (profile.applicationCredentialId().isEmpty()) {
            credential.addProperty("name", profile.applicationCredentialName());
            JsonObject user = new JsonObject();
            user.addProperty("name", profile.username());
            JsonObject domain = new JsonObject();
            Identifier of = identifier(orDefault(profile.userDomain()));
            domain.addProperty(of.isTypeID() ? "id" : "name", of.getId());
            user.add("domain", domain);
            credential.add("user", user);
        } else {
            credential.addProperty("id", profile.applicationCredentialId());
        }
        credential.addProperty("secret", secret.reveal());
        JsonArray methods = new JsonArray();
        methods.add("application_credential");
        JsonObject identity = new JsonObject();
        identity.add("methods", methods);
        identity.add("application_credential", credential);
        JsonObject auth = new JsonObject();
        auth.add("identity", identity);
        JsonObject root = new JsonObject();
        root.add("auth", auth);
        HttpRequest<KeystoneToken> request = HttpRequest.builder(KeystoneToken.class).endpoint(authUrl.toString()).path("/auth/tokens")
                .method(HttpMethod.POST).config(config).json(root.toString()).build();
        HttpResponse response = HttpExecutor.create().execute(request);
        KeystoneToken token = response.getEntity(KeystoneToken.class);
        token.setId(response.header(ClientConstants.HEADER_X_SUBJECT_TOKEN));
        token.setEndpoint(authUrl.toString());
        return token;
    }

    private static String orDefault(String domain) {
        return domain.isEmpty() ? "Default" : domain;
    }

    /** Keystone's ids are 32 hexadecimal digits, and "default" for the first domain; all else is a name. */
    private static Identifier identifier(String nameOrId) {
        return nameOrId.equals("default") || nameOrId.matches("[0-9a-f]{32}") ? Identifier.byId(nameOrId) : Identifier.byName(nameOrId);
    }
}
