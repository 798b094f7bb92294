package org.campanile.core.recipe;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.campanile.core.lab.Lab;
import org.campanile.core.openstack.CloudProfile;
import org.campanile.core.rabbitmq.BrokerProfile;
import org.campanile.core.remote.HostProfile;

/** What placeholders can take from a lab: {@code ${lab.cloud.url}} and its like. Pure. */
final class LabValues {

    /** All names, in the order in which they are listed, and what each is. */
    static final Map<String, ValueType> TYPES = types();

    private LabValues() {
    }

    private static Map<String, ValueType> types() {
        Map<String, ValueType> types = new LinkedHashMap<>();
        for (String text : new String[] { "lab.name", "lab.cloud.host", "lab.cloud.user", "lab.cloud.user-domain", "lab.cloud.project",
                "lab.cloud.project-domain", "lab.cloud.region", "lab.broker.host", "lab.broker.user", "lab.broker.vhost", "lab.share" }) {
            types.put(text, ValueType.TEXT);
        }
        types.put("lab.cloud.url", ValueType.URL);
        types.put("lab.cloud.password", ValueType.SECRET);
        types.put("lab.murano.url", ValueType.URL);
        types.put("lab.broker.port", ValueType.NUMBER);
        types.put("lab.broker.tls", ValueType.FLAG);
        types.put("lab.broker.management-url", ValueType.URL);
        types.put("lab.broker.password", ValueType.SECRET);
        types.put("lab.host", ValueType.HOST);
        return types;
    }

    static Optional<Object> of(Lab lab, String name) {
        Optional<CloudProfile> cloud = lab.cloud();
        Optional<BrokerProfile> broker = lab.broker();
        Optional<Object> value = switch (name) {
            case "lab.name" -> Optional.of(lab.name());
            case "lab.share" -> Optional.of(lab.share());
            case "lab.host" -> lab.hosts().stream().findFirst().map(HostProfile::name);
            case "lab.cloud.url" -> cloud.map(CloudProfile::authUrl);
            case "lab.cloud.host" -> cloud.map(c -> host(c.authUrl()));
            case "lab.cloud.user" -> cloud.map(CloudProfile::username);
            case "lab.cloud.user-domain" -> cloud.map(CloudProfile::userDomain);
            case "lab.cloud.project" -> cloud.map(CloudProfile::project);
            case "lab.cloud.project-domain" -> cloud.map(CloudProfile::projectDomain);
            // what DevStack and nearly every installer call the first region
            case "lab.cloud.region" -> cloud.map(c -> c.region().isEmpty() ? "RegionOne" : c.region());
            case "lab.cloud.password" -> cloud.map(c -> new SecretValue(lab.cloudKey(), "OS_PASSWORD"));
            // the lab's own word for it, else the port that murano-api listens on as a rule, on Keystone's host
            case "lab.murano.url" -> cloud.map(c -> c.endpointOverrides().getOrDefault("application-catalog", c.endpointOverrides().getOrDefault("murano",
                    "http://" + bracketed(host(c.authUrl())) + ":8082")));
            case "lab.broker.host" -> broker.map(BrokerProfile::host);
            case "lab.broker.port" -> broker.map(b -> (long) b.port());
            case "lab.broker.tls" -> broker.map(BrokerProfile::tls);
            case "lab.broker.user" -> broker.map(BrokerProfile::user);
            case "lab.broker.vhost" -> broker.map(BrokerProfile::vhost);
            case "lab.broker.management-url" -> broker.map(BrokerProfile::managementUrl);
            case "lab.broker.password" -> broker.map(b -> new SecretValue(lab.brokerKey(), "BROKER_ADMIN_PASSWORD"));
            default -> Optional.empty();
        };
        return value.filter(v -> !v.equals(""));
    }

    private static String bracketed(String host) {
        return host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
    }

    private static String host(String url) {
        try {
            String host = new URI(url).getHost();
            return host == null ? "" : host;
        } catch (URISyntaxException e) {
            return "";
        }
    }
}
